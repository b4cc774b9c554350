import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** Stands between a program and a server, and does what networks do on a bad day. */
export interface TcpProxy {
  readonly port: number;
  /** Cuts every connection that is open. */
  cut(): void;
  /** From now on nothing comes through on connections that are open: they look alive, but are not. */
  stall(): void;
  /** Connections that are made from now on are stalled from their beginning. */
  stallNew(): void;
  /** New connections work again. */
  recover(): void;
  /**
   * Resolves when the program has sent bytes that contain a text; those are not passed on, and the connection is cut.
   */
  cutAt(text: string): Promise<void>;
  /** Passes on what contains a text, then cuts the connection at the server's answer, which is lost. */
  cutAfter(text: string): Promise<void>;
  close(): Promise<void>;
}

interface Pair {
  readonly inner: Socket;
  readonly outer: Socket;
  isStalled: boolean;
}

/** Opens a proxy on a free port. */
export async function openProxy(serverPort: number): Promise<TcpProxy> {
  const pairs = new Set<Pair>();
  let stallsNew = false;
  let trap: { text: string; passesOn: boolean; spring: () => void } | null = null;
  const end = (pair: Pair): void => {
    pairs.delete(pair);
    pair.inner.destroy();
    pair.outer.destroy();
  };
  const proxy = createServer((inner) => {
    const outer = connect(serverPort, "127.0.0.1");
    const pair: Pair = { inner, outer, isStalled: stallsNew };
    let losesAnswer: (() => void) | null = null;
    pairs.add(pair);
    for (const socket of [inner, outer]) {
      socket.on("error", () => end(pair));
      socket.on("close", () => {
        if (!pair.isStalled) end(pair);
      });
    }
    inner.on("data", (bytes) => {
      if (pair.isStalled) return;
      if (trap !== null && bytes.includes(trap.text)) {
        const { passesOn, spring } = trap;
        trap = null;
        if (!passesOn) {
          end(pair);
          spring();
          return;
        }
        losesAnswer = spring;
      }
      outer.write(bytes);
    });
    outer.on("data", (bytes) => {
      if (pair.isStalled) return;
      if (losesAnswer === null) inner.write(bytes);
      else {
        end(pair);
        losesAnswer();
      }
    });
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  const setTrap = (text: string, passesOn: boolean): Promise<void> =>
    new Promise((resolve) => {
      trap = { text, passesOn, spring: resolve };
    });
  return {
    port: (proxy.address() as AddressInfo).port,
    cut() {
      for (const pair of pairs) end(pair);
    },
    stall() {
      for (const pair of pairs) pair.isStalled = true;
    },
    stallNew() {
      stallsNew = true;
    },
    recover() {
      stallsNew = false;
    },
    cutAt: (text) => setTrap(text, false),
    cutAfter: (text) => setTrap(text, true),
    async close() {
      for (const pair of pairs) end(pair);
      proxy.close();
      await once(proxy, "close");
    },
  };
}
