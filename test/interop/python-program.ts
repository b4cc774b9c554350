import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** `pipeline.py`, which runs until it is stopped and does one thing after the other. */
export class PythonProgram {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;
  readonly #folder: string;
  #errors = "";

  private constructor(process: ChildProcessWithoutNullStreams, folder: string) {
    this.#process = process;
    this.#folder = folder;
    this.#lines = createInterface({ input: process.stdout })[Symbol.asyncIterator]();
    process.stderr.on("data", (text) => {
      this.#errors += text;
    });
  }

  /** @param url the server: `mysql://user:password@host:port/` */
  static async start(python: string, url: string): Promise<PythonProgram> {
    const server = new URL(url);
    // A folder of its own, so that no settings of this machine are found.
    const folder = await mkdtemp(join(tmpdir(), "datajoint-python-"));
    const program = fileURLToPath(new URL("./pipeline.py", import.meta.url));
    const child = spawn(python, [program], {
      cwd: folder,
      env: {
        ...process.env,
        PYTHONDONTWRITEBYTECODE: "1",
        DJ_HOST: server.hostname,
        DJ_PORT: server.port || "3306",
        DJ_USER: decodeURIComponent(server.username),
        DJ_PASS: decodeURIComponent(server.password),
        DJ_BACKEND: "mysql",
      },
    });
    return new PythonProgram(child, folder);
  }

  /**
   * Has one of the operations of `pipeline.py` done.
   *
   * @throws Error with what Python says where it fails
   */
  async do<Result = unknown>(
    operation: string,
    args: readonly unknown[] = [],
    options: Readonly<Record<string, unknown>> = {},
  ): Promise<Result> {
    this.#process.stdin.write(`${JSON.stringify({ do: operation, args, options })}\n`);
    const { value, done } = await this.#lines.next();
    if (done === true) throw new Error(`Python ended: ${this.#errors}`);
    const answer = JSON.parse(value) as { result: Result; error?: string; trace?: string };
    if (answer.error !== undefined) throw new Error(`${answer.error}\n${answer.trace}`);
    return answer.result;
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode === null) {
      const ended = once(this.#process, "exit");
      this.#process.stdin.end();
      await ended;
    }
    await rm(this.#folder, { recursive: true, force: true });
  }
}
