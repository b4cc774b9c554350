import type { Result } from "../connection/result.ts";
import { defaultText } from "../declaration/default-value.ts";
import type { TableDeclaration } from "../declaration/table-declaration.ts";
import { dialectOf } from "../dialect/index.ts";
import type { SqlValue } from "../values/sql-value.ts";

/** An answer to SHOW or DESCRIBE. */
export type Answer = Omit<Result, "changes">;

/** The rows of which a column is like a pattern of SQL; all without a pattern. */
export function rowsLike(rows: readonly SqlValue[][], pattern: string | null): SqlValue[][] {
  if (pattern === null) return [...rows];
  const expression = [...pattern.matchAll(/\\(.)|%|_|[^\\%_]+|\\$/gs)].map(([part, escaped]) =>
    escaped !== undefined ? literally(escaped) : part === "%" ? ".*" : part === "_" ? "." : literally(part),
  );
  const whole = new RegExp(`^${expression.join("")}$`, "is");
  return rows.filter(([name]) => whole.test(String(name)));
}

const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");

/** SHOW DATABASES. */
export function answerDatabases(schemas: readonly string[], like: string | null): Answer {
  const rows = [...schemas].sort().map((schema) => [schema]);
  return { columns: [like === null ? "Database" : `Database (${like})`], rows: rowsLike(rows, like) };
}

/** SHOW [FULL] TABLES. */
export function answerTables(
  schema: string,
  tables: readonly string[],
  isFull: boolean,
  like: string | null,
): Answer {
  const name = `Tables_in_${schema}${like === null ? "" : ` (${like})`}`;
  const rows = [...tables].sort().map((table) => (isFull ? [table, "BASE TABLE"] : [table]));
  return { columns: isFull ? [name, "Table_type"] : [name], rows: rowsLike(rows, like) };
}

/** SHOW [FULL] COLUMNS and DESCRIBE: attributes with the types that they have on a MySQL server. */
export function answerColumns(declaration: TableDeclaration, isFull: boolean, like: string | null): Answer {
  const columns = ["Field", "Type", "Null", "Key", "Default", "Extra", ...(isFull ? ["Comment"] : [])];
  const rows = declaration.attributes.map((attribute): SqlValue[] => {
    const { name, sqlType, isNullable, default: shown, isAutoincrement, comment } = attribute;
    return [
      name,
      sqlType,
      isNullable ? "YES" : "NO",
      keyOf(declaration, name),
      shown === null || shown === "null" ? null : defaultText(shown),
      isAutoincrement ? "auto_increment" : "",
      ...(isFull ? [comment] : []),
    ];
  });
  return { columns, rows: rowsLike(rows, like) };
}

function keyOf({ attributes, foreignKeys, indexes }: TableDeclaration, name: string): string {
  if (attributes.some((attribute) => attribute.inKey && attribute.name === name)) return "PRI";
  const first = indexes.filter(
    ({ columns: [column] }) => column !== undefined && "attribute" in column && column.attribute === name,
  );
  if (first.some(({ isUnique, columns }) => isUnique && columns.length === 1)) return "UNI";
  return first.length > 0 || foreignKeys.some((key) => key.attributes[0] === name) ? "MUL" : "";
}

/** SHOW CREATE TABLE: the statement that declares the table on a MySQL server. */
export function answerCreateTable(declaration: TableDeclaration): Answer {
  const statements = dialectOf("mysql").ddl.createTable(declaration);
  const create = statements.find(({ sql }) => /^CREATE TABLE/i.test(sql)) ?? statements[0]!;
  // A server tells it without the schema, and without a condition.
  const sql = create.sql.replace(/^CREATE TABLE (?:IF NOT EXISTS )?(?:`(?:[^`]|``)*`\.)?/, "CREATE TABLE ");
  return { columns: ["Table", "Create Table"], rows: [[declaration.name.table, sql]] };
}

/** SHOW INDEX. */
export function answerIndexes(declaration: TableDeclaration): Answer {
  const { name, attributes, indexes } = declaration;
  const key = attributes.filter(({ inKey }) => inKey);
  const rows: SqlValue[][] = key.map((attribute, index) => [
    name.table,
    0,
    "PRIMARY",
    index + 1,
    attribute.name,
  ]);
  for (const { columns, isUnique } of indexes) {
    const names = columns.map((column) =>
      "attribute" in column ? column.attribute : `(${column.expression})`,
    );
    for (const [index, column] of names.entries()) {
      rows.push([name.table, isUnique ? 0 : 1, names.join(", "), index + 1, column]);
    }
  }
  return { columns: ["Table", "Non_unique", "Key_name", "Seq_in_index", "Column_name"], rows };
}
