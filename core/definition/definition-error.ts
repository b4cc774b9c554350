import { DataJointError, type TextPosition } from "../errors/index.ts";

/** An error about a place in a definition; its message names line and column. */
export function definitionError(message: string, position: TextPosition): DataJointError {
  return new DataJointError(`Line ${position.line}, column ${position.column}: ${message}`, { position });
}
