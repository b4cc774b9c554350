import type { Settings } from "./settings.ts";

export type LogLevel = Settings["loglevel"];

/** Something that a user should be told without being stopped. */
export interface LogEntry {
  readonly level: LogLevel;
  readonly message: string;
}

/** Takes entries of the log. */
export type LogSink = (entry: LogEntry) => void;

const ranks: Readonly<Record<LogLevel, number>> = { DEBUG: 0, INFO: 1, WARNING: 2, ERROR: 3, CRITICAL: 4 };

const writers = {
  DEBUG: "debug",
  INFO: "info",
  WARNING: "warn",
  ERROR: "error",
  CRITICAL: "error",
} as const;

const toConsole: LogSink = ({ level, message }) => console[writers[level]](`DataJoint: ${message}`);

let sink: LogSink = toConsole;

/** Sets who takes the log; null for the console. */
export function setLog(log: LogSink | null): void {
  sink = log ?? toConsole;
}

/**
 * Logs a message where its level is at least `config.loglevel`.
 *
 * @param config the settings of the Instance that it is about
 */
export function log(config: Pick<Settings, "loglevel">, level: LogLevel, message: string): void {
  if (ranks[level] >= ranks[config.loglevel]) sink({ level, message });
}

const told = new WeakMap<object, Set<string>>();

/** Warns of something once for each Instance, however often it is met. */
export function warnOnce(config: Pick<Settings, "loglevel">, message: string): void {
  const known = told.get(config) ?? new Set();
  told.set(config, known);
  if (known.has(message)) return;
  known.add(message);
  log(config, "WARNING", message);
}
