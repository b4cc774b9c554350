/** A value as shown to a reader: enough to draw it, whatever it was in the kernel. */
export type ShownValue =
  | { readonly kind: "null" }
  | { readonly kind: "undefined" }
  | { readonly kind: "boolean"; readonly value: boolean }
  /** Numbers, bigints and exact decimals, as text. */
  | { readonly kind: "number"; readonly text: string }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "bytes"; readonly size: number; readonly start: string }
  | { readonly kind: "function"; readonly name: string; readonly isClass: boolean }
  | { readonly kind: "array"; readonly items: readonly ShownValue[]; readonly length: number }
  | {
      readonly kind: "object";
      readonly type: string;
      readonly entries: readonly (readonly [string, ShownValue])[];
      readonly hidden: number;
    }
  /** Anything deeper than is sent, circular, or with a text form of its own. */
  | { readonly kind: "opaque"; readonly text: string };

/** One thing below a cell. */
export type Output =
  | TableOutput
  | DiagramOutput
  | { readonly kind: "value"; readonly value: ShownValue }
  | ProgressOutput
  | { readonly kind: "text"; readonly level: "log" | "info" | "warn" | "error"; readonly text: string }
  | ErrorOutput;

/** The first rows of a query expression, or of a raw SQL query. */
export interface TableOutput {
  readonly kind: "table";
  readonly columns: readonly { readonly name: string; readonly type: string; readonly inKey: boolean }[];
  readonly rows: readonly (readonly ShownValue[])[];
  /** How many rows there are in all. */
  readonly total: number;
  /** The query in each dialect; null for raw SQL. */
  readonly sql: { readonly sqlite: string; readonly mysql: string } | null;
}

/** A diagram that was drawn. */
export interface DiagramOutput {
  readonly kind: "diagram";
  /** An image; what shows it takes nothing from it but shapes and texts. */
  readonly svg: string;
  /** The same as a flowchart, for documents. */
  readonly mermaid: string;
}

/** How far a `populate` is. Each one takes the place of the one before it. */
export interface ProgressOutput {
  readonly kind: "progress";
  /** Class name of the table that is populated. */
  readonly table: string;
  readonly done: number;
  readonly total: number;
}

export interface ErrorOutput {
  readonly kind: "error";
  /** The class of the error: `DuplicateError`, `TypeError`. */
  readonly name: string;
  readonly message: string;
  /** Line and column in the cell as the reader wrote it, from 1, where known. */
  readonly line: number | null;
  readonly column: number | null;
}
