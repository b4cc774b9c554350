import type { Condition } from "../query/condition.ts";
import type { SqlText } from "../query/sql-text.ts";
import { isNumeric } from "../sql/result-type.ts";
import { leadingNumber } from "../values/leading-number.ts";
import type { SqlValue } from "../values/sql-value.ts";
import { assemble, type Layout, seal } from "./assemble.ts";
import { withBoundNumbers } from "./bound-numbers.ts";
import { compileNode } from "./compile-node.ts";
import { type Columns, printSql } from "./print-sql.ts";
import type { Scope } from "./scope.ts";
import { type Fragment, isLimited, noValues, type Select } from "./select.ts";

const withoutValues = (sql: string): Fragment => ({ sql, values: noValues });

/** User-written SQL that can stand beside AND. */
function asOperand({ expression }: SqlText, printed: string): string {
  const isLoose =
    expression?.kind === "binary" && (expression.operator === "OR" || expression.operator === "XOR");
  return isLoose ? `(${printed})` : printed;
}

/** A condition as the text of a WHERE, HAVING or ON clause that can stand beside others joined by AND. */
export function compileCondition(
  condition: Condition,
  columns: Columns,
  scope: Scope,
  layout: Layout,
): Fragment {
  switch (condition.kind) {
    case "constant":
      return withoutValues(condition.value ? "TRUE" : "FALSE");
    case "equals": {
      const column = columns.get(condition.attribute.name)!;
      if (condition.value === null) return withoutValues(`${column.sql} IS NULL`);
      const isComputed = condition.attribute.dataType === null;
      const attribute = isComputed ? { ...condition.attribute, dataType: column.type } : condition.attribute;
      const type = isComputed ? column.type : condition.attribute.dataType;
      return scope.dialect.select.equality({ sql: column.sql, type }, condition.value, attribute, isComputed);
    }
    case "jsonEquals":
      return compileJsonEquals(condition.sql, condition.value, columns, scope);
    case "sql": {
      const printed = printSql(condition.sql, columns, scope.dialect).sql;
      const bound = scope.bindsNumbers ? withBoundNumbers(condition.sql, printed, columns) : null;
      return bound ?? withoutValues(asOperand(condition.sql, printed));
    }
    case "and":
    case "or": {
      const parts = condition.conditions.map((one) => compileCondition(one, columns, scope, layout));
      const word = condition.kind === "and" ? " AND " : " OR ";
      return {
        sql: `(${parts.map((part) => part.sql).join(word)})`,
        values: parts.flatMap((part) => part.values),
      };
    }
    case "not": {
      if (condition.condition.kind === "matches")
        return compileMatches(condition.condition, columns, scope, layout, true);
      const inner = compileCondition(condition.condition, columns, scope, layout);
      return { sql: `NOT (${inner.sql})`, values: inner.values };
    }
    case "matches":
      return compileMatches(condition, columns, scope, layout, false);
    case "keys":
      return compileKeys(condition, columns, scope);
  }
}

/** The columns of attributes as they stand left of IN. */
function rowOf(attributes: readonly string[], columns: Columns): string {
  const names = attributes.map((name) => columns.get(name)!.sql);
  return names.length === 1 ? names[0]! : `(${names.join(", ")})`;
}

function compileKeys(condition: Condition & { kind: "keys" }, columns: Columns, scope: Scope): Fragment {
  const { attributes, keys } = condition;
  if (keys.length === 0) return withoutValues("FALSE");
  const list = scope.dialect.select.keyList(attributes.length, keys.length);
  return { sql: `${rowOf(attributes, columns)} IN (${list})`, values: keys.flat() };
}

function compileJsonEquals(sql: SqlText, given: unknown, columns: Columns, scope: Scope): Fragment {
  const { sql: printed, type } = printSql(sql, columns, scope.dialect);
  if (given === null) return withoutValues(`${printed} IS NULL`);
  const value = type !== null && isNumeric(type) ? asNumber(given) : given;
  if (typeof value === "number" || typeof value === "bigint") {
    return { sql: `CAST(${printed} AS ${scope.dialect.select.floatCast}) = ?`, values: [value] };
  }
  const text: SqlValue = typeof value === "string" ? value : JSON.stringify(value);
  return { sql: `${printed} = ?`, values: [text] };
}

/** What a value means beside a number: a text the number that it starts with, true 1. */
function asNumber(value: unknown): unknown {
  if (typeof value === "boolean") return Number(value);
  return typeof value === "string" ? leadingNumber(value) : value;
}

/** Rows of a union whose attributes are not all looked up in the key by which the union tells rows apart. */
function withoutUnionKey(select: Select, attributes: readonly string[], scope: Scope): Select {
  const last = attributes.at(-1);
  if (select.isUnion !== true || attributes.length < 2 || last === undefined) return select;
  const column = select.columns.get(last)!;
  const sql = scope.dialect.select.besideKeys(column.sql);
  return { ...select, columns: new Map(select.columns).set(last, { ...column, sql }) };
}

function compileMatches(
  condition: Condition & { kind: "matches" },
  columns: Columns,
  scope: Scope,
  layout: Layout,
  isNegated: boolean,
): Fragment {
  const not = isNegated ? "NOT " : "";
  const inner = compileNode(condition.node, new Set(condition.attributes), scope, layout, false);
  // MySQL refuses LIMIT right inside of IN.
  const select = isLimited(inner) ? seal(inner, scope, layout) : inner;
  const matched = isNegated ? withoutUnionKey(select, condition.attributes, scope) : select;
  if (condition.attributes.length === 0) {
    // MySQL makes a join of EXISTS, which can give a row once for each row that exists; of a single value it makes none.
    const { sql, values } = assemble({ ...matched, limit: 1 }, [], scope, { isPretty: false });
    return { sql: `(${sql}) IS ${isNegated ? "NULL" : "NOT NULL"}`, values };
  }
  const { sql, values } = assemble(matched, condition.attributes, scope, { isPretty: false });
  return { sql: `${rowOf(condition.attributes, columns)} ${not}IN (${sql})`, values };
}
