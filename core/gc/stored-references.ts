import { HashCodec } from "../codec/built-in/hash-codec.ts";
import { codecChain } from "../codec/codec-chain.ts";
import { SchemaCodec } from "../codec/schema-codec.ts";
import type { Connection } from "../connection/connection.ts";
import type { TableName } from "../declaration/table-declaration.ts";
import type { Attribute } from "../heading/index.ts";

/** Paths that rows refer to, by how they came about. */
export interface References {
  readonly hash: Set<string>;
  readonly schema: Set<string>;
}

/** What the values of an attribute refer to; null where it is nothing that is collected. */
function sectionOf(attribute: Attribute): keyof References | null {
  if (attribute.codec === null) return null;
  // A codec that is not registered is an error: what its rows refer to could not be told from orphans.
  const { codecs } = codecChain(attribute);
  if (codecs.some((codec) => codec instanceof HashCodec)) return "hash";
  return codecs.some((codec) => codec instanceof SchemaCodec) ? "schema" : null;
}

async function addPaths(
  connection: Connection,
  table: TableName,
  attribute: string,
  isStore: (name: string | null) => boolean,
  paths: Set<string>,
): Promise<void> {
  const { quote } = connection.dialect;
  const column = quote.identifier(attribute);
  const { rows } = await connection.execute({
    sql: `SELECT ${column} FROM ${quote.table(table)} WHERE ${column} IS NOT NULL`,
    values: [],
  });
  for (const [value] of rows) {
    const text = value instanceof Uint8Array ? new TextDecoder().decode(value) : String(value);
    const { path, store } = JSON.parse(text) as { path?: unknown; store?: string | null };
    if (typeof path === "string" && isStore(store ?? null)) paths.add(path);
  }
}

/**
 * Reads what the rows of schemas refer to in a store.
 *
 * @param isStore whether a store, by the name that rows keep (null for the default), is the one that is asked about
 * @throws DataJointError where a table has a codec that is not registered
 */
export async function readReferences(
  connection: Connection,
  schema: string,
  isStore: (name: string | null) => boolean,
): Promise<References> {
  const references: References = { hash: new Set(), schema: new Set() };
  for (const { name, attributes } of await connection.dialect.introspection.loadSchema(connection, schema)) {
    for (const attribute of attributes) {
      const section = sectionOf(attribute);
      if (section !== null) await addPaths(connection, name, attribute.name, isStore, references[section]);
    }
  }
  return references;
}
