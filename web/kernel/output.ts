/** A value as shown to a reader: enough to draw it, whatever it was in the kernel. */
export type ShownValue =
  | { readonly kind: "null" }
  | { readonly kind: "undefined" }
  | { readonly kind: "boolean"; readonly value: boolean }
  /** Numbers, bigints and exact decimals, as text. */
  | { readonly kind: "number"; readonly text: string }
  | { readonly kind: "text"; readonly text: string }
  | {
      readonly kind: "bytes";
      readonly size: number;
      /** The first bytes, in hexadecimal digits. */
      readonly start: string;
      /** Where they are those of an image: its media type, and its content in base64 if that is short enough. */
      readonly image?: { readonly type: string; readonly base64: string | null };
    }
  | {
      readonly kind: "ndarray";
      readonly dtype: string;
      readonly shape: readonly number[];
      /** The array as consoles print it, shortened. */
      readonly text: string;
      /** Null where there is nothing to draw: no numbers, or more than two dimensions. */
      readonly plot: ArrayPlot | null;
    }
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

/** The numbers of an array, thinned out to what can be seen. Null stands for what is no finite number. */
export type ArrayPlot =
  /** The smallest and the largest value of each portion of the array, in order. */
  | {
      readonly kind: "line";
      readonly low: readonly (number | null)[];
      readonly high: readonly (number | null)[];
    }
  /** Means of tiles, row by row. */
  | {
      readonly kind: "image";
      readonly width: number;
      readonly height: number;
      readonly values: readonly (number | null)[];
      readonly range: readonly [number, number];
    };

/** One thing below a cell. */
export type Output =
  | TableOutput
  | DiagramOutput
  | { readonly kind: "value"; readonly value: ShownValue }
  | ProgressOutput
  | { readonly kind: "text"; readonly level: "log" | "info" | "warn" | "error"; readonly text: string }
  | ErrorOutput;

/** What the values of a column are, as far as it is known. */
export type ColumnKind = "number" | "text" | "moment" | "bool" | "bytes" | "json" | "codec" | "unknown";

export interface TableColumn {
  readonly name: string;
  readonly type: string;
  readonly inKey: boolean;
  readonly kind?: ColumnKind;
}

/** The first rows of a query expression, of a raw SQL query, or of a list of rows. */
export interface TableOutput {
  readonly kind: "table";
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly ShownValue[])[];
  /** How many rows there are in all. */
  readonly total: number;
  /** The query in each dialect; null where no query expression was shown. */
  readonly sql: TableSql | null;
  /** The code whose value is shown, where it is that of a query expression. */
  readonly code?: string | null;
  /** By which name the kernel holds the whole of it; null where it does not. */
  readonly source?: string | null;
}

/** A query as it was sent, and in the other dialect. */
export interface TableSql {
  readonly sqlite: string;
  readonly mysql: string;
  /** What is bound to the `?` of each, in order. */
  readonly values?: { readonly sqlite: readonly string[]; readonly mysql: readonly string[] };
  /** Where it was sent to, and what came of it; the time is null where it was another computer's. */
  readonly sent?: {
    readonly dialect: "sqlite" | "mysql";
    readonly milliseconds: number | null;
    readonly rows: number;
    /** What is added to fetch it page by page. */
    readonly pageOrder: readonly string[];
  };
}

/** One statement that a cell sent. */
export interface SentSql {
  readonly dialect: "sqlite" | "mysql";
  readonly sql: string;
  readonly values: readonly string[];
  readonly milliseconds: number;
  readonly rows: number;
  readonly changes: number;
  readonly error: string | null;
}

/** What a cell sent to databases, in order; of many statements the first and the last ones. */
export interface StatementLog {
  readonly total: number;
  readonly first: readonly SentSql[];
  readonly last: readonly SentSql[];
}

/** A diagram that was drawn. */
export interface DiagramOutput {
  readonly kind: "diagram";
  /** An image; what shows it takes nothing from it but shapes and texts. */
  readonly svg: string;
  /** The same as a flowchart, for documents. */
  readonly mermaid: string;
}

/** How far a `populate` is, or a long insert. Each one takes the place of the one before it. */
export interface ProgressOutput {
  readonly kind: "progress";
  /** Left out for `populate`. */
  readonly action?: "insert";
  /** Class name of the table that is filled. */
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
