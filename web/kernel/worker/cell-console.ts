import type { Output, TableOutput } from "../output.ts";
import { formatValue } from "./format-value.ts";
import { inspectValue } from "./inspect-value.ts";
import { plainTable } from "./plain-table.ts";

type Level = "log" | "info" | "warn" | "error";

/** The console that cells see: what it prints becomes outputs of the cell that runs. */
export class CellConsole {
  readonly #print: (output: Output) => void;
  readonly #counts = new Map<string, number>();
  readonly #timers = new Map<string, number>();
  #indent = "";

  constructor(print: (output: Output) => void) {
    this.#print = print;
  }

  /**
   * Puts its methods into a console object.
   *
   * @returns puts back what was there
   */
  install(console: Console): () => void {
    const methods = this.#methods();
    const before = Object.fromEntries(
      Object.keys(methods).map((name) => [name, console[name as keyof Console]]),
    );
    Object.assign(console, methods);
    return () => Object.assign(console, before);
  }

  #methods(): Record<string, (...values: never[]) => void> {
    const at =
      (level: Level) =>
      (...values: unknown[]) =>
        this.#text(level, formatMessage(values));
    const open = (...values: unknown[]) => {
      if (values.length > 0) this.#text("log", formatMessage(values));
      this.#indent += "  ";
    };
    return {
      log: at("log"),
      debug: at("log"),
      dir: (value: unknown) => this.#text("log", formatMessage([value])),
      info: at("info"),
      warn: at("warn"),
      error: at("error"),
      trace: at("log"),
      assert: (condition: unknown, ...values: unknown[]) => {
        if (!condition) this.#text("error", formatMessage(["Assertion failed", ...values]));
      },
      table: (value: unknown, columns?: readonly string[]) => {
        const table: TableOutput | null = plainTable(value, columns);
        if (table === null) this.#text("log", formatMessage([value]));
        else this.#print(table);
      },
      group: open,
      groupCollapsed: open,
      groupEnd: () => {
        this.#indent = this.#indent.slice(2);
      },
      count: (label = "default") => {
        const count = (this.#counts.get(String(label)) ?? 0) + 1;
        this.#counts.set(String(label), count);
        this.#text("log", `${label}: ${count}`);
      },
      countReset: (label = "default") => {
        this.#counts.delete(String(label));
      },
      time: (label = "default") => {
        this.#timers.set(String(label), performance.now());
      },
      timeLog: (label = "default", ...values: unknown[]) => this.#time(String(label), values),
      timeEnd: (label = "default") => {
        this.#time(String(label), []);
        this.#timers.delete(String(label));
      },
    };
  }

  #time(label: string, values: readonly unknown[]): void {
    const start = this.#timers.get(label);
    if (start === undefined) this.#text("warn", `There is no timer "${label}".`);
    else {
      const rest = values.length > 0 ? ` ${formatMessage(values)}` : "";
      this.#text("log", `${label}: ${(performance.now() - start).toFixed(1)} ms${rest}`);
    }
  }

  #text(level: Level, text: string): void {
    this.#print({ kind: "text", level, text: this.#indent + text.replaceAll("\n", `\n${this.#indent}`) });
  }
}

/** The text of a console message: its values in a row, with `%s`, `%d`, `%i`, `%f`, `%o`, `%j` and `%c` filled in. */
export function formatMessage(values: readonly unknown[]): string {
  const [first, ...rest] = values;
  if (typeof first !== "string") return values.map(formatPart).join(" ");
  if (rest.length === 0) return first;
  let next = 0;
  const filled = first.replace(/%([sdifoOjc%])/g, (whole, letter: string) => {
    if (letter === "%") return "%";
    if (next >= rest.length) return whole;
    const value = rest[next++];
    if (letter === "c") return "";
    if (letter === "d" || letter === "f") return String(typeof value === "bigint" ? value : Number(value));
    if (letter === "i") return String(typeof value === "bigint" ? value : Math.trunc(Number(value)));
    return letter === "s" ? formatPart(value) : formatValue(inspectValue(value));
  });
  return [filled, ...rest.slice(next).map(formatPart)].join(" ");
}

const formatPart = (value: unknown): string =>
  typeof value === "string" ? value : formatValue(inspectValue(value));
