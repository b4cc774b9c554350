import { DataJointError, LostConnectionError } from "../../errors/index.ts";
import type { SqlValue } from "../../values/sql-value.ts";
import { FrameError } from "./frame-encoding.ts";
import type { GatewayLine } from "./gateway-line.ts";
import {
  type GatewayToPage,
  type PageToGateway,
  type PageToGatewayExecute,
  type PageToGatewayTransaction,
  readGatewayMessage,
  writeMessage,
} from "./protocol.ts";
import { errorOfWire } from "./wire-error.ts";

/** A request without its number. */
export type GatewayRequest =
  | Omit<PageToGatewayExecute, "request">
  | Omit<PageToGatewayTransaction, "request">;

/** A gateway that says nothing for so many heartbeats is not there any more. */
const silentHeartbeats = 3;

const megabytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MB`;

/** The page's end of a line: sends one request after the other, and takes their rows as they are wanted. */
export class GatewayClient {
  readonly #line: GatewayLine;
  #requests = 0;
  #reader: RowReader | null = null;
  #lost: LostConnectionError | null = null;
  #watch: ReturnType<typeof setInterval> | undefined;
  /** Heartbeats since something came. */
  #silence = 0;

  constructor(line: GatewayLine) {
    this.#line = line;
    line.listen({
      frame: (bytes) => this.#receive(bytes),
      ended: (reason) => this.#lose(reason),
    });
  }

  get description(): string {
    return this.#line.description;
  }

  /** True once the line has ended. */
  get isLost(): boolean {
    return this.#lost !== null;
  }

  /**
   * Sends a request. The one before must have come to its end.
   *
   * @throws LostConnectionError once the line has ended
   * @throws DataJointError for a statement that is larger than the gateway takes
   */
  start(request: GatewayRequest): RowReader {
    if (this.#lost !== null) throw this.#lost;
    const number = ++this.#requests;
    const frame = writeMessage({ ...request, request: number } as PageToGateway);
    const { largestFrame } = this.#line;
    if (frame.length > largestFrame) {
      throw new DataJointError(
        `A statement of ${megabytes(frame.length)} is larger than the gateway takes, which is ${megabytes(largestFrame)}. ` +
          "Insert fewer rows at a time, with the option chunkSize, or start the gateway with a larger --max-frame.",
      );
    }
    const reader = new RowReader(number, (message) => {
      if (this.#lost === null) this.#line.send(writeMessage(message));
    });
    this.#reader = reader;
    this.#line.send(frame);
    this.#watchSilence();
    return reader;
  }

  /** Has the line end where nothing comes while a request runs: a gateway that has frozen does not say so. */
  #watchSilence(): void {
    clearInterval(this.#watch);
    this.#silence = 0;
    const { heartbeat } = this.#line;
    // Counted, not measured: a computer that has slept does not take the gateway for gone.
    this.#watch = setInterval(() => {
      if (++this.#silence > silentHeartbeats)
        this.close(`the gateway has not answered for ${Number((silentHeartbeats * heartbeat).toFixed(2))} s`);
    }, heartbeat * 1000);
  }

  /** Ends the line, whatever is under way. */
  close(reason = "it was closed"): void {
    this.#line.close();
    this.#lose(reason);
  }

  #receive(bytes: Uint8Array): void {
    this.#silence = 0;
    let message: GatewayToPage;
    try {
      message = readGatewayMessage(bytes);
    } catch (error) {
      if (!(error instanceof FrameError)) throw error;
      this.close(`the gateway sent what can't be read: ${error.message}`);
      return;
    }
    if (message.type === "ended") this.#lose(message.reason);
    else if ("request" in message && message.request === this.#reader?.request) {
      if (message.type !== "rows") clearInterval(this.#watch);
      this.#reader.receive(message);
    }
  }

  #lose(reason: string): void {
    if (this.#lost !== null) return;
    clearInterval(this.#watch);
    this.#lost = new LostConnectionError(
      `The connection through the gateway to ${this.#line.description} was lost: ${reason}. Check that the gateway and the server run, then try again.`,
    );
    this.#reader?.fail(this.#lost);
  }
}

type Answer = Extract<GatewayToPage, { readonly request: number }>;

/** The answer to one request: portions of rows, then its end. */
export class RowReader {
  readonly request: number;
  readonly #send: (message: PageToGateway) => void;
  #portions: SqlValue[][][] = [];
  #columns: readonly string[] = [];
  #changes = 0;
  #end: { readonly error: Error | null } | null = null;
  #cancelled: Error | null = null;
  #isDrained = false;
  #wake: () => void = () => {};
  #change = this.#nextChange();

  constructor(request: number, send: (message: PageToGateway) => void) {
    this.request = request;
    this.#send = send;
  }

  /** The names of the columns: known after the first portion, or at the end. */
  get columns(): readonly string[] {
    return this.#columns;
  }

  /** How many rows were changed: known at the end. */
  get changes(): number {
    return this.#changes;
  }

  /**
   * The next rows, or null at the end.
   *
   * @throws what the gateway or the server refused
   */
  async next(): Promise<SqlValue[][] | null> {
    while (this.#portions.length === 0 && this.#end === null) await this.#change;
    const portion = this.#portions.shift();
    if (portion !== undefined) {
      if (!this.#isDrained) this.#takeMore(1);
      return portion;
    }
    if (this.#end?.error) throw this.#end.error;
    return null;
  }

  /** Has all rows sent at once, to be kept here, and resolves when they came. An error waits for who reads on. */
  async drain(): Promise<void> {
    if (!this.#isDrained) this.#takeMore(this.#portions.length);
    this.#isDrained = true;
    while (this.#end === null) await this.#change;
  }

  /**
   * Wants no more rows, and that the statement runs no longer. Its end still comes: the reason for which it was
   * cancelled, unless it was through before.
   */
  cancel(reason: Error): void {
    if (this.#cancelled !== null || this.#end !== null) return;
    this.#cancelled = reason;
    this.#portions = [];
    this.#send({ type: "cancel", request: this.request });
  }

  receive(message: Answer): void {
    switch (message.type) {
      case "rows":
        this.#columns = message.columns;
        if (this.#isDrained) this.#takeMore(1);
        if (this.#cancelled === null) this.#portions.push(message.rows as SqlValue[][]);
        break;
      case "done":
        this.#columns = message.columns;
        this.#changes = message.changes;
        this.#end = { error: null };
        break;
      case "failed":
        this.fail(this.#cancelled ?? errorOfWire(message.error));
    }
    this.#wake();
  }

  fail(error: Error): void {
    this.#end ??= { error };
    this.#wake();
  }

  #takeMore(frames: number): void {
    if (frames > 0 && this.#end === null) this.#send({ type: "more", request: this.request, frames });
  }

  #nextChange(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = () => {
        this.#change = this.#nextChange();
        resolve();
      };
    });
  }
}
