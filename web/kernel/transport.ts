import { type Envelope, type Party, protocolVersion } from "./messages.ts";

/** The side of a MessagePort that is used; a worker or a Node port has it too. */
export interface Port {
  postMessage(message: unknown, transfer: Transferable[]): void;
  onmessage: ((event: MessageEvent) => void) | null;
  close?(): void;
}

/** Puts a message into its envelope. */
export function seal<Message>(from: Party, to: Party, message: Message): Envelope<Message> {
  return { protocol: "datajoint-kernel", version: protocolVersion, from, to, message };
}

/** The message of an envelope that is addressed so, or null for anything else. */
export function unseal<Message>(data: unknown, from: Party, to: Party): Message | null {
  if (typeof data !== "object" || data === null) return null;
  const envelope = data as Partial<Envelope<Message>>;
  const isOurs = envelope.protocol === "datajoint-kernel" && envelope.version === protocolVersion;
  return isOurs && envelope.from === from && envelope.to === to ? (envelope.message ?? null) : null;
}

/** A line between two parties on which each sends messages of its own kind. */
export class Channel<Sent, Received> {
  readonly #port: Port;
  readonly #from: Party;
  readonly #to: Party;
  #isOpen = true;

  /**
   * @param port the line
   * @param parties who is at this end, and who at the other
   * @param receive takes each message from the other end, with the ports that came along
   */
  constructor(
    port: Port,
    parties: { here: Party; there: Party },
    receive: (message: Received, ports: readonly MessagePort[]) => void,
  ) {
    this.#port = port;
    this.#from = parties.here;
    this.#to = parties.there;
    port.onmessage = ({ data, ports }) => {
      const message = this.#isOpen ? unseal<Received>(data, parties.there, parties.here) : null;
      if (message !== null) receive(message, ports);
    };
  }

  send(message: Sent, transfer: Transferable[] = []): void {
    if (this.#isOpen) this.#port.postMessage(seal(this.#from, this.#to, message), transfer);
  }

  /** From here on nothing is sent and nothing received, whatever is still under way. */
  close(): void {
    this.#isOpen = false;
    this.#port.onmessage = null;
    this.#port.close?.();
  }
}
