import { rowEncoder } from "../codec/encode-rows.ts";
import { compileExists } from "../compile/compile.ts";
import { compileUpdate } from "../compile/compile-update.ts";
import { type Fragment, noValues } from "../compile/select.ts";
import type { Connection } from "../connection/connection.ts";
import type { Dialect } from "../dialect/dialect.ts";
import { DataJointError, MissingAttributeError, suggestion, UnknownAttributeError } from "../errors/index.ts";
import type { Attribute, Heading } from "../heading/index.ts";
import type { Condition } from "../query/condition.ts";
import type { QueryNode, TableNode } from "../query/node.ts";
import { fullTableName } from "../table/full-table-name.ts";
import { isAbsent } from "../values/absent-value.ts";
import { attributeEncoder } from "./encode-attribute.ts";

interface Source {
  readonly node: QueryNode;
  readonly connection: Connection;
}

function tableOf(node: QueryNode): TableNode {
  if (node.kind === "table") return node;
  throw new DataJointError(
    "update1() changes a row of a whole table, not of an expression. Call it on the table; the row names its key itself.",
  );
}

function checkRow(row: unknown, heading: Heading): asserts row is Readonly<Record<string, unknown>> {
  if (typeof row !== "object" || row === null || Array.isArray(row)) {
    throw new DataJointError("update1() needs an object of values by attribute.");
  }
  const missing = heading.primaryKey.filter((name) => (row as Record<string, unknown>)[name] === undefined);
  if (missing.length > 0) {
    throw new DataJointError(
      `update1() needs the whole primary key; ${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} missing.`,
    );
  }
  for (const name of Object.keys(row)) {
    if (heading.has(name)) continue;
    throw new UnknownAttributeError(
      `The table has no attribute "${name}".${suggestion(name, heading.names)} The attributes are: ${heading.names.join(", ")}.`,
    );
  }
}

/** What an attribute is set to. */
function newValue(attribute: Attribute, value: unknown, dialect: Dialect): Fragment {
  if (!isAbsent(value, attribute)) return { sql: "?", values: [attributeEncoder(attribute, dialect)(value)] };
  if (attribute.isNullable) return { sql: "NULL", values: noValues };
  if (attribute.default === null) {
    throw new MissingAttributeError(
      `The attribute "${attribute.name}" can't be set to its default: it has none, and is not nullable.`,
    );
  }
  return { sql: dialect.insert.defaultOf(attribute), values: noValues };
}

/** Changes one row of a table. */
export async function updateRow({ node, connection }: Source, row: unknown): Promise<void> {
  const table = tableOf(node);
  const { heading, name } = table;
  const { dialect } = connection;
  checkRow(row, heading);
  const key: Condition =
    heading.primaryKey.length === 0
      ? { kind: "constant", value: true }
      : {
          kind: "and",
          conditions: heading.primaryKey.map((one) => ({
            kind: "equals",
            attribute: heading.get(one),
            value: row[one] ?? null,
          })),
        };
  const found: QueryNode = { kind: "restrict", source: table, condition: key, heading };
  const { rows } = await connection.execute(compileExists(found, dialect));
  if (Number(rows[0]![0]) === 0) {
    throw new DataJointError(
      `There is no row of ${fullTableName(name)} with this key, and update1() changes existing rows only. Use insert1() for a new one.`,
    );
  }
  const encode = rowEncoder({ name, attributes: heading.attributes }, connection);
  const encoded = encode === null ? row : await encode(row);
  const assignments = heading.secondaryAttributes
    .filter((one) => one in encoded)
    .map((one) => [one, newValue(heading.get(one), encoded[one], dialect)] as const);
  if (assignments.length === 0) return;
  await connection.execute(compileUpdate(table, assignments, key, dialect));
}
