import { compileExists, compileQuery } from "../compile/compile.ts";
import type { ForeignKey, TableDeclaration } from "../declaration/table-declaration.ts";
import type { Dialect, Executor } from "../dialect/dialect.ts";
import { IntegrityError } from "../errors/index.ts";
import { Heading } from "../heading/index.ts";
import type { RestrictNode, TableNode } from "../query/node.ts";
import { fullTableName } from "../table/full-table-name.ts";
import type { SqlValue } from "../values/sql-value.ts";

const textOf = (key: readonly SqlValue[]): string =>
  key.map((value) => (value instanceof Uint8Array ? Array.from(value).join() : String(value))).join("\u0000");

/** The parents that rows refer to by a foreign key, each once; rows without a reference left out. */
function wantedParents(
  foreignKey: ForeignKey,
  names: readonly string[],
  rows: Iterable<readonly SqlValue[]>,
): Map<string, SqlValue[]> {
  const places = foreignKey.attributes.map((name) => names.indexOf(name));
  const wanted = new Map<string, SqlValue[]>();
  if (places.includes(-1)) return wanted;
  for (const row of rows) {
    const key = places.map((place) => row[place]!);
    if (key.every((value) => value !== null)) wanted.set(textOf(key), key);
  }
  return wanted;
}

function parentsNode(
  foreignKey: ForeignKey,
  declaration: TableDeclaration,
  keys: readonly SqlValue[][],
): RestrictNode {
  const attributes = new Map(declaration.attributes.map((one) => [one.name, one]));
  const heading = new Heading(
    foreignKey.parentAttributes.map((name, index) => ({
      ...attributes.get(foreignKey.attributes[index]!)!,
      name,
      inKey: true,
    })),
  );
  const source: TableNode = { kind: "table", name: foreignKey.parent, heading };
  const condition = { kind: "keys", attributes: foreignKey.parentAttributes, keys } as const;
  return { kind: "restrict", source, condition, heading };
}

/**
 * Looks for rows whose parents are not there.
 *
 * @param names the attributes of the rows, in order
 * @returns an error that names a missing parent, or null where all parents are there
 */
export async function missingParent(
  executor: Executor,
  dialect: Dialect,
  declaration: TableDeclaration,
  names: readonly string[],
  rows: readonly (readonly SqlValue[])[],
): Promise<IntegrityError | null> {
  for (const foreignKey of declaration.foreignKeys) {
    const wanted = wantedParents(foreignKey, names, rows);
    if (wanted.size === 0) continue;
    const node = parentsNode(foreignKey, declaration, [...wanted.values()]);
    const found = await executor.execute(compileQuery(node, foreignKey.parentAttributes, dialect));
    for (const key of found.rows) wanted.delete(textOf(key));
    // What the database takes for equal need not be the same text, so those that seem missing are asked for singly.
    for (const key of wanted.values()) {
      const single = compileExists(parentsNode(foreignKey, declaration, [key]), dialect);
      if (Number((await executor.execute(single)).rows[0]![0]) !== 0) continue;
      const values = foreignKey.attributes.map(
        (name, index) => `${name} = ${JSON.stringify(String(key[index]))}`,
      );
      return new IntegrityError(
        `A row for ${fullTableName(declaration.name)} refers to a row of ${fullTableName(foreignKey.parent)} that does not exist ` +
          `(${values.join(", ")}). Insert the parent first.`,
      );
    }
  }
  return null;
}
