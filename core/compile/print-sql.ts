import type { Dialect, PrintedExpression } from "../dialect/dialect.ts";
import { QuerySyntaxError } from "../errors/index.ts";
import type { SqlText } from "../query/sql-text.ts";
import type { SqlExpression } from "../sql/sql-expression.ts";
import type { Column } from "./select.ts";

/** The columns that names stand for. */
export type Columns = ReadonlyMap<string, Column>;

/** The column of an attribute, in whatever letter case SQL names it. */
export const columnOf = (columns: Columns, name: string): Column =>
  columns.get(name) ?? columns.get(name.toLowerCase())!;

/** An expression as it was last printed, and the columns that it was printed over. */
interface Print {
  readonly columns: readonly PrintedExpression[];
  readonly printed: PrintedExpression;
}

const lastPrints = new WeakMap<Dialect, WeakMap<SqlExpression, Print>>();

function printsOf(dialect: Dialect): WeakMap<SqlExpression, Print> {
  let prints = lastPrints.get(dialect);
  if (prints === undefined) {
    prints = new WeakMap();
    lastPrints.set(dialect, prints);
  }
  return prints;
}

/** Whether the columns of these names are those that an expression was printed over. */
function isOver(print: Print, names: ReadonlySet<string>, columns: Columns): boolean {
  let index = 0;
  for (const name of names) {
    const [one, other] = [print.columns[index++]!, columnOf(columns, name)];
    if (one.sql !== other.sql || one.type !== other.type) return false;
  }
  return true;
}

/**
 * User-written SQL in the dialect. What comes of it depends on the columns alone, so it is printed anew only over
 * others than the last time.
 *
 * @throws QuerySyntaxError where it can't be read and the dialect can't pass it on
 */
export function printSql(sql: SqlText, columns: Columns, dialect: Dialect): PrintedExpression {
  const { expression, attributes } = sql;
  if (expression === null) {
    if (dialect.select.passesForeignSql) return { sql: `(${sql.text})`, type: null };
    throw sql.problem ?? new QuerySyntaxError(`This SQL can't be read: ${sql.text}`);
  }
  const prints = printsOf(dialect);
  const last = prints.get(expression);
  if (last !== undefined && isOver(last, attributes, columns)) return last.printed;
  const printed = dialect.expressions.print(expression, (name) => columnOf(columns, name));
  const over = Array.from(attributes, (name) => {
    const { sql, type } = columnOf(columns, name);
    return { sql, type };
  });
  prints.set(expression, { columns: over, printed });
  return printed;
}
