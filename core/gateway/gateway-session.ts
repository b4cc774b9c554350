import { mysqlDialect } from "../dialect/mysql/dialect.ts";
import type { Driver } from "../driver/driver.ts";
import { FrameError } from "../driver/gateway/frame-encoding.ts";
import {
  type GatewayToPage,
  type PageToGateway,
  type PageToGatewayExecute,
  type PageToGatewayHello,
  type PageToGatewayTransaction,
  protocolVersion,
  type Refusal,
  readPageMessage,
  writeMessage,
} from "../driver/gateway/protocol.ts";
import { wireErrorOf } from "../driver/gateway/wire-error.ts";
import { AccessError, LostConnectionError } from "../errors/index.ts";
import type { GatewayOptions } from "./gateway-options.ts";
import { RowSender } from "./row-sender.ts";
import { isRowStatement } from "./row-statement.ts";
import { type ServerAccount, serverDriver } from "./server-driver.ts";
import type { Token } from "./token.ts";

/** How long a page may take to say who it is. */
const helloTimeout = 10_000;

/** How long the closing of a connection to the server may take, which may be gone without a word. */
const closeTimeout = 3_000;

/** The page's end, as the session sees it. */
export interface SessionSocket {
  send(frame: Uint8Array<ArrayBuffer>): void;
  close(): void;
}

interface Running {
  readonly request: number;
  readonly abort: AbortController;
  readonly sender: RowSender;
  readonly end: Promise<void>;
}

/** What a page has to do with the server: one connection to it, and one request at a time. */
export class GatewaySession {
  readonly #socket: SessionSocket;
  readonly #options: GatewayOptions;
  readonly #token: Token;
  readonly #log: (line: string) => void;
  #state: "new" | "connecting" | "open" | "ended" = "new";
  #driver: Driver | null = null;
  #running: Running | null = null;
  #ending: Promise<void> | null = null;
  #timer: NodeJS.Timeout;

  constructor(socket: SessionSocket, options: GatewayOptions, token: Token, log: (line: string) => void) {
    this.#socket = socket;
    this.#options = options;
    this.#token = token;
    this.#log = log;
    this.#timer = setTimeout(() => void this.end("it did not say who it is"), helloTimeout);
  }

  /** Takes one frame of the page. Whatever it holds, the worst that comes of it is the end of this session. */
  receive(frame: Uint8Array): void {
    if (this.#state === "ended") return;
    try {
      this.#obey(readPageMessage(frame));
    } catch (error) {
      if (!(error instanceof FrameError)) throw error;
      this.breach(error.message);
    }
  }

  /** Ends the session of a page that does not keep to the protocol. */
  breach(what: string): void {
    this.#log(`ended a connection that does not keep to the protocol: ${what}`);
    void this.end(`the gateway could not read what was sent: ${what}`);
  }

  /**
   * Ends the session: what runs is cancelled, an open transaction rolled back. Ending it again does nothing.
   *
   * @param reason told to the page; null where the page has gone
   */
  end(reason: string | null): Promise<void> {
    this.#ending ??= this.#end(reason);
    return this.#ending;
  }

  async #end(reason: string | null): Promise<void> {
    this.#state = "ended";
    clearTimeout(this.#timer);
    if (reason !== null) this.#send({ type: "ended", reason });
    this.#socket.close();
    this.#running?.abort.abort(new LostConnectionError("The connection was ended."));
    await this.#running?.end;
    await this.#closeDriver();
  }

  #obey(message: PageToGateway): void {
    if (message.type === "hello") {
      if (this.#state !== "new") throw new FrameError("There was a hello before.");
      this.#state = "connecting";
      clearTimeout(this.#timer);
      void this.#open(message);
      return;
    }
    if (this.#state !== "open") throw new FrameError("There was no hello before.");
    this.#keepAlive();
    const running = this.#running;
    if (message.type === "more" || message.type === "cancel") {
      // It may have ended by itself meanwhile.
      if (running?.request !== message.request) return;
      if (message.type === "more") running.sender.more(message.frames);
      else running.abort.abort(new Error("The request was cancelled."));
      return;
    }
    if (running !== null) throw new FrameError("There is a request that has not ended.");
    this.#start(message);
  }

  async #open(hello: PageToGatewayHello): Promise<void> {
    const { host, port, largestFrame, heartbeat } = this.#options;
    if (hello.protocol !== protocolVersion) {
      const older = hello.protocol < protocolVersion ? "page" : "gateway";
      return this.#refuse(
        "version",
        `The page speaks version ${hello.protocol} of the protocol, the gateway version ${protocolVersion}. Update the ${older}.`,
      );
    }
    if (!this.#token.matches(hello.token)) {
      this.#log("refused a connection: wrong token");
      return this.#refuse("token", "The token is not that of the gateway which runs now.");
    }
    const account: ServerAccount = hello;
    try {
      this.#driver = serverDriver(this.#options, account);
      await this.#driver.connect();
    } catch (error) {
      const translated = mysqlDialect.translateError(error, { sql: "connect", values: [] });
      this.#log(`could not connect ${JSON.stringify(account.user)}: ${(error as Error).message}`);
      return this.#refuse(translated instanceof AccessError ? "account" : "server", translated.message);
    }
    if (this.#isEnded()) return this.#closeDriver();
    this.#state = "open";
    this.#keepAlive();
    this.#log(`connected ${JSON.stringify(account.user)}`);
    this.#send({ type: "welcome", server: `${host}:${port}`, largestFrame, heartbeat });
  }

  async #refuse(reason: Refusal, message: string): Promise<void> {
    this.#send({ type: "refused", reason, message });
    await this.end(null);
  }

  #start(message: PageToGatewayExecute | PageToGatewayTransaction): void {
    const driver = this.#driver!;
    // Lost while it stood idle. The driver would connect anew, and the page not know that its session is another.
    if (!driver.isConnected) {
      this.#endLost();
      return;
    }
    const { request } = message;
    const abort = new AbortController();
    const sender = new RowSender(request, (frame) => this.#socket.send(frame), this.#options, abort.signal);
    const beat = setInterval(() => this.#send({ type: "alive" }), this.#options.heartbeat * 1000);
    const end = this.#run(driver, message, sender, abort.signal)
      .catch((error: unknown): GatewayToPage => ({ type: "failed", request, error: wireErrorOf(error) }))
      .then((answer) => {
        clearInterval(beat);
        this.#running = null;
        if (this.#isEnded()) return;
        this.#keepAlive();
        this.#send(answer);
        if (!driver.isConnected) this.#endLost();
      });
    this.#running = { request, abort, sender, end };
  }

  /** The next session has a connection anew, and knows of no transaction. */
  #endLost(): void {
    this.#log("lost the connection to the server");
    void this.end("the server closed its connection, or can't be reached");
  }

  async #run(
    driver: Driver,
    message: PageToGatewayExecute | PageToGatewayTransaction,
    sender: RowSender,
    signal: AbortSignal,
  ): Promise<GatewayToPage> {
    const { request } = message;
    if (message.type === "execute") return this.#execute(driver, message, sender, signal);
    const { enforcesForeignKeys } = message;
    if (message.type === "begin") await driver.begin({ enforcesForeignKeys, signal });
    else if (message.type === "commit") await driver.commit({ signal });
    else await driver.rollback({ signal });
    return { type: "done", request, columns: [], changes: 0 };
  }

  async #execute(
    driver: Driver,
    message: PageToGatewayExecute,
    sender: RowSender,
    signal: AbortSignal,
  ): Promise<GatewayToPage> {
    const { request, sql, values } = message;
    const statement = { sql, values };
    if (!isRowStatement(sql)) {
      const { columns, rows, changes } = await driver.execute(statement, { signal });
      await sender.send(columns, rows);
      return { type: "done", request, columns, changes };
    }
    let names: readonly string[] = [];
    for await (const { columns, rows } of driver.stream(statement, { signal })) {
      names = columns;
      await sender.send(columns, rows);
    }
    return { type: "done", request, columns: names, changes: 0 };
  }

  #isEnded(): boolean {
    return this.#state === "ended";
  }

  /** Starts to count the idle time anew. */
  #keepAlive(): void {
    if (this.#isEnded()) return;
    clearTimeout(this.#timer);
    const { idleTimeout } = this.#options;
    this.#timer = setTimeout(() => {
      // A server that takes its time is no page that has forgotten us.
      if (this.#running !== null && !this.#running.sender.isWaiting) return this.#keepAlive();
      this.#log(`ended a connection that was not used for ${idleTimeout} s`);
      void this.end(`it was not used for ${idleTimeout} s`);
    }, idleTimeout * 1000);
  }

  #send(message: GatewayToPage): void {
    this.#socket.send(writeMessage(message));
  }

  async #closeDriver(): Promise<void> {
    const driver = this.#driver;
    this.#driver = null;
    if (driver === null) return;
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, closeTimeout);
    });
    await Promise.race([driver.close().catch(() => {}), timeout]);
    clearTimeout(timer);
  }
}
