/**
 * Everything that the page, the sandbox and the worker say to one another. A message is sent inside of an
 * envelope that names the protocol's version, the sender and the receiver; a type's name does so too.
 */
import type { OfferedLine, ServerRequest } from "../../core/driver/gateway/index.ts";
import type { DeletionQuestion } from "../../core/table/prompt.ts";
import type { CopyServices, TransferProgress } from "./copy-questions.ts";
import type { CompiledCell } from "./languages/language-front-end.ts";
import type { Output, StatementLog } from "./output.ts";
import type { ScopeServices, TableServices } from "./table-questions.ts";

export const protocolVersion = 3;

export type Party = "page" | "sandbox" | "worker";

export interface Envelope<Message = unknown> {
  readonly protocol: "datajoint-kernel";
  readonly version: number;
  readonly from: Party;
  readonly to: Party;
  readonly message: Message;
}

/** A part of a database file that has changed. */
export interface FileChunk {
  /** Which chunk of the file, from 0. */
  readonly index: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A database file as it was saved last. */
export interface SavedFile {
  /** Names this state of the file; another save gives another version. */
  readonly version: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A save of a database file: only what differs from the version that the saver knows. */
export interface FileSave {
  readonly name: string;
  /** The version that the changes apply to; null where there was no file. */
  readonly base: string | null;
  /** The size of the whole file in bytes. */
  readonly size: number;
  readonly chunks: readonly FileChunk[];
}

// The page and the sandbox

/** The sandbox has loaded and waits; the only message that is posted to a window. */
export interface SandboxToPageReady {
  readonly type: "ready";
}

/** Start a worker; the port that comes along is the worker's line to the page. */
export interface PageToSandboxStartWorker {
  readonly type: "start-worker";
  /** The worker's script, as text. */
  readonly script: string;
}

export interface PageToSandboxEndWorker {
  readonly type: "end-worker";
}

export interface SandboxToPageWorkerEnded {
  readonly type: "worker-ended";
}

/** The worker's script could not be run. */
export interface SandboxToPageWorkerFailed {
  readonly type: "worker-failed";
  readonly reason: string;
}

export type PageToSandbox = PageToSandboxStartWorker | PageToSandboxEndWorker;
export type SandboxToPage = SandboxToPageReady | SandboxToPageWorkerEnded | SandboxToPageWorkerFailed;

// The page and the worker

/** What the worker needs before its first cell. */
export interface PageToWorkerPrepare {
  readonly type: "prepare";
  /** SQLite as WebAssembly. */
  readonly wasm: ArrayBuffer;
}

export interface PageToWorkerRun {
  readonly type: "run";
  readonly run: number;
  readonly cell: CompiledCell;
  readonly info: string;
}

/** The answer to a request of the worker. */
export interface PageToWorkerReply {
  readonly type: "reply";
  readonly request: number;
  readonly reply: { readonly value: unknown } | { readonly error: string };
}

/** What the page can ask a worker for beside running cells. */
export type WorkerServices = TableServices & ScopeServices & CopyServices;

/** A question to the worker, which it answers between what cells do. */
export interface PageToWorkerAsk<Name extends keyof WorkerServices = keyof WorkerServices> {
  readonly type: "ask";
  readonly question: number;
  readonly service: Name;
  readonly argument: Parameters<WorkerServices[Name]>[0];
}

export interface WorkerToPageAnswer {
  readonly type: "answer";
  readonly question: number;
  readonly answer: { readonly value: unknown } | { readonly error: string };
}

export interface WorkerToPageReady {
  readonly type: "ready";
}

export interface WorkerToPageOutputs {
  readonly type: "outputs";
  readonly run: number;
  readonly outputs: readonly Output[];
}

/** A run has ended, and all that it committed is saved. */
export interface WorkerToPageDone {
  readonly type: "done";
  readonly run: number;
  readonly ok: boolean;
  readonly milliseconds: number;
  readonly statements?: StatementLog;
}

/** Scripts that a worker loads when it first needs them: `diagram-drawing` lays out and draws diagrams. */
export type LateScript = "diagram-drawing";

/** What a worker can ask the page for, with what it gets. */
export interface PageServices {
  readFile(name: string): Promise<SavedFile | null>;
  /** Gives the version of the file after the save. */
  saveFile(save: FileSave): Promise<string>;
  removeFile(name: string): Promise<void>;
  /** Gives the text of a script that the worker was not begun with. */
  loadScript(name: LateScript): Promise<string>;
  /** Asks the reader before rows or tables are deleted; null where nobody can be asked. */
  confirm(question: DeletionQuestion): Promise<boolean | null>;
  /** Connects to a server; what comes back holds the port through which it is used. */
  connectServer(request: ServerRequest): Promise<OfferedLine<MessagePort>>;
  /** Takes how far a copy of schemas is. */
  tellCopy(progress: TransferProgress): Promise<void>;
}

export interface WorkerToPageRequest<Name extends keyof PageServices = keyof PageServices> {
  readonly type: "request";
  readonly request: number;
  readonly service: Name;
  readonly argument: Parameters<PageServices[Name]>[0];
}

export type PageToWorker = PageToWorkerPrepare | PageToWorkerRun | PageToWorkerReply | PageToWorkerAsk;
export type WorkerToPage =
  | WorkerToPageReady
  | WorkerToPageOutputs
  | WorkerToPageDone
  | WorkerToPageRequest
  | WorkerToPageAnswer;
