import { DataJointError } from "../errors/index.ts";
import type { Dialect, DialectName } from "./dialect.ts";
import { mysqlDialect } from "./mysql/dialect.ts";
import { sqliteDialect } from "./sqlite/dialect.ts";

export type { Dialect, DialectName, PrintedExpression } from "./dialect.ts";

/**
 * A dialect by its name.
 *
 * @throws DataJointError for a name that is none
 */
export function dialectOf(name: DialectName): Dialect {
  if (name === "sqlite") return sqliteDialect;
  if (name === "mysql") return mysqlDialect;
  throw new DataJointError(`There is no SQL dialect "${String(name)}"; there are "sqlite" and "mysql".`);
}
