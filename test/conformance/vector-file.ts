import { readFileSync } from "node:fs";

/** A value as a vector file writes it: plain JSON, or an object with one tag that starts with `$`. */
export type Value = null | boolean | number | string | readonly Value[] | { readonly [tag: string]: unknown };

export type Row = Readonly<Record<string, Value>> | readonly Value[];

export interface TableSpec {
  readonly name: string;
  readonly tier: "Manual" | "Lookup" | "Imported" | "Computed";
  readonly definition: string;
  readonly contents?: readonly Row[];
  readonly parts?: readonly { readonly name: string; readonly definition: string }[];
}

export interface SchemaSpec {
  readonly name: string;
  readonly context?: Readonly<Record<string, string>>;
  readonly tables: readonly TableSpec[];
}

/** An operator of the algebra and its operands; the one key that is an operator's name says which. */
export interface Expression {
  readonly table?: string;
  readonly U?: readonly string[];
  readonly upstream?: string;
  readonly restrict?: readonly [Expression, Condition];
  readonly exclude?: readonly [Expression, Condition];
  readonly proj?: readonly [Expression, Projection?];
  readonly join?: readonly [Expression, Expression];
  readonly aggr?: readonly [Expression, Expression, Projection & { readonly exclude_nonmatching?: boolean }];
  readonly extend?: readonly [Expression, Expression];
  readonly union?: readonly [Expression, Expression];
  readonly left?: boolean;
  readonly semantic_check?: boolean;
}

export interface Projection {
  readonly attrs?: readonly string[];
  readonly named?: Readonly<Record<string, string>>;
}

export interface Condition {
  readonly dict?: Readonly<Record<string, Value>>;
  readonly sql?: string;
  readonly or?: readonly Condition[];
  readonly and?: readonly Condition[];
  readonly not?: Condition;
  readonly expr?: Expression;
  readonly bool?: boolean;
  readonly top?: {
    readonly limit?: number | null;
    readonly order_by?: string | readonly string[] | null;
    readonly offset?: number;
  };
}

export interface ErrorSpec {
  readonly class: string;
  readonly message: string;
  readonly loose?: boolean;
}

/** The rows of a query expression, each in the order of the attributes. */
export interface RowsSpec {
  readonly primary_key?: readonly string[];
  readonly attributes: readonly string[];
  readonly rows: readonly (readonly Value[])[];
}

export type Config = Readonly<Record<string, unknown>>;

interface CaseBase {
  readonly id: string;
  readonly quirk?: string;
  readonly error?: ErrorSpec;
}

export interface AttributeSpec {
  readonly name: string;
  readonly type: string;
  readonly in_key: boolean;
  readonly nullable: boolean;
  readonly default: string | null;
  readonly comment?: string;
  readonly autoincrement?: boolean;
  readonly sql_type?: string;
  readonly unsigned?: boolean;
  readonly origin_type?: string;
}

export interface ForeignKeySpec {
  readonly table: string;
  readonly attr_map: Readonly<Record<string, string>>;
  readonly primary: boolean;
  readonly aliased: boolean;
}

export interface DeclaredTable {
  readonly full_name: string;
  readonly comment: string;
  readonly primary_key: readonly string[];
  readonly attributes: readonly AttributeSpec[];
  readonly hidden: readonly string[];
  readonly indexes: readonly { readonly columns: readonly string[]; readonly unique: boolean }[];
  readonly parents: readonly ForeignKeySpec[];
  readonly children: readonly ForeignKeySpec[];
  readonly lineage: Readonly<Record<string, string>>;
  readonly describe: string;
  readonly mysql: string;
}

export interface DeclareCase extends CaseBase {
  readonly schemas: readonly SchemaSpec[];
  readonly config?: Config;
  readonly expect?: Readonly<Record<string, DeclaredTable>>;
}

export interface QueryCase extends CaseBase {
  readonly expr: Expression;
  readonly ordered?: boolean;
  readonly expect?: RowsSpec;
}

/** A step of a session; which of the keys it has depends on `op`. */
export interface Step {
  readonly op: string;
  readonly error?: ErrorSpec;
  readonly expect?: unknown;
  readonly returns?: number;
  readonly ordered?: boolean;
  readonly table?: string;
  readonly schema?: string;
  readonly expr?: Expression;
  readonly rows?: readonly Row[];
  readonly row?: Readonly<Record<string, Value>>;
  readonly key?: Readonly<Record<string, Value>>;
  readonly attrs?: readonly string[];
  readonly options?: Readonly<Record<string, unknown>>;
  readonly restrictions?: readonly Condition[];
  readonly where?: Condition;
  readonly part_integrity?: string;
  readonly steps?: readonly Step[];
  readonly fail?: boolean;
  readonly message?: string;
  readonly status?: string;
  readonly seconds?: number;
  readonly counted?: boolean;
}

export interface SessionCase extends CaseBase {
  readonly steps: readonly Step[];
  readonly final?: Readonly<Record<string, RowsSpec>>;
}

/** What a `make` does, in the small language of the vectors. */
export interface MakeSpec {
  readonly insert?: Readonly<Record<string, MakeValue>> | readonly Readonly<Record<string, MakeValue>>[];
  readonly parts?: Readonly<Record<string, readonly Readonly<Record<string, MakeValue>>[]>>;
  readonly parts_first?: boolean;
  readonly skip_if?: Condition;
  readonly fail_if?: Condition;
  readonly message?: string;
  readonly during?: readonly Step[];
  readonly mode?: "single" | "three-part";
}

export type MakeValue = Value;

export interface PopulateCase extends SessionCase {
  readonly config?: Config;
  readonly makes?: Readonly<Record<string, MakeSpec | null>>;
  readonly key_sources?: Readonly<Record<string, Expression>>;
}

export interface BlobCase extends CaseBase {
  readonly value: BlobValue;
  readonly hex: string;
  readonly exact?: boolean;
  readonly compressed?: boolean;
  readonly decode_only?: boolean;
}

/** A stored value as a description says it. */
export interface BlobValue {
  readonly py: string;
  readonly dtype?: string;
  readonly shape?: readonly number[];
  readonly data?: readonly Value[];
  readonly items?: readonly unknown[];
  readonly fields?: readonly unknown[];
  readonly value?: Value;
}

export interface DiagramSpec {
  readonly schema?: string;
  readonly table?: string;
  readonly sequence?: readonly DiagramSpec[];
  readonly union?: readonly DiagramSpec[];
  readonly difference?: readonly [DiagramSpec, DiagramSpec];
  readonly intersection?: readonly [DiagramSpec, DiagramSpec];
  readonly down?: readonly [DiagramSpec, number];
  readonly up?: readonly [DiagramSpec, number];
  readonly add?: readonly [DiagramSpec, string];
  readonly remove?: readonly [DiagramSpec, string];
  readonly collapse?: DiagramSpec;
  readonly add_parts?: DiagramSpec;
  readonly prune?: DiagramSpec;
  readonly cascade?: Expression;
  readonly trace?: Expression;
  readonly restrict?: readonly [DiagramSpec, Expression];
  readonly part_integrity?: string;
}

export interface DiagramCase extends CaseBase {
  readonly diagram?: DiagramSpec;
  readonly ask?: readonly (string | { readonly rows: readonly string[] })[];
  readonly inspect?: Readonly<Record<string, string | readonly [string, string]>>;
  readonly expect?: unknown;
}

interface FileBase<Kind extends string, Case> {
  readonly format: 1;
  readonly kind: Kind;
  readonly name: string;
  readonly cases: readonly Case[];
}

interface WithTables {
  readonly schemas: readonly SchemaSpec[];
  readonly rows?: Readonly<Record<string, readonly Row[]>>;
}

export type DeclareFile = FileBase<"declare", DeclareCase>;
export type QueryFile = FileBase<"query", QueryCase> & WithTables;
export type SessionFile = FileBase<"session", SessionCase> & WithTables;
export type BlobFile = FileBase<"blob", BlobCase>;
export type DiagramFile = FileBase<"diagram", DiagramCase> & WithTables;
export type PopulateFile = FileBase<"populate", PopulateCase> & WithTables;

export type VectorFile = DeclareFile | QueryFile | SessionFile | BlobFile | DiagramFile | PopulateFile;

const kinds: readonly string[] = ["declare", "query", "session", "blob", "diagram", "populate"];

/**
 * Reads a file of conformance vectors.
 *
 * @throws Error if it is of another format or kind
 */
export function readVectorFile(file: string): VectorFile {
  const content = JSON.parse(readFileSync(file, "utf8")) as VectorFile;
  if (content.format !== 1 || !kinds.includes(content.kind) || !Array.isArray(content.cases)) {
    throw new Error(`${file} is no vector file of format 1 and of a kind among ${kinds.join(", ")}.`);
  }
  return content;
}
