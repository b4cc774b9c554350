import type { TableName } from "../declaration/table-declaration.ts";
import { DataJointError } from "../errors/index.ts";
import type { QueryExpression } from "../expression/query-expression.ts";
import { fullTableName } from "../table/full-table-name.ts";
import { FreeTable } from "../table/table.ts";
import type { TableBinding } from "../table/table-binding.ts";

type Key = Readonly<Record<string, unknown>>;

/**
 * The rows of the ancestors that one key comes from. The row itself need not be there: the first step up goes
 * by the key, all others by rows. Specification: "Trace" and "AutoPopulate", upstream.
 */
export async function upstreamOf(
  binding: TableBinding,
  key: Key,
): Promise<ReadonlyMap<string, QueryExpression>> {
  const { connection } = binding;
  const found = new Map<string, QueryExpression[]>();
  const visit = async (name: TableName, rows: QueryExpression): Promise<void> => {
    const known = found.get(fullTableName(name));
    if (known === undefined) found.set(fullTableName(name), [rows]);
    else known.push(rows);
    const declaration = await connection.dialect.introspection.loadTable(connection, name);
    for (const { parent, attributes, parentAttributes } of declaration?.foreignKeys ?? []) {
      const matching = Object.fromEntries(
        parentAttributes
          .map((attribute, index) => [attribute, attributes[index]!] as const)
          .filter(([parentAttribute, attribute]) => parentAttribute !== attribute),
      );
      const same = attributes.filter((attribute, index) => attribute === parentAttributes[index]);
      const children = onlyAttributes(rows.proj(...same, matching), parentAttributes);
      await visit(parent, new FreeTable(connection, parent).restrict(children, { semanticCheck: false }));
    }
  };
  for (const { parent, attributes, parentAttributes, inKey } of binding.declaration.foreignKeys) {
    if (!inKey) continue;
    const own = Object.fromEntries(
      parentAttributes.map((attribute, index) => [attribute, key[attributes[index]!]]),
    );
    await visit(parent, new FreeTable(connection, parent).restrict(own));
  }
  const result = new Map<string, QueryExpression>();
  for (const [name, ways] of found) {
    result.set(name, ways.length === 1 ? ways[0]! : anyOf(name, ways, binding));
  }
  return result;
}

/** Rows that are reached by any way. */
const anyOf = (name: string, ways: readonly QueryExpression[], binding: TableBinding): QueryExpression =>
  new FreeTable(binding.connection, name).restrict(ways.map((way) => way.proj()));

/** A row of children has attributes besides those that the parent is matched by; they must not match by chance. */
function onlyAttributes(children: QueryExpression, names: readonly string[]): QueryExpression {
  const hidden = Object.fromEntries(
    children.heading.names
      .filter((name) => !names.includes(name))
      .map((name, index) => [`child_${index}__${name}`, name]),
  );
  return Object.keys(hidden).length === 0 ? children : children.proj(...names, hidden);
}

/** The error for a table that the key does not come from. */
export const notUpstream = (name: string): DataJointError =>
  new DataJointError(
    `${name} is no ancestor of the table that is made. Read what does not follow from the key by other means.`,
  );
