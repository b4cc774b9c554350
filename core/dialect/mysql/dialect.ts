import type { Dialect } from "../dialect.ts";
import { mysqlDdl } from "./ddl.ts";
import { endsMysqlTransaction, translateMysqlError } from "./errors.ts";
import { mysqlPlans } from "./explain.ts";
import { mysqlExpressions } from "./expressions.ts";
import { mysqlInsert } from "./insert.ts";
import { mysqlIntrospection } from "./introspect.ts";
import { mysqlQuoting } from "./quote.ts";
import { mysqlSelect } from "./select.ts";
import { mysqlValues } from "./values.ts";

/** MySQL 8 and later, and MariaDB 10.11 and later: its SQL is what both accept. */
export const mysqlDialect: Dialect = {
  name: "mysql",
  quote: mysqlQuoting,
  ddl: mysqlDdl,
  introspection: mysqlIntrospection,
  expressions: mysqlExpressions,
  statements: null,
  select: mysqlSelect,
  insert: mysqlInsert,
  values: mysqlValues,
  content: null,
  plans: mysqlPlans,
  session: { connectionId: "CONNECTION_ID()", user: "USER()" },
  // The server itself refuses a ? without a value.
  assertBoundValues: () => {},
  translateError: translateMysqlError,
  endsTransaction: endsMysqlTransaction,
};
