import {
  connectToGateway,
  type GatewayLine,
  GatewayRefusal,
  joinLineToPort,
  type OfferedLine,
  type ServerRequest,
} from "../../core/driver/gateway/index.ts";
import "../components/gateway-dialog/gateway-dialog.ts";
import { defaultGatewayAddress, gatewayCommand } from "../components/gateway-dialog/gateway-address.ts";
import type { GatewayAnswer } from "../components/gateway-dialog/gateway-dialog.ts";

/** What a reader has answered, and to which user and password of an Instance. */
interface Remembered {
  readonly asked: Pick<ServerRequest, "user" | "password">;
  readonly answer: GatewayAnswer;
}

/** What a connection is wanted for. */
export type ConnectionPurpose = "cell" | "copy";

/** The reader does not want to connect. */
export class ConnectionDeclined extends Error {
  override readonly name = "ConnectionDeclined";
}

/**
 * Connects cells, and what copies for them, to servers. Where and who is asked of the reader, and remembered in memory alone, if at all: it never
 * reaches the kernel, a document or what the browser keeps.
 */
export class GatewayConnector {
  #remembered: Remembered | null = null;
  #isToAsk = false;
  /** One question at a time. */
  #turn: Promise<unknown> = Promise.resolve();

  /**
   * Connects, and gives the port through which the kernel uses the connection.
   *
   * @param signal ends the connection, or takes the question back
   * @throws ConnectionDeclined where the reader does not want to connect
   */
  connect(
    request: ServerRequest,
    signal: AbortSignal,
    purpose: ConnectionPurpose = "cell",
  ): Promise<OfferedLine<MessagePort>> {
    const connecting = this.#turn.then(() => this.#connect(request, signal, purpose));
    this.#turn = connecting.catch(() => {});
    return connecting.then(offer);
  }

  /** Has the next connection that copies ask, also where an answer is remembered. */
  askAnew(): void {
    this.#isToAsk = true;
  }

  async #connect(
    request: ServerRequest,
    signal: AbortSignal,
    purpose: ConnectionPurpose,
  ): Promise<GatewayLine> {
    signal.throwIfAborted();
    const known = this.#remembered;
    // A cell may want a connection in between.
    const isToAsk = this.#isToAsk && purpose === "copy";
    if (isToAsk) this.#isToAsk = false;
    const isSame = request.user === known?.asked.user && request.password === known.asked.password;
    let problem: GatewayRefusal | null = null;
    if (known !== null && isSame && !isToAsk) {
      try {
        return await open(known.answer, request, signal);
      } catch (error) {
        signal.throwIfAborted();
        problem = refusalOf(error);
      }
    }
    const dialog = document.createElement("dj-gateway-dialog");
    document.body.append(dialog);
    try {
      const line = await dialog.ask(
        {
          purpose,
          command: gatewayCommand(request, location.origin),
          answer: {
            address: known?.answer.address ?? defaultGatewayAddress,
            token: known?.answer.token ?? "",
            user: (isSame ? known?.answer.user : request.user) ?? "",
            password: (isSame ? known?.answer.password : request.password) ?? "",
          },
          problem,
        },
        async (answer, isToRemember) => {
          const opened = await open(answer, request, signal);
          const { user, password } = request;
          this.#remembered = isToRemember ? { asked: { user, password }, answer } : null;
          return opened;
        },
        signal,
      );
      if (line !== null) return line;
    } finally {
      dialog.remove();
    }
    throw new ConnectionDeclined(
      "There is no connection to the server, as the dialog that asks for it was cancelled. Run the cell again to be asked again.",
    );
  }
}

const refusalOf = (error: unknown): GatewayRefusal =>
  error instanceof GatewayRefusal ? error : new GatewayRefusal("unreachable", String(error));

function open(
  { address, ...account }: GatewayAnswer,
  { charset, initFunction, lockTimeout, connectTimeout, useTls }: ServerRequest,
  signal: AbortSignal,
): Promise<GatewayLine> {
  return connectToGateway(
    new WebSocket(address),
    { ...account, charset, initFunction, lockTimeout, connectTimeout, useTls },
    signal,
  );
}

function offer(line: GatewayLine): OfferedLine<MessagePort> {
  const { port1, port2 } = new MessageChannel();
  joinLineToPort(line, port1);
  const { description, largestFrame, heartbeat } = line;
  return { port: port2, description, largestFrame, heartbeat };
}
