import type { Config } from "../instance/config.ts";

/** The version of the code that computes, by `config.jobs.versionMethod`; empty where it is not asked for or not known. */
export function codeVersion(config: Config): string {
  if (config.jobs.versionMethod !== "git") return "";
  if (typeof process === "undefined" || typeof process.getBuiltinModule !== "function") return "";
  const { spawnSync } = process.getBuiltinModule("node:child_process");
  const { status, stdout } = spawnSync("git", ["rev-parse", "--short", "HEAD"], {
    encoding: "utf8",
    timeout: 5000,
  });
  return status === 0 ? stdout.trim() : "";
}
