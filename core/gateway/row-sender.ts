import { encodeFrame, type FrameValue } from "../driver/gateway/frame-encoding.ts";
import { framesAhead, rowFrameSize } from "../driver/gateway/protocol.ts";
import { DataJointError } from "../errors/index.ts";
import type { SqlValue } from "../values/sql-value.ts";

export interface RowLimits {
  readonly largestFrame: number;
  readonly largestResult: number;
}

const sizeOf = (value: SqlValue): number =>
  typeof value === "string" || value instanceof Uint8Array ? value.length + 4 : 9;

const rowSize = (row: readonly SqlValue[]): number =>
  row.reduce<number>((sum, value) => sum + sizeOf(value), 2);

const megabytes = (bytes: number): string => `${Math.max(bytes / 2 ** 20, 0.1).toFixed(1)} MB`;

/** Sends the rows of one request in frames, never more of them ahead than the page has room for. */
export class RowSender {
  readonly #request: number;
  readonly #send: (frame: Uint8Array<ArrayBuffer>) => void;
  readonly #limits: RowLimits;
  readonly #signal: AbortSignal;
  #room = framesAhead;
  #sent = 0;
  #wake: () => void = () => {};

  /** @param signal ends the waiting for room */
  constructor(
    request: number,
    send: (frame: Uint8Array<ArrayBuffer>) => void,
    limits: RowLimits,
    signal: AbortSignal,
  ) {
    this.#request = request;
    this.#send = send;
    this.#limits = limits;
    this.#signal = signal;
    signal.addEventListener("abort", () => this.#wake());
  }

  /** The page has taken so many frames. */
  more(frames: number): void {
    this.#room = Math.min(framesAhead, this.#room + frames);
    this.#wake();
  }

  /** True while the page has to take frames before more are sent. */
  get isWaiting(): boolean {
    return this.#room === 0;
  }

  /**
   * Sends rows; resolves when all are under way.
   *
   * @throws DataJointError for a result or a row that is larger than allowed
   * @throws the reason of the signal, when it is aborted
   */
  async send(columns: readonly string[], rows: readonly (readonly SqlValue[])[]): Promise<void> {
    let first = 0;
    let size = 0;
    for (const [index, row] of rows.entries()) {
      size += rowSize(row);
      if (size < rowFrameSize && index < rows.length - 1) continue;
      await this.#sendFrame(columns, rows.slice(first, index + 1));
      first = index + 1;
      size = 0;
    }
  }

  async #sendFrame(columns: readonly string[], rows: readonly (readonly SqlValue[])[]): Promise<void> {
    const message = { type: "rows", request: this.#request, columns, rows } as unknown as FrameValue;
    const frame = encodeFrame(message);
    const { largestFrame, largestResult } = this.#limits;
    if (rows.length === 1 && frame.length > largestFrame) {
      throw new DataJointError(
        `A row of ${megabytes(frame.length)} is larger than the gateway sends, which is ${megabytes(largestFrame)}. Fetch fewer attributes, or start it with a larger --max-frame.`,
      );
    }
    this.#sent += frame.length;
    if (this.#sent > largestResult) {
      throw new DataJointError(
        `The result is larger than the gateway sends for one statement, which is ${megabytes(largestResult)}. Restrict the query, or start the gateway with a larger --max-result.`,
      );
    }
    while (this.#room === 0 && !this.#signal.aborted) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    this.#signal.throwIfAborted();
    this.#room--;
    this.#send(frame);
  }
}
