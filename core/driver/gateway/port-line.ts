import { type GatewayLine, type GatewayListener, Inbox } from "./gateway-line.ts";

/** What is used of a MessagePort, of a browser or of Node. */
export interface LinePort {
  postMessage(message: unknown, transfer: ArrayBuffer[]): void;
  addEventListener(type: "message", listener: (event: { data: unknown }) => void): void;
  start(): void;
  close(): void;
}

/** A line whose frames go through a message port, to where there is no network. */
export interface OfferedLine<Port> {
  readonly port: Port;
  readonly description: string;
  readonly largestFrame: number;
  readonly heartbeat: number;
}

/** What goes through the port: a frame, or that the line has ended. */
type PortMessage = { readonly frame: Uint8Array<ArrayBuffer> } | { readonly ended: string };

function takeMessages(port: LinePort, take: (message: PortMessage) => void): void {
  port.addEventListener("message", ({ data }) => {
    if (typeof data !== "object" || data === null) return;
    if ("frame" in data && data.frame instanceof Uint8Array) take(data as PortMessage);
    else if ("ended" in data && typeof data.ended === "string") take(data as PortMessage);
  });
  port.start();
}

/**
 * Joins a line to a port, so that whoever has the other port of the channel can use it.
 *
 * @param line an open connection
 * @param port one end of a channel, whose other end is given away
 */
export function joinLineToPort(line: GatewayLine, port: LinePort): void {
  takeMessages(port, (message) => {
    if ("frame" in message) return line.send(message.frame);
    line.close();
    port.close();
  });
  line.listen({
    frame: (frame) => port.postMessage({ frame }, [frame.buffer]),
    ended: (reason) => port.postMessage({ ended: reason }, []),
  });
}

/** The line at the other end of a port. */
export function lineOfPort({ port, ...about }: OfferedLine<LinePort>): GatewayLine {
  const inbox = new Inbox();
  takeMessages(port, (message) => {
    if ("frame" in message) return inbox.frame(message.frame);
    inbox.ended(message.ended);
    port.close();
  });
  return {
    ...about,
    send: (frame) => port.postMessage({ frame }, [frame.buffer]),
    close: () => port.postMessage({ ended: "closed" }, []),
    listen: (listener: GatewayListener) => inbox.listen(listener),
  };
}
