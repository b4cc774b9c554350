/**
 * Everything that a page and a gateway say to one another. Each message is one binary frame, and its type names its
 * sender and its receiver. A connection begins with `hello`, and does one request at a time.
 */
import type { SqlValue } from "../../values/sql-value.ts";
import { decodeFrame, encodeFrame, FrameError, type FrameValue } from "./frame-encoding.ts";

export const protocolVersion = 2;

/** How many frames of rows the gateway may send before the first of them was taken. */
export const framesAhead = 8;

/** How large a frame of rows is to be, about; one that holds a single row may be larger. */
export const rowFrameSize = 256 * 1024;

// From the page

/** The first message: who wants to use the server. */
export interface PageToGatewayHello {
  readonly type: "hello";
  readonly protocol: number;
  readonly token: string;
  readonly user: string;
  readonly password: string;
  /** Settings of the Instance that the connection to the server needs. */
  readonly charset: string;
  readonly initFunction: string | null;
  /** Seconds to wait for a lock of another connection. */
  readonly lockTimeout: number | null;
  /** Seconds that the server may take to answer while it is connected to. */
  readonly connectTimeout: number;
  /** Null for TLS where the server has it. */
  readonly useTls: boolean | null;
}

/** Run one statement. */
export interface PageToGatewayExecute {
  readonly type: "execute";
  readonly request: number;
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** Begin, commit or roll back a transaction. */
export interface PageToGatewayTransaction {
  readonly type: "begin" | "commit" | "rollback";
  readonly request: number;
  /** Of `begin` alone. */
  readonly enforcesForeignKeys: boolean;
}

/** So many frames of rows were taken; as many more may come. */
export interface PageToGatewayMore {
  readonly type: "more";
  readonly request: number;
  readonly frames: number;
}

/** The rest of the rows is not wanted, or the statement is not to run on. The request still gets its end. */
export interface PageToGatewayCancel {
  readonly type: "cancel";
  readonly request: number;
}

export type PageToGateway =
  | PageToGatewayHello
  | PageToGatewayExecute
  | PageToGatewayTransaction
  | PageToGatewayMore
  | PageToGatewayCancel;

// From the gateway

/** The connection to the server is made. */
export interface GatewayToPageWelcome {
  readonly type: "welcome";
  /** `host:port` of the server. */
  readonly server: string;
  /** The size in bytes of the largest frame that the gateway takes. */
  readonly largestFrame: number;
  /** While a request runs, the gateway sends something at least so often, in seconds. */
  readonly heartbeat: number;
}

/** Why there is no connection: see `refused`. */
export type Refusal = "version" | "token" | "account" | "server" | "busy";

/** There is no connection, and none will come of this. */
export interface GatewayToPageRefused {
  readonly type: "refused";
  readonly reason: Refusal;
  readonly message: string;
}

export interface GatewayToPageRows {
  readonly type: "rows";
  readonly request: number;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly SqlValue[])[];
}

/** The end of a request that went well. */
export interface GatewayToPageDone {
  readonly type: "done";
  readonly request: number;
  readonly columns: readonly string[];
  readonly changes: number;
}

/** An error as it travels: the fields by which the dialect knows errors of the server. */
export interface WireError {
  /** The class, where it is one of DataJoint's own. */
  readonly name: string;
  readonly message: string;
  readonly code: string | null;
  readonly errno: number | null;
  readonly sqlState: string | null;
}

/** The end of a request that failed. */
export interface GatewayToPageFailed {
  readonly type: "failed";
  readonly request: number;
  readonly error: WireError;
}

/** A request still runs, and the gateway is there. */
export interface GatewayToPageAlive {
  readonly type: "alive";
}

/** The gateway ends the connection; an open transaction is rolled back. */
export interface GatewayToPageEnded {
  readonly type: "ended";
  readonly reason: string;
}

export type GatewayToPage =
  | GatewayToPageWelcome
  | GatewayToPageRefused
  | GatewayToPageRows
  | GatewayToPageDone
  | GatewayToPageFailed
  | GatewayToPageAlive
  | GatewayToPageEnded;

type Check = (value: FrameValue | undefined) => boolean;

const text: Check = (value) => typeof value === "string";
const number: Check = (value) => typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
const seconds: Check = (value) => typeof value === "number" && value >= 0;
const boolean: Check = (value) => typeof value === "boolean";
const texts: Check = (value) => Array.isArray(value) && value.every(text);
const scalar: Check = (value) =>
  value === null || value instanceof Uint8Array || ["number", "bigint", "string"].includes(typeof value);
const scalars: Check = (value) => Array.isArray(value) && value.every(scalar);
const rows: Check = (value) => Array.isArray(value) && value.every(Array.isArray);
const isOtherVersion: Check = (value) => number(value) && value !== protocolVersion;
const optional =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const error: Check = (value) => hasShape(value, wireError);

type Shape = Readonly<Record<string, Check>>;

const wireError: Shape = {
  name: text,
  message: text,
  code: optional(text),
  errno: optional(number),
  sqlState: optional(text),
};

const transaction: Shape = { request: number, enforcesForeignKeys: boolean };

const fromPage: Readonly<Record<PageToGateway["type"], Shape>> = {
  hello: {
    protocol: number,
    token: text,
    user: text,
    password: text,
    charset: text,
    initFunction: optional(text),
    lockTimeout: optional(seconds),
    connectTimeout: seconds,
    useTls: optional(boolean),
  },
  execute: { request: number, sql: text, values: scalars },
  begin: transaction,
  commit: transaction,
  rollback: transaction,
  more: { request: number, frames: number },
  cancel: { request: number },
};

const fromGateway: Readonly<Record<GatewayToPage["type"], Shape>> = {
  welcome: { server: text, largestFrame: number, heartbeat: seconds },
  refused: { reason: text, message: text },
  rows: { request: number, columns: texts, rows },
  done: { request: number, columns: texts, changes: number },
  failed: { request: number, error },
  alive: {},
  ended: { reason: text },
};

function hasShape(value: FrameValue | undefined, shape: Shape): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value) || value instanceof Uint8Array)
    return false;
  const record = value as Readonly<Record<string, FrameValue | undefined>>;
  return Object.entries(shape).every(([name, check]) => check(record[name]));
}

function read(bytes: Uint8Array, shapes: Readonly<Record<string, Shape>>): FrameValue {
  const message = decodeFrame(bytes);
  const type = hasShape(message, { type: text }) ? (message as unknown as { type: string }).type : null;
  if (type === null || !Object.hasOwn(shapes, type)) {
    throw new FrameError(
      type === null ? "The frame is no message." : `There is no message ${JSON.stringify(type)}.`,
    );
  }
  // Of another version nothing is known but that it is one, which is all that the answer needs.
  if (type === "hello" && hasShape(message, { protocol: isOtherVersion })) return message;
  if (!hasShape(message, shapes[type]!))
    throw new FrameError(`The message "${type}" is not as it should be.`);
  return message;
}

/** @throws FrameError for anything but a message of a page */
export const readPageMessage = (bytes: Uint8Array): PageToGateway =>
  read(bytes, fromPage) as unknown as PageToGateway;

/** @throws FrameError for anything but a message of a gateway */
export const readGatewayMessage = (bytes: Uint8Array): GatewayToPage =>
  read(bytes, fromGateway) as unknown as GatewayToPage;

/** A message as the frame that carries it. */
export const writeMessage = (message: PageToGateway | GatewayToPage): Uint8Array<ArrayBuffer> =>
  encodeFrame(message as unknown as FrameValue);
