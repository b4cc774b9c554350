import type { TableName } from "../declaration/table-declaration.ts";
import { DataJointError } from "../errors/index.ts";
import type { QueryExpression } from "../expression/query-expression.ts";
import { anyOf, loadGraph, trace } from "../graph/index.ts";
import { type Condition, makeCondition } from "../query/condition.ts";
import type { TableNode } from "../query/node.ts";
import { operand } from "../query/operand.ts";
import { fullTableName } from "../table/full-table-name.ts";
import { RestrictedTable } from "../table/restricted-table.ts";
import { FreeTable } from "../table/table.ts";
import type { TableBinding } from "../table/table-binding.ts";

type Key = Readonly<Record<string, unknown>>;

/** Ways to reach the rows of an ancestor; null for one that reaches all of them. */
interface Reached {
  readonly name: TableName;
  readonly ways: (Condition | null)[];
}

/**
 * The rows of the ancestors that one key comes from. The row itself need not be there: the first step up goes
 * by the key, all others by rows. Specification: "Trace" and "AutoPopulate", upstream.
 */
export async function upstreamOf(
  { connection, name, declaration }: TableBinding,
  key: Key,
): Promise<ReadonlyMap<string, QueryExpression>> {
  const graph = await loadGraph(connection, connection.dialect.introspection, [name.schema], {
    withAncestors: true,
    withDescendants: false,
  });
  const reached = new Map<string, Reached>();
  for (const { parent, attributes, parentAttributes, inKey } of declaration.foreignKeys) {
    if (!inKey) continue;
    const table = await new FreeTable(connection, parent).load();
    const node = table[operand].node as TableNode;
    const values = parentAttributes.map((attribute, index) => [attribute, key[attributes[index]!]]);
    const condition = makeCondition({ node, connection, isSemantic: true }, Object.fromEntries(values));
    for (const found of trace(graph, { table: node, condition })) {
      const ancestor = reached.get(fullTableName(found.name)) ?? { name: found.name, ways: [] };
      ancestor.ways.push(found.condition);
      reached.set(fullTableName(found.name), ancestor);
    }
  }
  return new Map(
    [...reached].map(([fullName, { name, ways }]) => {
      const conditions = ways.filter((way) => way !== null);
      const condition = conditions.length < ways.length ? null : anyOf(conditions);
      return [fullName, new RestrictedTable(connection, name, condition)];
    }),
  );
}

/** The error for a table that the key does not come from. */
export const notUpstream = (name: string): DataJointError =>
  new DataJointError(
    `${name} is no ancestor of the table that is made. Read what does not follow from the key by other means.`,
  );
