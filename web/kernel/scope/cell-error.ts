/** A cell that can't be run as it is written; lines and columns count from 1, in the JavaScript given. */
export class CellSyntaxError extends Error {
  readonly line: number;
  readonly column: number;

  constructor(message: string, position: { readonly line: number; readonly column: number }) {
    super(message);
    this.name = "SyntaxError";
    this.line = position.line;
    this.column = position.column;
  }
}
