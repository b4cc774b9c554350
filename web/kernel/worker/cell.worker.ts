import { unseal } from "../transport.ts";
import { createDataJointEngine } from "./datajoint-engine.ts";
import { setScriptLoader } from "./late-script.ts";
import { provideRandomUuid } from "./random-uuid.ts";
import { SavedFiles } from "./saved-files.ts";
import { WorkerHost } from "./worker-host.ts";

// Errors of readers' programs are shown with their line, however deep below it they come from.
Error.stackTraceLimit = 100;

provideRandomUuid();

// The sandbox hands over the line to the page, and nothing else.
self.onmessage = ({ data, ports }: MessageEvent<unknown>) => {
  const port = ports[0];
  if (port === undefined || unseal(data, "sandbox", "worker") === null) return;
  self.onmessage = null;
  const host = new WorkerHost(port, ({ wasm, ask }) => {
    setScriptLoader((name) => ask("loadScript", name));
    return createDataJointEngine({
      wasm,
      files: new SavedFiles(ask),
      confirm: (question) => ask("confirm", question),
      connectServer: (request) => ask("connectServer", request),
      tellCopy: (progress) => void ask("tellCopy", progress).catch(() => {}),
    });
  });
  self.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    host.reportUncaught(event.reason);
  });
  self.addEventListener("error", (event) => {
    event.preventDefault();
    host.reportUncaught(event.error ?? new Error(event.message));
  });
};
