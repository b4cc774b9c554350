import { createServer, type Server, STATUS_CODES } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { writeMessage } from "../driver/gateway/protocol.ts";
import { DataJointError } from "../errors/index.ts";
import { isOriginAllowed } from "./allowed-origin.ts";
import type { GatewayOptions } from "./gateway-options.ts";
import { GatewaySession } from "./gateway-session.ts";
import { Token } from "./token.ts";

const host = "127.0.0.1";

/** It is asked whether a page is still there once in so many heartbeats. */
const heartbeatsPerQuestion = 3;

/** A gateway that runs. */
export interface RunningGateway {
  /** Where pages find it. */
  readonly url: string;
  /** What a page has to know to connect. */
  readonly token: string;
  /** Ends all connections, with their transactions rolled back, and stops. */
  stop(reason: string): Promise<void>;
}

/**
 * Starts a gateway.
 *
 * @param log takes what happens, line by line
 * @throws DataJointError where its port is taken
 */
export async function startGateway(
  options: GatewayOptions,
  log: (line: string) => void,
): Promise<RunningGateway> {
  const token = new Token();
  const http = createServer((_request, response) => {
    response.writeHead(426, { "content-type": "text/plain" }).end("This is a gateway for WebSockets.\n");
  });
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: options.largestFrame,
  });
  const sessions = new Set<GatewaySession>();
  const alive = new WeakSet<WebSocket>();

  sockets.on("connection", (socket: WebSocket) => {
    if (sessions.size >= options.connectionsAtMost) {
      log(`refused a connection: there are ${sessions.size} already, the most that --max-connections allows`);
      const message = `The gateway has ${sessions.size} connections, the most that it allows. Close an Instance, or start it with a larger --max-connections.`;
      socket.on("error", () => {});
      socket.send(writeMessage({ type: "refused", reason: "busy", message }), () => socket.close());
      return;
    }
    const session = new GatewaySession(
      { send: (frame) => socket.send(frame, () => {}), close: () => socket.close() },
      options,
      token,
      log,
    );
    sessions.add(session);
    alive.add(socket);
    socket.on("pong", () => alive.add(socket));
    socket.on("message", (data, isBinary) => {
      if (isBinary && data instanceof Uint8Array) session.receive(data);
      else session.breach("The frame is not binary.");
    });
    socket.on("error", ({ message }) => session.breach(message));
    socket.on("close", async () => {
      await session.end(null);
      sessions.delete(session);
    });
  });

  http.on("upgrade", (request, stream, head) => {
    const { origin } = request.headers;
    if (!isOriginAllowed(origin, options.allowedOrigins)) {
      log(refusedOrigin(origin));
      return refuse(stream, 403);
    }
    sockets.handleUpgrade(request, stream, head, (socket) => sockets.emit("connection", socket, request));
  });
  http.on("clientError", (_error, stream) => refuse(stream, 400));

  const port = await listen(http, options.listenPort);
  const timer = setInterval(
    () => {
      for (const socket of sockets.clients) {
        if (!alive.delete(socket)) socket.terminate();
        else socket.ping();
      }
    },
    options.heartbeat * heartbeatsPerQuestion * 1000,
  );

  return {
    url: `ws://${host}:${port}`,
    token: token.text,
    async stop(reason) {
      clearInterval(timer);
      http.close();
      await Promise.all([...sessions].map((session) => session.end(reason)));
      for (const socket of sockets.clients) socket.terminate();
      http.closeAllConnections();
    },
  };
}

function refusedOrigin(origin: string | undefined): string {
  if (origin === undefined) return "refused a connection: it is not from a page, as it names no origin";
  const named = JSON.stringify(origin.slice(0, 200));
  const advice = URL.canParse(origin)
    ? `; to allow it, start the gateway with --allow-origin ${new URL(origin).origin}`
    : "";
  return `refused a page of the origin ${named}${advice}`;
}

function refuse(stream: Duplex, status: number): void {
  stream.on("error", () => {});
  stream.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

async function listen(http: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    http.once("error", (error: NodeJS.ErrnoException) =>
      reject(
        error.code === "EADDRINUSE"
          ? new DataJointError(
              `The port ${port} is in use, perhaps by another gateway. End that one, or choose another port with --port.`,
              { cause: error },
            )
          : error,
      ),
    );
    http.listen(port, host, resolve);
  });
  http.on("error", () => {});
  return (http.address() as AddressInfo).port;
}
