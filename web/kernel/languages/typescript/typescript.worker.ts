import { initialize, ts } from "monaco-editor/languages/features/typescript/ts.worker";
import type { CompileReply, CompileRequest } from "./compile-messages.ts";
import { CellTypeScriptWorker } from "./editor/cell-typescript-worker.ts";
import { transpileCell } from "./transpile-cell.ts";

// The same script serves two roles, so that a browser loads it once. The first message tells which: the kernel
// hands over a port on which it asks for cells to be compiled; Monaco begins with a message of its own.
self.onmessage = ({ data }: MessageEvent<unknown>) => {
  const port = data instanceof MessagePort ? data : null;
  if (port !== null) serveCompiler(port);
  else initialize((context, createData) => new CellTypeScriptWorker(context, createData));
};

function serveCompiler(port: MessagePort): void {
  port.onmessage = ({ data }: MessageEvent<CompileRequest>) => {
    const reply: CompileReply = { request: data.request, result: transpileCell(ts.typescript, data.source) };
    port.postMessage(reply);
  };
}
