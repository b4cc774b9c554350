import { dj, type Schema, type Table, type TableClass } from "./api.ts";
import type { Database } from "./backend.ts";
import { inputRow } from "./values.ts";
import type { Row, SchemaSpec, TableSpec } from "./vector-file.ts";

/** The declared schemas of a vector file and their classes. */
export interface Pipeline {
  readonly database: Database;
  readonly schemas: ReadonlyMap<string, Schema>;
  /** By class name, parts as `Master.Part`, in the order of declaration. */
  readonly tables: ReadonlyMap<string, TableClass>;
  /** The definitions, by the same names. */
  readonly definitions: ReadonlyMap<string, string>;
  table(name: string): TableClass;
}

/** Gives a class its own members before it is declared: a `make`, a `keySource`. */
export type Furnish = (name: string, table: TableClass, pipeline: Pipeline) => void;

/** A class as a program would write it, with this name and definition. */
function tableClass(base: TableClass, name: string, definition: string): TableClass {
  const written = { [name]: class extends (base as unknown as new () => object) {} }[name]!;
  return define(written as unknown as TableClass, "definition", definition);
}

/** As a static member of a class: an own property, whatever the base class has of that name. */
function define(table: TableClass, name: string, value: unknown): TableClass {
  Object.defineProperty(table, name, { value, enumerable: true, configurable: true, writable: true });
  return table;
}

function writeTable(spec: TableSpec): { master: TableClass; parts: [string, TableClass][] } {
  const master = tableClass(dj[spec.tier], spec.name, spec.definition);
  if (spec.contents) define(master, "contents", spec.contents.map(inputRow));
  const parts = (spec.parts ?? []).map((part): [string, TableClass] => {
    const table = tableClass(dj.Part, part.name, part.definition);
    define(master, part.name, table);
    return [`${spec.name}.${part.name}`, table];
  });
  return { master, parts };
}

/**
 * Writes the classes of a vector's schemas and declares them.
 *
 * @throws whatever declaring them or filling their contents raises
 */
export async function declareSchemas(
  database: Database,
  specs: readonly SchemaSpec[],
  furnish?: Furnish,
): Promise<Pipeline> {
  const schemas = new Map<string, Schema>();
  const tables = new Map<string, TableClass>();
  const definitions = new Map<string, string>();
  const pipeline: Pipeline = {
    database,
    schemas,
    tables,
    definitions,
    table(name) {
      const table = tables.get(name);
      if (table === undefined) throw new Error(`The vector names a table ${name} that it does not have.`);
      return table;
    },
  };
  for (const spec of specs) {
    const context = Object.fromEntries(
      Object.entries(spec.context ?? {}).map(([alias, name]) => [alias, schemas.get(name)]),
    );
    const schema = database.schema(spec.name, context);
    schemas.set(spec.name, schema);
    for (const table of spec.tables) {
      const { master, parts } = writeTable(table);
      // Furnished before the decoration, as members of a class are.
      for (const [name, written] of [[table.name, master] as const, ...parts]) {
        tables.set(name, written);
        furnish?.(name, written, pipeline);
      }
      definitions.set(table.name, table.definition);
      for (const part of table.parts ?? []) definitions.set(`${table.name}.${part.name}`, part.definition);
      schema(master);
    }
    await schema.declare();
  }
  return pipeline;
}

/** Inserts the rows of a vector file, in its order. */
export async function insertRows(
  pipeline: Pipeline,
  rows: Readonly<Record<string, readonly Row[]>> | undefined,
): Promise<void> {
  for (const [name, content] of Object.entries(rows ?? {})) {
    await pipeline.table(name).insert(content.map(inputRow), { allowDirectInsert: true });
  }
}

/** The names of tables, given as classes, tables or names. */
export const tableNames = (pipeline: Pipeline, tables: readonly (string | Table)[]): string[] =>
  tables.map((table) =>
    pipeline.database.names.tableName(typeof table === "string" ? table : table.fullTableName),
  );
