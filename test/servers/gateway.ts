import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { MessageChannel } from "node:worker_threads";
import { WebSocket } from "ws";
import {
  type Account,
  configureGateway,
  connectToGateway,
  type GatewayLine,
  joinLineToPort,
  type LinePort,
  lineOfPort,
  type ServerRequest,
  type Socket,
} from "../../core/driver/gateway/index.ts";
import * as dj from "../../core/index.ts";
import { mysqlUrl } from "./mysql-url.ts";

const root = path.resolve(import.meta.dirname, "../..");

/** What `datajoint gateway` runs as: a process of its own. */
export interface GatewayProcess {
  readonly url: string;
  readonly token: string;
  /** What it has printed. */
  readonly lines: readonly string[];
  readonly process: ChildProcess;
  /** Waits until it prints something; what it has printed before counts too. */
  printed(text: RegExp): Promise<string>;
  /** Sends it a signal, and gives its exit code once it has ended; null where the signal ended it. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
}

/**
 * Starts a gateway to the server of the tests.
 *
 * @param options of the command; `--port 0` comes by itself
 */
export async function startGateway(...options: string[]): Promise<GatewayProcess> {
  const target = options.includes("--to") ? [] : ["--to", `mysql://${new URL(await mysqlUrl()).host}`];
  const port = options.includes("--port") ? [] : ["--port", "0"];
  const child = spawn(
    process.execPath,
    ["scripts/typescript.mjs", "core/command/main.ts", "gateway", ...target, ...port, ...options],
    { cwd: root, stdio: ["ignore", "pipe", "inherit"] },
  );
  // A test that fails may leave it to us.
  process.once("exit", () => child.kill("SIGKILL"));
  const ended = once(child, "exit") as Promise<[number | null]>;
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  let isOver = false;
  const wake = () => {
    for (const look of waiting) look();
  };
  const reader = createInterface({ input: child.stdout });
  reader.on("line", (line) => {
    lines.push(line);
    wake();
  });
  reader.on("close", () => {
    isOver = true;
    wake();
  });
  const printed = (text: RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = () => {
        const line = lines.find((one) => text.test(one));
        if (line === undefined && !isOver) return;
        waiting.delete(look);
        if (line !== undefined) resolve(line);
        else reject(new Error(`The gateway ended without printing ${text}:\n${lines.join("\n")}`));
      };
      waiting.add(look);
      look();
    });
  const word = async (name: string): Promise<string> =>
    (await printed(new RegExp(`^ +${name} +`))).trim().split(/ +/)[1]!;
  return {
    url: await word("address"),
    token: await word("token"),
    lines,
    process: child,
    printed,
    async end(signal = "SIGTERM") {
      child.kill(signal);
      const [code] = await ended;
      return code;
    },
  };
}

/** An account on the server of the tests. */
export async function accountFor(token: string): Promise<Account> {
  const { username, password } = new URL(await mysqlUrl());
  return {
    token,
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    charset: "",
    initFunction: null,
    lockTimeout: null,
    connectTimeout: 10,
    useTls: null,
  };
}

/** A WebSocket as a page of this computer opens it. */
export const pageSocket = (url: string, origin = "http://localhost:5173"): WebSocket =>
  new WebSocket(url, { origin });

/** Connects as a page does. */
export async function connectAsPage(
  { url, token }: Pick<GatewayProcess, "url" | "token">,
  change: Partial<Account> = {},
): Promise<GatewayLine> {
  const account = { ...(await accountFor(token)), ...change };
  return connectToGateway(pageSocket(url) as Socket, account);
}

/** The line as the sandboxed kernel has it: through a message port. */
function throughPort(line: GatewayLine): GatewayLine {
  const { port1, port2 } = new MessageChannel();
  joinLineToPort(line, port1 as unknown as LinePort);
  const { description, largestFrame, heartbeat } = line;
  return lineOfPort({ port: port2 as unknown as LinePort, description, largestFrame, heartbeat });
}

/**
 * An Instance that reaches its server as one in a cell does.
 *
 * @param connect makes each of its connections
 */
export function instanceThrough(
  connect: (request: ServerRequest) => Promise<GatewayLine>,
  options: Record<string, unknown> = {},
): dj.Instance {
  configureGateway({ openLine: async (request) => throughPort(await connect(request)) });
  try {
    return new dj.Instance({ backend: "mysql", user: "anyone", safemode: false, ...options });
  } finally {
    configureGateway({ openLine: null });
  }
}
