/** A connection to a server through a gateway, open and ready for requests: frames go both ways until it ends. */
export interface GatewayLine {
  /** Who uses the server, and where it is: `user@host:port`. */
  readonly description: string;
  /** The size in bytes of the largest frame that the gateway takes. */
  readonly largestFrame: number;
  /** While a request runs, something comes at least so often, in seconds. */
  readonly heartbeat: number;
  send(frame: Uint8Array<ArrayBuffer>): void;
  /** Ends the connection; an open transaction is rolled back. Ending it again does nothing. */
  close(): void;
  /**
   * Sets who takes what comes. What came before is given first.
   *
   * @param listener `frame` for each frame; `ended` once, with the reason, for an end that was not asked for
   */
  listen(listener: GatewayListener): void;
}

export interface GatewayListener {
  frame(bytes: Uint8Array<ArrayBuffer>): void;
  ended(reason: string): void;
}

/** What came in before anyone listened. */
export class Inbox {
  #listener: GatewayListener | null = null;
  #frames: Uint8Array<ArrayBuffer>[] = [];
  #end: string | null = null;

  frame(bytes: Uint8Array<ArrayBuffer>): void {
    if (this.#end !== null) return;
    if (this.#listener === null) this.#frames.push(bytes);
    else this.#listener.frame(bytes);
  }

  ended(reason: string): void {
    if (this.#end !== null) return;
    this.#end = reason;
    this.#listener?.ended(reason);
  }

  listen(listener: GatewayListener): void {
    this.#listener = listener;
    for (const bytes of this.#frames.splice(0)) listener.frame(bytes);
    if (this.#end !== null) listener.ended(this.#end);
  }
}
