import { codecDecoder } from "../codec/decode-rows.ts";
import { type CompiledQuery, compileQuery } from "../compile/compile.ts";
import type { Attribute } from "../heading/index.ts";
import { HeadingPending } from "../query/heading-pending.ts";
import { type Operand, operand } from "../query/operand.ts";
import { visitTables } from "../query/tables.ts";
import { fullTableName } from "../table/full-table-name.ts";
import type { Source } from "./arguments.ts";
import { decodeRows, decodersOf, hasWideIntegers, rowMaker, rowObjects } from "./fetch.ts";
import type { Row } from "./row.ts";

/** How the rows of an expression are asked for. */
export interface Reading {
  /** Which attributes of codec types are decoded; the others come as they are stored. Default all. */
  readonly decodes?: (attribute: Attribute) => boolean;
  /** False where observers of statements are not told. Default true. */
  readonly isObserved?: boolean;
  readonly signal?: AbortSignal;
}

/** The tree and the connection where nothing has to be read or declared before; else null. */
export function readySource(expression: Operand): Source | null {
  try {
    const source = expression[operand];
    return source.connection.pendingTables.isEmpty ? source : null;
  } catch (error) {
    if (error instanceof HeadingPending) return null;
    throw error;
  }
}

/** Reads headings that only the database knows, and declares tables that are not there yet. */
export async function preparedSource(expression: Operand): Promise<Source> {
  for (;;) {
    try {
      const source = expression[operand];
      const { pendingTables } = source.connection;
      if (pendingTables.isEmpty) return source;
      const schemas = new Set<string>();
      const tables = new Set<string>();
      visitTables(source.node, ({ name }) => {
        schemas.add(name.schema);
        tables.add(fullTableName(name));
      });
      await pendingTables.declare(schemas, tables);
      return expression[operand];
    } catch (error) {
      if (!(error instanceof HeadingPending)) throw error;
      await error.load();
    }
  }
}

/** Rows as arrays. @param names the attributes, by default all */
export async function fetchRows(
  { node, connection }: Source,
  names: readonly string[] | undefined,
  { decodes, isObserved, signal }: Reading = {},
): Promise<{ names: readonly string[]; rows: unknown[][]; query: CompiledQuery }> {
  const query = compileQuery(node, names ?? node.heading.names, connection.dialect, { isToRun: true });
  const result = await connection.execute(query, {
    hasWideIntegers: hasWideIntegers(query.types),
    isObserved,
    signal,
  });
  const decoders = decodersOf(query, connection.dialect);
  const codecs = codecDecoder(node.heading, query.names, connection, decoders, decodes);
  const rows = decodeRows(result, decoders);
  if (codecs !== null) await codecs(rows);
  return { names: query.names, rows, query };
}

/** Rows as objects. @param names the attributes, by default all */
export async function fetchObjects(
  source: Source,
  names: readonly string[] | undefined,
  signal?: AbortSignal,
): Promise<Row[]> {
  const { node, connection } = source;
  if (node.heading.hasCodecs) {
    const fetched = await fetchRows(source, names, { signal });
    return rowObjects(fetched.rows, fetched.names);
  }
  const query = compileQuery(node, names ?? node.heading.names, connection.dialect, { isToRun: true });
  const { rows } = await connection.execute(query, {
    hasWideIntegers: hasWideIntegers(query.types),
    makeRow: rowMaker(query, connection.dialect),
    signal,
  });
  return rows;
}

/** Rows as arrays, in portions, without holding all of them in memory. */
export async function* streamRows(
  { node, connection }: Source,
  { decodes, isObserved }: Reading,
): AsyncGenerator<{ names: readonly string[]; rows: unknown[][] }> {
  const query = compileQuery(node, node.heading.names, connection.dialect);
  const decoders = decodersOf(query, connection.dialect);
  const codecs = codecDecoder(node.heading, query.names, connection, decoders, decodes);
  const portions = connection.stream(query, { hasWideIntegers: hasWideIntegers(query.types), isObserved });
  for await (const portion of portions) {
    const rows = decodeRows(portion, decoders);
    if (codecs !== null) await codecs(rows);
    yield { names: query.names, rows };
  }
}
