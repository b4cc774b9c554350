import type { GatewayConnector } from "../gateway/gateway-connector.ts";
import type { AskKernelEvent } from "../kernel/ask-kernel-event.ts";
import type { ConnectServer, Kernel, KernelOptions } from "../kernel/kernel.ts";
import { databaseFiles, onDemand } from "./storage.ts";

/** What connects to servers, loaded when the first connection is wanted. */
export const gatewayConnector = onDemand<GatewayConnector>(async () => {
  const { GatewayConnector } = await import("../gateway/gateway-connector.ts");
  return new GatewayConnector();
});

const connectServer: ConnectServer = async (request, signal) =>
  (await gatewayConnector()).connect(request, signal);

/**
 * Loads what runs cells; nothing of it is there before the first run.
 *
 * @param confirm - asks the reader before a cell deletes rows or tables
 */
export async function openKernel(confirm: NonNullable<KernelOptions["confirm"]>): Promise<Kernel> {
  const [{ createKernel }, openFiles] = await Promise.all([import("../kernel/kernel.ts"), databaseFiles()]);
  const kernel = createKernel({
    files: openFiles,
    confirm,
    connectServer,
  });
  document.removeEventListener("ask-kernel", answerQuestion);
  answerQuestion = (event) => {
    event.answer = kernel.ask(event.service, event.argument as never);
  };
  document.addEventListener("ask-kernel", answerQuestion);
  return kernel;
}

/** Passes on what elements ask, such as a table for more of its rows, to the kernel that was opened last. */
let answerQuestion = (_event: AskKernelEvent): void => {};
