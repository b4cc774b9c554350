import { DataJointError, type TextPosition } from "../errors/index.ts";

type ErrorClass = new (message: string, options: { position: TextPosition }) => DataJointError;

/** An error about a place in a definition; its message names line and column. */
export function definitionError(
  message: string,
  position: TextPosition,
  errorClass: ErrorClass = DataJointError,
): DataJointError {
  return new errorClass(`Line ${position.line}, column ${position.column}: ${message}`, { position });
}
