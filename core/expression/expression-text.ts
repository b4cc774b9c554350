import type { CompiledQuery } from "../compile/compile.ts";
import { classNameOf } from "../declaration/table-names.ts";
import type { AggregateNode, QueryNode } from "../query/node.ts";

/** Operators beyond so many characters are left out: nobody reads them. */
const longestForm = 200;

const names = (attributes: readonly string[]): string => attributes.map((name) => `"${name}"`).join(", ");

function groupForm({ source, keys }: AggregateNode): string {
  const isByEntities = source.kind === "join" && source.left.heading.primaryKey === keys;
  return isByEntities
    ? `${formOf(source.left)}.aggr(${formOf(source.right)}, …)`
    : `dj.U(${names(keys)}).aggr(${formOf(source)}, …)`;
}

/**
 * The operators of an expression as a program writes them, without what they are given: `Session.restrict(…).proj(…)`.
 *
 * @param node the expression
 */
export function operatorForm(node: QueryNode): string {
  const form = formOf(node);
  return form.length <= longestForm ? form : `${form.slice(0, longestForm)}…`;
}

function formOf(node: QueryNode): string {
  switch (node.kind) {
    case "table":
      return classNameOf(node.name.table);
    case "restrict":
      return `${formOf(node.source)}.restrict(…)`;
    case "project":
      return node.source.kind === "aggregate" ? groupForm(node.source) : `${formOf(node.source)}.proj(…)`;
    case "join":
      return `${formOf(node.left)}.${node.isLeft ? "extend" : "join"}(${formOf(node.right)})`;
    case "aggregate":
      return groupForm(node);
    case "distinct":
      return `dj.U(${names(node.heading.primaryKey)}).restrict(${formOf(node.source)})`;
    case "union":
      return `${formOf(node.left)}.union(${formOf(node.right)})`;
    case "top":
      return `${formOf(node.source)}.top(…)`;
  }
}

const shownValue = (value: unknown): string =>
  value instanceof Uint8Array
    ? `${value.length} bytes`
    : typeof value === "bigint"
      ? String(value)
      : (JSON.stringify(value) ?? String(value));

/** An expression for a reader: its operators or its table, the SQL, and the values that are bound in it. */
export function expressionText(form: string, { sql, values }: CompiledQuery): string {
  const bound = values.length === 0 ? "" : `\n? = ${values.map(shownValue).join(", ")}`;
  return `${form}\n${sql}${bound}`;
}
