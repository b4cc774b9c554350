import { dj } from "./api.ts";
import { Mismatch, show } from "./mismatch.ts";
import type { ErrorSpec } from "./vector-file.ts";

/** The error that a `make` of the vectors raises when told to. */
export class MakeError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "MakeError";
  }
}

/** Classes of the reference outside of DataJoint's own, and one that depends on the server: any error will do. */
const anyErrorWillDo = new Set(["QuerySyntaxError"]);

/** A mistake of ours or of the runner, rather than an error that was raised to say something. */
const isAccident = (error: unknown): boolean =>
  error instanceof Mismatch ||
  !(error instanceof Error) ||
  [TypeError, ReferenceError, RangeError, SyntaxError].some((accident) => error instanceof accident);

/** True if an error that was raised is the one expected. */
export function isExpectedError(expected: ErrorSpec, error: unknown): boolean {
  if (isAccident(error)) return false;
  if (expected.class === "MakeError") return error instanceof MakeError && error.message === expected.message;
  const wanted = dj.errors[expected.class];
  if (wanted === undefined || expected.loose || anyErrorWillDo.has(expected.class)) return true;
  return error instanceof wanted;
}

/**
 * Runs what should fail, or should not.
 *
 * @throws Mismatch if it fails otherwise than expected, or does not fail though it should
 * @returns what the body returned; undefined after the expected error
 */
export async function withError<Result>(
  expected: ErrorSpec | undefined,
  body: () => Promise<Result>,
): Promise<Result | undefined> {
  let result: Result;
  try {
    result = await body();
  } catch (error) {
    if (error instanceof Mismatch || expected === undefined) throw error;
    if (isExpectedError(expected, error)) return undefined;
    throw new Mismatch(
      "the error",
      expected,
      `${show(error)}${(error as Error).stack ? firstFrame(error as Error) : ""}`,
    );
  }
  if (expected !== undefined) throw new Mismatch("an error", expected, result ?? "no error");
  return result;
}

/** Where an error was thrown, for a report: the first line of its stack. */
export function firstFrame(error: Error): string {
  const line = error.stack?.split("\n").find((text) => /^\s+at /.test(text));
  return line === undefined ? "" : ` (${line.trim().replace(/file:\/\/\S*\/main\//, "")})`;
}
