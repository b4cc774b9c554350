import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** A MySQL or MariaDB server for tests. */
export interface TestServer {
  /** `mysql://user:password@host:port/` */
  readonly url: string;
  stop(): Promise<void>;
}

/** A MariaDB of one test file alone, which may come to harm. */
export interface PrivateServer extends TestServer {
  readonly port: number;
  /** Ends it as if the power were cut. */
  kill(): Promise<void>;
  /** Starts it again, on the same port with the same data. */
  start(): Promise<void>;
}

/**
 * The server that `DJ_TEST_MYSQL_URL` names, or a MariaDB of our own on a free port, with an empty data folder
 * that goes when it is stopped or when this process ends.
 *
 * @throws Error if MariaDB is missing or does not start
 */
export async function startTestServer(): Promise<TestServer> {
  const given = process.env.DJ_TEST_MYSQL_URL;
  if (given) return { url: given, stop: async () => {} };
  return startPrivateServer();
}

/**
 * A MariaDB of our own on a free port, with an empty data folder that goes when it is stopped or when this process
 * ends.
 *
 * @param options further options of the server, such as `--max-allowed-packet=1M`
 * @throws Error if MariaDB is missing or does not start
 */
export async function startPrivateServer(options: readonly string[] = []): Promise<PrivateServer> {
  const supervisor = spawn(
    process.execPath,
    [fileURLToPath(new URL("./mariadb-supervisor.mjs", import.meta.url)), ...options],
    { stdio: ["pipe", "pipe", "inherit"], detached: true },
  );
  const ended = once(supervisor, "exit");
  const lines = createInterface({ input: supervisor.stdout })[Symbol.asyncIterator]();
  const answer = async (): Promise<number | undefined> => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error("No MySQL server for the tests: it ended before it was ready.");
    const { port, error } = JSON.parse(value) as { port?: number; error?: string };
    if (error !== undefined) throw new Error(`No MySQL server for the tests: ${error}`);
    return port;
  };
  const tell = async (word: string): Promise<void> => {
    supervisor.stdin.write(`${word}\n`);
    await answer();
  };
  const port = (await answer())!;
  return {
    port,
    url: `mysql://root@127.0.0.1:${port}/`,
    kill: () => tell("kill"),
    start: () => tell("start"),
    stop: async () => {
      supervisor.stdin.end();
      await ended;
    },
  };
}
