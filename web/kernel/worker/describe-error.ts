import type { ErrorOutput } from "../output.ts";
import type { Position } from "../scope/source-positions.ts";
import { formatValue } from "./format-value.ts";
import { inspectValue, shorten } from "./inspect-value.ts";

const longestMessage = 20_000;

/** Finds where in the cell a piece of its generated code comes from. */
export type PositionFinder = (file: string, generated: Position) => Position | null;

/**
 * An error as a reader is shown it: its class, its message, and the line of the cell that it came from.
 *
 * @param error whatever was thrown
 * @param find leads a place in a stack trace back to the reader's cell; null where that cell is not meant
 */
export function describeError(error: unknown, find: PositionFinder): ErrorOutput {
  if (!(error instanceof Error)) {
    const text = typeof error === "string" ? error : formatValue(inspectValue(error));
    return {
      kind: "error",
      name: "Thrown",
      message: shorten(text, longestMessage),
      line: null,
      column: null,
    };
  }
  const position = firstPosition(error, find);
  return {
    kind: "error",
    name: readText(() => error.name) || "Error",
    message: shorten(messageOf(error), longestMessage),
    line: position?.line ?? null,
    column: position?.column ?? null,
  };
}

function messageOf(error: Error): string {
  const message = readText(() => error.message);
  if (!(error instanceof AggregateError)) return message;
  const parts = error.errors.map((one: unknown) => `- ${one instanceof Error ? one.message : String(one)}`);
  return [message, ...parts].filter((part) => part !== "").join("\n");
}

function firstPosition(error: Error, find: PositionFinder): Position | null {
  const stack = readText(() => error.stack);
  for (const [, file, line, column] of stack.matchAll(/(cell-run-\d+\.js):(\d+):(\d+)/g)) {
    const position = find(file!, { line: Number(line), column: Number(column) });
    if (position !== null) return position;
  }
  // What failed later than the code that began it has no frame of the cell; its cause may have.
  return error.cause instanceof Error && error.cause !== error ? firstPosition(error.cause, find) : null;
}

function readText(read: () => unknown): string {
  try {
    const text = read();
    return typeof text === "string" ? text : "";
  } catch {
    return "";
  }
}
