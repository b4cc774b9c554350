import { compileQuery } from "../compile/compile.ts";
import { tableKey } from "../declaration/stored-table.ts";
import type { TableName } from "../declaration/table-declaration.ts";
import type { Dialect, Executor } from "../dialect/dialect.ts";
import { DataJointError } from "../errors/index.ts";
import type { Seed } from "../graph/index.ts";
import { type Condition, collectAttributes, holdsForeignSql } from "../query/condition.ts";
import type { ProjectNode, QueryNode, TableNode } from "../query/node.ts";
import { visitTables } from "../query/tables.ts";
import type { SqlValue } from "../values/sql-value.ts";

/** So many keys go into one statement: far from what servers bind at most, and enough to be quick. */
const keysPerPortion = 500;

/** Rows of one table that can be deleted. */
export interface Deletable {
  readonly table: TableNode;
  readonly node: QueryNode;
  /** The table's primary key under the names that it has in the node. */
  readonly keyNames: readonly string[];
  /**
   * Conditions on the table that the rows meet, all of them; null where the rows are the first ones in an order, or
   * conditions are on other attributes than the table's.
   */
  readonly conditions: readonly Condition[] | null;
}

/** True if a condition is on attributes that a projection passes on as they are. */
function isUnchangedBy({ selections }: ProjectNode, condition: Condition): boolean {
  const used = new Set<string>();
  collectAttributes(condition, used);
  return [...used].every((name) => {
    const selection = selections.get(name) ?? selections.get(name.toLowerCase());
    return selection !== undefined && "attribute" in selection && selection.attribute === name;
  });
}

/** What a projection calls an attribute of its source. */
function nameIn({ selections }: ProjectNode, attribute: string): string {
  for (const [name, selection] of selections) {
    if ("attribute" in selection && selection.attribute === attribute) return name;
  }
  return attribute;
}

/**
 * The table behind an expression from which rows can be deleted.
 *
 * @throws DataJointError for anything but a table, restricted or projected
 */
export function deletableOf(node: QueryNode): Deletable {
  const conditions: Condition[] = [];
  const projections: ProjectNode[] = [];
  let areKnown = true;
  let source = node;
  while (source.kind === "restrict" || source.kind === "top" || source.kind === "project") {
    if (source.kind === "restrict") conditions.unshift(source.condition);
    else if (source.kind === "top") areKnown = false;
    else {
      const projection = source;
      projections.unshift(projection);
      areKnown &&= conditions.every((one) => !holdsForeignSql(one) && isUnchangedBy(projection, one));
    }
    source = source.source;
  }
  if (source.kind === "table") {
    const keyNames = keyOf(source).map((name) =>
      projections.reduce((known, projection) => nameIn(projection, known), name),
    );
    return { table: source, node, keyNames, conditions: areKnown ? conditions : null };
  }
  throw new DataJointError(
    "Rows can be deleted from a table, restricted or projected, not from a join, aggregation or union. " +
      "Restrict the table by that expression: table.restrict(expression).delete().",
  );
}

const conjunction = (conditions: readonly Condition[]): Condition | null => {
  if (conditions.length === 0) return null;
  return conditions.length === 1 ? conditions[0]! : { kind: "and", conditions };
};

/** SQL that may say another thing each time it is asked. */
const isVolatile = /\b(rand|random_bytes|uuid|uuid_short|sysdate|sleep)\s*\(/i;

/** True if a condition says the same of a row before and after rows of some tables are deleted. */
function isSteady(condition: Condition, deleted: ReadonlySet<string>): boolean {
  switch (condition.kind) {
    case "sql":
    case "jsonEquals":
      return !isVolatile.test(condition.sql.text);
    case "and":
    case "or":
      return condition.conditions.every((one) => isSteady(one, deleted));
    case "not":
      return isSteady(condition.condition, deleted);
    case "matches": {
      let isAffected = false;
      visitTables(condition.node, ({ name }) => {
        isAffected ||= deleted.has(tableKey(name));
      });
      return !isAffected;
    }
    default:
      return true;
  }
}

/** Keys of a table as a seed, in portions. */
export function* keyPortions(table: TableNode, keys: readonly (readonly SqlValue[])[]): Generator<Seed> {
  const attributes = keyOf(table);
  for (let start = 0; start < keys.length; start += keysPerPortion) {
    const portion = keys.slice(start, start + keysPerPortion);
    yield { table, condition: { kind: "keys", attributes, keys: portion } };
  }
}

/** Names of the primary key, that of a table without attributes in its key included. */
export const keyOf = ({ heading }: TableNode): string[] =>
  heading.attributes.filter(({ inKey }) => inKey).map(({ name }) => name);

/** The primary keys of rows, as the database gives them. */
export async function readKeys(
  executor: Executor,
  dialect: Dialect,
  node: QueryNode,
  key: readonly string[],
): Promise<SqlValue[][]> {
  const { rows } = await executor.execute(compileQuery(node, key, dialect));
  return rows;
}

/** The rows to delete by their keys, which are read now. */
export async function keySeeds(
  { table, node, keyNames }: Deletable,
  executor: Executor,
  dialect: Dialect,
): Promise<Seed[]> {
  return [...keyPortions(table, await readKeys(executor, dialect, node, keyNames))];
}

/**
 * The rows to delete by their condition, where it says the same of them all along; else null.
 *
 * @param deleted tables that lose rows before this one does, and this one
 */
export function steadySeed({ table, conditions }: Deletable, deleted: readonly TableName[]): Seed | null {
  const affected = new Set(deleted.map(tableKey));
  const isKept = conditions?.every((one) => isSteady(one, affected)) ?? false;
  return isKept ? { table, condition: conjunction(conditions!) } : null;
}

/**
 * The rows to delete as seeds. Where the condition itself reads tables that rows are deleted from, or may change its
 * mind, the keys are read first.
 *
 * @param deleted tables that lose rows before this one does, and this one
 */
export async function seedsOf(
  target: Deletable,
  deleted: readonly TableName[],
  executor: Executor,
  dialect: Dialect,
): Promise<Seed[]> {
  const seed = steadySeed(target, deleted);
  if (seed !== null) return [seed];
  return keySeeds(target, executor, dialect);
}
