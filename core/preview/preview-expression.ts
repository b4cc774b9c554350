import { BrowsedExpression } from "./browsed-expression.ts";

/** The first rows of an expression, and what a reader wants to know beside them. */
export interface Preview {
  readonly attributes: readonly { readonly name: string; readonly type: string; readonly inKey: boolean }[];
  readonly rows: unknown[][];
  /** How many rows there are in all. */
  readonly total: number;
  readonly sql: { readonly sqlite: string; readonly mysql: string };
}

/**
 * Fetches what is shown of an expression: its first rows and their number.
 *
 * @param value an expression, a table class or an instance of one
 * @param limit how many rows at most
 */
export async function previewExpression(value: unknown, { limit }: { limit: number }): Promise<Preview> {
  const browsed = await BrowsedExpression.open(value);
  const { sqlite, mysql } = browsed.sql();
  return {
    attributes: browsed.attributes,
    rows: await browsed.rows({ offset: 0, limit }),
    total: await browsed.count(),
    sql: { sqlite: sqlite.sql, mysql: mysql.sql },
  };
}
