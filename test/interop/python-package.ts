import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The version of DataJoint for Python that is tested with. */
export const pythonVersion = "2.3.3";

const cache = fileURLToPath(new URL("../../node_modules/.cache/", import.meta.url));

/** A Python that can import DataJoint, or why there is none. */
export type PythonSearch =
  | { readonly python: string; readonly reason: null }
  | { readonly python: null; readonly reason: string };

const lastLine = (error: unknown): string => {
  const { stderr = "", message } = error as Error & { stderr?: string };
  return (stderr.trim().split("\n").at(-1) || message).trim();
};

/**
 * Finds DataJoint for Python, or installs it into the cache below `node_modules`, where later runs find it. Without a
 * registry that answers it gives up within seconds.
 *
 * `DJ_TEST_PYTHON` names an interpreter that has it already.
 */
export async function findPythonPackage(): Promise<PythonSearch> {
  const given = process.env.DJ_TEST_PYTHON;
  if (given) return { python: given, reason: null };
  const folder = `${cache}datajoint-python-${pythonVersion}`;
  const python = `${folder}/bin/python`;
  if (existsSync(python)) return { python, reason: null };
  const attempt = `${folder}-${process.pid}`;
  try {
    await run("python3", [
      "-c",
      "import sys; assert sys.version_info >= (3, 10), 'Python is older than 3.10'",
    ]);
    await mkdir(cache, { recursive: true });
    await run("python3", ["-m", "venv", attempt]);
    const install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
    const limits = ["--retries", "0", "--timeout", "15", "--only-binary", ":all:"];
    await run(`${attempt}/bin/python`, [...install, ...limits, `datajoint==${pythonVersion}`], {
      timeout: 240_000,
    });
    // Whoever installs at the same time has the same.
    await rename(attempt, folder).catch((error: Error) => {
      if (!existsSync(python)) throw error;
    });
    return { python, reason: null };
  } catch (error) {
    return {
      python: null,
      reason: `DataJoint for Python ${pythonVersion} can't be installed here: ${lastLine(error)}`,
    };
  } finally {
    await rm(attempt, { recursive: true, force: true });
  }
}
