import { isQueryExpression, QueryExpression } from "../expression/query-expression.ts";
import type { Attribute } from "../heading/index.ts";
import { operand } from "../query/operand.ts";
import type { SqlValue } from "../values/sql-value.ts";

/** The first rows of an expression, and what a reader wants to know beside them. */
export interface Preview {
  readonly attributes: readonly { readonly name: string; readonly type: string; readonly inKey: boolean }[];
  readonly rows: unknown[][];
  /** How many rows there are in all. */
  readonly total: number;
  readonly sql: { readonly sqlite: string; readonly mysql: string };
}

const shown = (value: SqlValue): string =>
  value instanceof Uint8Array
    ? `${value.length} bytes`
    : typeof value === "bigint"
      ? String(value)
      : JSON.stringify(value);

/** The SQL as a reader sees it, with the bound values in a comment; the reason where a dialect can't say it. */
function sqlText(expression: QueryExpression, dialect: "sqlite" | "mysql"): string {
  try {
    const { sql, values } = expression.makeStatement({ dialect, pretty: true });
    return values.length === 0 ? sql : `${sql}\n-- ? = ${values.map(shown).join(", ")}`;
  } catch (error) {
    return `-- ${(error as Error).message.replaceAll("\n", "\n-- ")}`;
  }
}

/** What a computed attribute's type is called. */
function typeName(type: { kind: string; bits?: number } | null): string {
  if (type === null) return "";
  if (type.kind === "integer") return `int${type.bits}`;
  return type.kind === "float" ? `float${type.bits}` : type.kind;
}

/** What lies in stores, or would be saved to a file, is not fetched to be looked at: what the row keeps of it is shown. */
const isShownDecoded = ({ codec }: Attribute): boolean => codec?.store === null && codec.name !== "attach";

/**
 * Fetches what is shown of an expression: its first rows and their number.
 *
 * @param value an expression, a table class or an instance of one
 * @param limit how many rows at most
 */
export async function previewExpression(value: unknown, { limit }: { limit: number }): Promise<Preview> {
  if (!isQueryExpression(value)) throw new TypeError("Only query expressions have a preview.");
  const expression = value instanceof QueryExpression ? value : (value as unknown as QueryExpression);
  await expression.load();
  const { node } = value[operand];
  const { query, rows } = await expression.fetchColumns({ limit }, isShownDecoded);
  return {
    attributes: query.names.map((name, index) => {
      const attribute = node.heading.get(name);
      return { name, type: attribute.type || typeName(query.types[index] ?? null), inKey: attribute.inKey };
    }),
    rows,
    total: await expression.count(),
    sql: { sqlite: sqlText(expression, "sqlite"), mysql: sqlText(expression, "mysql") },
  };
}
