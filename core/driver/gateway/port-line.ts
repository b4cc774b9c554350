import { type GatewayLine, type GatewayListener, Inbox } from "./gateway-line.ts";

/** What is used of a MessagePort, of a browser or of Node. */
export interface LinePort {
  postMessage(message: unknown, transfer: ArrayBuffer[]): void;
  onmessage: ((event: { data: unknown }) => void) | null;
  close(): void;
}

/** A line whose frames go through a message port, to where there is no network. */
export interface OfferedLine<Port> {
  readonly port: Port;
  readonly description: string;
  readonly largestFrame: number;
}

/** What goes through the port: a frame, or that the line has ended. */
type PortMessage = { readonly frame: Uint8Array<ArrayBuffer> } | { readonly ended: string };

const messageOf = (data: unknown): PortMessage | null => {
  if (typeof data !== "object" || data === null) return null;
  if ("frame" in data && data.frame instanceof Uint8Array) return data as PortMessage;
  return "ended" in data && typeof data.ended === "string" ? (data as PortMessage) : null;
};

/**
 * Joins a line to a port, so that whoever has the other port of the channel can use it.
 *
 * @param line an open connection
 * @param port one end of a channel, whose other end is given away
 */
export function joinLineToPort(line: GatewayLine, port: LinePort): void {
  port.onmessage = ({ data }) => {
    const message = messageOf(data);
    if (message === null) return;
    if ("frame" in message) return line.send(message.frame);
    line.close();
    port.close();
  };
  line.listen({
    frame: (frame) => port.postMessage({ frame }, [frame.buffer]),
    ended: (reason) => port.postMessage({ ended: reason }, []),
  });
}

/** The line at the other end of a port. */
export function lineOfPort({ port, ...about }: OfferedLine<LinePort>): GatewayLine {
  const inbox = new Inbox();
  port.onmessage = ({ data }) => {
    const message = messageOf(data);
    if (message === null) return;
    if ("frame" in message) return inbox.frame(message.frame);
    inbox.ended(message.ended);
    port.close();
  };
  return {
    ...about,
    send: (frame) => port.postMessage({ frame }, [frame.buffer]),
    close: () => port.postMessage({ ended: "closed" }, []),
    listen: (listener: GatewayListener) => inbox.listen(listener),
  };
}
