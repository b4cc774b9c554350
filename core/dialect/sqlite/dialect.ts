import type { Dialect } from "../dialect.ts";
import { sqliteContent } from "./content.ts";
import { sqliteDdl } from "./ddl.ts";
import { translateSqliteError } from "./errors.ts";
import { sqlitePlans } from "./explain.ts";
import { sqliteExpressions } from "./expressions.ts";
import { sqliteInsert } from "./insert.ts";
import { sqliteIntrospection } from "./introspect.ts";
import { assertBoundValues } from "./placeholders.ts";
import { sqliteQuoting } from "./quote.ts";
import { sqliteSelect } from "./select.ts";
import { sqliteStatements } from "./statements.ts";
import { sqliteValues } from "./values.ts";

/** SQLite, as sql.js runs it in a browser, a worker or Node. */
export const sqliteDialect: Dialect = {
  name: "sqlite",
  quote: sqliteQuoting,
  ddl: sqliteDdl,
  introspection: sqliteIntrospection,
  expressions: sqliteExpressions,
  statements: sqliteStatements,
  select: sqliteSelect,
  insert: sqliteInsert,
  values: sqliteValues,
  content: sqliteContent,
  plans: sqlitePlans,
  session: { connectionId: "0", user: null },
  assertBoundValues,
  translateError: translateSqliteError,
  endsTransaction: () => false,
};
