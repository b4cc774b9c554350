import * as errors from "../../errors/index.ts";
import type { WireError } from "./protocol.ts";

type ErrorClass = new (message: string, options?: { cause?: unknown }) => errors.DataJointError;

const classes: Readonly<Record<string, unknown>> = { ...errors };

const textOrNull = (value: unknown): string | null => (typeof value === "string" ? value : null);

/** An error with all by which the dialect knows errors of the server. */
export function wireErrorOf(error: unknown): WireError {
  if (!(error instanceof Error))
    return { name: "Error", message: String(error), code: null, errno: null, sqlState: null };
  const { code, errno, sqlState } = error as { code?: unknown; errno?: unknown; sqlState?: unknown };
  return {
    name: error instanceof errors.DataJointError ? error.name : "Error",
    message: error.message,
    code: textOrNull(code),
    errno: Number.isSafeInteger(errno) && (errno as number) >= 0 ? (errno as number) : null,
    sqlState: textOrNull(sqlState),
  };
}

/** The error again: of its class where that is DataJoint's own, else as the client of the server made it. */
export function errorOfWire({ name, message, code, errno, sqlState }: WireError): Error {
  const known = Object.hasOwn(classes, name) ? classes[name] : undefined;
  const isOwn =
    typeof known === "function" &&
    (known === errors.DataJointError || known.prototype instanceof errors.DataJointError);
  const error = isOwn ? new (known as ErrorClass)(message) : new Error(message);
  return Object.assign(error, {
    ...(code !== null && { code }),
    ...(errno !== null && { errno }),
    ...(sqlState !== null && { sqlState }),
  });
}
