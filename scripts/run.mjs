import { spawn } from "node:child_process";
import path from "node:path";
import { root } from "./root.mjs";

/** A command-line program of an installed package, by its path within node_modules. */
export const packageProgram = (file) => [process.execPath, path.join(root, "node_modules", file)];

/**
 * Runs a program in the project's folder with our own input and output, and passes on the signals that end us.
 *
 * @returns its exit code; 0 too where it ended because we were told to
 */
export function run([command, ...first], args = [], options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...first, ...args], { cwd: root, stdio: "inherit", ...options });
    const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
    let isEndedByUs = false;
    const forward = (signal) => {
      isEndedByUs = true;
      child.kill(signal);
    };
    for (const signal of signals) process.on(signal, forward);
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      for (const name of signals) process.off(name, forward);
      if (signal !== null && !isEndedByUs)
        console.error(`${path.basename(first[0] ?? command)} was ended by ${signal}.`);
      resolve(code ?? (isEndedByUs ? 0 : 1));
    });
  });
}

/** Runs a main function; an error that it throws is shown by its message alone, and the exit code is 1. */
export async function main(body) {
  try {
    process.exitCode = await body();
  } catch (error) {
    console.error(`\n${error.message}`);
    process.exitCode = 1;
  }
}
