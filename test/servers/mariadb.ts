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

/**
 * The server that `DJ_TEST_MYSQL_URL` names, or a MariaDB of our own on a free port, with an empty data folder
 * that goes when it is stopped or when this process ends.
 *
 * @throws Error if MariaDB is missing or does not start
 */
export async function startTestServer(): Promise<TestServer> {
  const given = process.env.DJ_TEST_MYSQL_URL;
  if (given) return { url: given, stop: async () => {} };

  const supervisor = spawn(
    process.execPath,
    [fileURLToPath(new URL("./mariadb-supervisor.mjs", import.meta.url))],
    { stdio: ["pipe", "pipe", "inherit"], detached: true },
  );
  const ended = once(supervisor, "exit");
  const stop = async (): Promise<void> => {
    supervisor.stdin.end();
    await ended;
  };
  for await (const line of createInterface({ input: supervisor.stdout })) {
    const { port, error } = JSON.parse(line) as { port?: number; error?: string };
    if (port === undefined) throw new Error(`No MySQL server for the tests: ${error}`);
    supervisor.stdout.resume();
    return { url: `mysql://root@127.0.0.1:${port}/`, stop };
  }
  throw new Error("No MySQL server for the tests: it ended before it was ready.");
}
