import * as datajoint from "../../core/index.ts";

// The public names that the vectors need, as a program would use them. Vectors of features that are not there yet
// fail at the missing name, so the types stand here and not in what is built so far.

export interface Attribute {
  readonly name: string;
  readonly type: string;
  readonly sqlType: string;
  readonly inKey: boolean;
  readonly isNullable: boolean;
  readonly default: string | null;
  readonly comment: string;
  readonly isAutoincrement: boolean;
  readonly isUnsigned: boolean;
  readonly isHidden: boolean;
  readonly lineage: string | null;
  readonly codec: unknown;
}

export interface Heading {
  readonly names: readonly string[];
  readonly primaryKey: readonly string[];
  readonly attributes: readonly Attribute[];
  get(name: string): Attribute;
}

export type Options = Record<string, unknown>;
export type RowObject = Record<string, unknown>;

/** A table class or any other query expression. */
export interface Query {
  readonly heading: Heading | Promise<Heading>;
  readonly primaryKey: readonly string[];
  restrict(condition: unknown, options?: Options): Query;
  exclude(condition: unknown): Query;
  proj(...attributes: unknown[]): Query;
  join(other: Query, options?: Options): Query;
  aggr(other: Query, ...attributes: unknown[]): Query;
  extend(other: Query, options?: Options): Query;
  union(other: Query): Query;
  toDicts(options?: Options): Promise<RowObject[]>;
  fetch1(...attributes: string[]): Promise<unknown>;
  count(): Promise<number>;
  delete(options?: Options): Promise<number>;
  deleteQuick(options?: Options): Promise<number>;
  update1(row: RowObject): Promise<void>;
  populate(restrictions?: unknown, options?: Options): Promise<PopulateResult>;
}

export interface PopulateResult {
  readonly successCount: number;
  /** Key and message, or key and error where `returnExceptionObjects` asks for it. */
  readonly errorList: readonly (readonly [RowObject, unknown])[];
}

export interface Validation {
  readonly isValid: boolean;
  readonly errors: readonly { readonly row: number; readonly attribute: string | null }[];
}

interface ForeignKey {
  readonly parent: { readonly schema: string; readonly table: string };
  readonly attributes: readonly string[];
  readonly parentAttributes: readonly string[];
  readonly inKey: boolean;
}

export interface Declaration {
  readonly name: { readonly schema: string; readonly table: string };
  readonly comment: string;
  readonly attributes: readonly Attribute[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly indexes: readonly {
    readonly columns: readonly ({ readonly attribute: string } | { readonly expression: string })[];
    readonly isUnique: boolean;
  }[];
}

export interface Table extends Query {
  readonly fullTableName: string;
  readonly jobs: Jobs;
  readonly keySource: Query;
  insert(rows: unknown, options?: Options): Promise<void>;
  insert1(row: unknown, options?: Options): Promise<void>;
  validate(rows: unknown, options?: Options): Validation | Promise<Validation>;
  drop(options?: Options): Promise<void>;
  declaration(): Promise<Declaration>;
  describe(): Promise<string>;
  parents(options?: Options): Promise<readonly (string | Table)[]>;
  children(options?: Options): Promise<readonly (string | Table)[]>;
  ancestors(): Promise<readonly (string | Table)[]>;
  descendants(): Promise<readonly (string | Table)[]>;
  parts(): Promise<readonly (string | Table)[]>;
  progress(restrictions?: unknown): Promise<readonly [number, number]>;
}

/** The queue of a computed table. */
export interface Jobs extends Table {
  refresh(restrictions?: unknown, options?: Options): Promise<RowObject>;
  reserve(key: RowObject): Promise<boolean>;
  complete(key: RowObject): Promise<void>;
  error(key: RowObject, message: string): Promise<void>;
  ignore(key: RowObject): Promise<void>;
  progress(): Promise<never>;
  readonly [status: string]: unknown;
}

/** A class that a program writes; its statics are the table's. */
export interface TableClass extends Table {
  new (): { upstream(table: TableClass): Query } & Record<string, unknown>;
  readonly prototype: object;
  definition: string;
  [name: string]: unknown;
}

export interface Schema {
  (table: TableClass): TableClass;
  readonly jobs: Promise<readonly Jobs[]> | readonly Jobs[];
  declare(): Promise<void>;
  drop(options?: Options): Promise<void>;
  listTables(): Promise<readonly string[]>;
  get(name: string): Promise<Table> | Table;
  has(name: string): Promise<boolean> | boolean;
  [Symbol.asyncIterator](): AsyncIterator<Table>;
}

export interface Connection {
  query(sql: string, values?: readonly unknown[]): Promise<RowObject[]>;
  transaction<Result>(body: () => Promise<Result>): Promise<Result>;
}

export interface Instance {
  readonly connection: Connection;
  Schema(name: string, options?: Options): Schema;
  close(): Promise<void>;
}

export interface Diagram {
  add(other: number | TableClass): Diagram;
  subtract(other: number | TableClass): Diagram;
  union(other: Diagram): Diagram;
  difference(other: Diagram): Diagram;
  intersection(other: Diagram): Diagram;
  collapse(): Diagram;
  addParts(): Diagram;
  restrict(expression: Query): Diagram;
  prune(): Diagram | Promise<Diagram>;
  counts(): Promise<Readonly<Record<string, number>>>;
  edges(): Promise<readonly DiagramEdge[]> | readonly DiagramEdge[];
  get(table: TableClass): Query | Promise<Query>;
  toMermaid(): string | Promise<string>;
  [Symbol.asyncIterator](): AsyncIterator<Table>;
}

export interface DiagramEdge {
  readonly parent: string;
  readonly child: string;
  readonly attributeMap: Readonly<Record<string, string>>;
  readonly isPrimary: boolean;
  readonly isAliased: boolean;
  readonly isMulti: boolean;
}

export interface DataJoint {
  readonly Instance: new (options: Options) => Instance;
  readonly Manual: TableClass;
  readonly Lookup: TableClass;
  readonly Imported: TableClass;
  readonly Computed: TableClass;
  readonly Part: TableClass;
  U(...attributes: string[]): Query;
  Top(options: Options): unknown;
  and(...conditions: unknown[]): unknown;
  not(condition: unknown): unknown;
  virtualSchema(name: string, options: Options): Promise<Readonly<Record<string, TableClass>>>;
  readonly Diagram: {
    new (source: Schema | TableClass): Diagram;
    fromSequence(sources: readonly unknown[]): Diagram;
    cascade(expression: Query, options?: Options): Diagram | Promise<Diagram>;
    trace(expression: Query): Diagram | Promise<Diagram>;
  };
  readonly NDArray: new (content: {
    dtype: string;
    shape: readonly number[];
    data: ArrayLike<unknown>;
  }) => { readonly dtype: string; readonly shape: readonly number[]; readonly data: ArrayLike<unknown> };
  readonly blob: {
    pack(value: unknown, options?: { compress?: boolean }): Uint8Array | Promise<Uint8Array>;
    unpack(bytes: Uint8Array): unknown;
    readonly Tuple: { from(items: readonly unknown[]): unknown };
    readonly Float: new (value: number) => unknown;
    readonly Complex: new (re: number, im: number) => unknown;
    readonly Decimal: new (text: string) => unknown;
    readonly Uuid: new (text: string) => unknown;
    readonly PlainDate: new (text: string) => unknown;
    readonly PlainDateTime: new (text: string) => unknown;
    readonly PlainTime: new (text: string) => unknown;
    readonly Cell: new (content: Options) => unknown;
    readonly Struct: new (content: Options) => unknown;
    readonly RecordArray: new (fields: ReadonlyMap<string, unknown>) => unknown;
  };
  readonly errors: Readonly<Record<string, new (...args: never[]) => Error>>;
}

/** The package under test. */
export const dj = datajoint as unknown as DataJoint;
