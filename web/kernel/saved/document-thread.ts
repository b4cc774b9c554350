/** A thread of Node's that runs one document, given as its data, and posts what came of it. */
import { parentPort, workerData } from "node:worker_threads";
import { createDataJointEngine } from "../worker/datajoint-engine.ts";
import { MemoryFiles } from "./memory-files.ts";
import { runDocument } from "./run-document.ts";

Error.stackTraceLimit = 100;

const engine = createDataJointEngine({ files: new MemoryFiles(), confirm: async () => null });
parentPort?.postMessage(await runDocument(String(workerData), engine));
