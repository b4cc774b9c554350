/**
 * The script of the page inside of the sandboxed frame. It starts and ends workers and does nothing else;
 * what the worker and the outer page have to say to one another goes over a line of their own.
 */
import type { PageToSandbox, SandboxToPage } from "../messages.ts";
import { Channel, seal } from "../transport.ts";

let worker: Worker | null = null;

function startWorker(script: string, line: MessagePort): void {
  endWorker();
  const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  worker = new Worker(url);
  worker.onerror = ({ message }) => {
    channel.send({ type: "worker-failed", reason: message || "its script can't be loaded" });
  };
  worker.postMessage(seal("sandbox", "worker", { type: "start" }), [line]);
}

function endWorker(): void {
  if (worker === null) return;
  worker.onerror = null;
  worker.terminate();
  worker = null;
}

const { port1, port2 } = new MessageChannel();
const parties = { here: "sandbox", there: "page" } as const;
const channel = new Channel<SandboxToPage, PageToSandbox>(port1, parties, (message, [line]) => {
  if (message.type === "start-worker" && line !== undefined) startWorker(message.script, line);
  if (message.type === "end-worker") {
    endWorker();
    channel.send({ type: "worker-ended" });
  }
});

// Opened by itself, or framed without a sandbox, this page would share the origin of the site: it then stays mute.
if (self.origin === "null" && parent !== self) {
  parent.postMessage(seal<SandboxToPage>("sandbox", "page", { type: "ready" }), "*", [port2]);
}
