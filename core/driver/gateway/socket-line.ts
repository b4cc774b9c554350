import { LostConnectionError } from "../../errors/index.ts";
import { type GatewayLine, type GatewayListener, Inbox } from "./gateway-line.ts";
import {
  type GatewayToPage,
  type GatewayToPageWelcome,
  type PageToGatewayHello,
  protocolVersion,
  type Refusal,
  readGatewayMessage,
  writeMessage,
} from "./protocol.ts";

/** What is used of a WebSocket, of a browser or of the package ws. */
export interface Socket {
  binaryType: string;
  /** 1 while it is open. */
  readonly readyState: number;
  send(data: Uint8Array<ArrayBuffer>): void;
  close(): void;
  addEventListener(type: "open" | "error" | "close", listener: () => void): void;
  addEventListener(type: "message", listener: (event: { data: unknown }) => void): void;
}

/** Who asks the gateway for a connection. */
export type Account = Omit<PageToGatewayHello, "type" | "protocol">;

/** Why no connection through a gateway was made. */
export class GatewayRefusal extends LostConnectionError {
  /** `unreachable`: there was no answer at all. */
  readonly reason: Refusal | "unreachable";

  constructor(reason: Refusal | "unreachable", message: string) {
    super(message);
    this.reason = reason;
  }
}

const open = 1;

const answerTimeout = 30_000;

/**
 * Asks a gateway for a connection to its server.
 *
 * @param socket a WebSocket to the gateway that was just made
 * @param account token, user and password
 * @param signal gives up, and closes what was opened
 * @throws GatewayRefusal where there is no gateway, or where it or its server refuses
 */
export function connectToGateway(
  socket: Socket,
  account: Account,
  signal?: AbortSignal,
): Promise<GatewayLine> {
  socket.binaryType = "arraybuffer";
  return new Promise((resolve, reject) => {
    const inbox = new Inbox();
    let isOpen = false;
    const refuse = (reason: Refusal | "unreachable", message: string): void => {
      clearTimeout(timer);
      reject(new GatewayRefusal(reason, message));
      socket.close();
    };
    const unanswered = (): void => refuse("unreachable", "No gateway answered.");
    const timer = setTimeout(unanswered, answerTimeout);
    const onAbort = (): void => {
      if (isOpen) inbox.ended("it was closed");
      refuse("unreachable", "The connection was given up.");
    };
    if (signal?.aborted) return onAbort();
    signal?.addEventListener("abort", onAbort);

    socket.addEventListener("open", () =>
      socket.send(writeMessage({ type: "hello", protocol: protocolVersion, ...account })),
    );
    socket.addEventListener("error", () => {
      if (!isOpen) unanswered();
    });
    socket.addEventListener("close", () => {
      signal?.removeEventListener("abort", onAbort);
      if (isOpen) inbox.ended("it ended");
      else unanswered();
    });
    socket.addEventListener("message", ({ data }) => {
      const bytes = data instanceof ArrayBuffer ? new Uint8Array(data) : new Uint8Array();
      if (isOpen) return inbox.frame(bytes);
      const answer = answerOf(bytes);
      if (answer?.type === "welcome") {
        clearTimeout(timer);
        isOpen = true;
        resolve(new SocketLine(socket, inbox, `${account.user}@${answer.server}`, answer));
      } else if (answer?.type === "refused") {
        refuse(answer.reason, answer.message);
      } else if (answer?.type === "ended") {
        refuse("unreachable", `The gateway ended the connection: ${answer.reason}.`);
      } else {
        refuse("version", "What answers there does not speak as a gateway of this version does.");
      }
    });
  });
}

function answerOf(bytes: Uint8Array): GatewayToPage | null {
  try {
    return readGatewayMessage(bytes);
  } catch {
    return null;
  }
}

class SocketLine implements GatewayLine {
  readonly description: string;
  readonly largestFrame: number;
  readonly heartbeat: number;
  readonly #socket: Socket;
  readonly #inbox: Inbox;

  constructor(
    socket: Socket,
    inbox: Inbox,
    description: string,
    { largestFrame, heartbeat }: GatewayToPageWelcome,
  ) {
    this.#socket = socket;
    this.#inbox = inbox;
    this.description = description;
    this.largestFrame = largestFrame;
    this.heartbeat = heartbeat;
  }

  send(frame: Uint8Array<ArrayBuffer>): void {
    // What is still sent by who has not heard of the end would be a complaint on the page's console.
    if (this.#socket.readyState === open) this.#socket.send(frame);
  }

  close(): void {
    this.#socket.close();
  }

  listen(listener: GatewayListener): void {
    this.#inbox.listen(listener);
  }
}
