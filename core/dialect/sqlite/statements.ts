import type { StatementPrinting } from "../dialect.ts";
import { printDelete, printInsert, printUpdate } from "./statements/print-changes.ts";
import { QueryPrinter } from "./statements/print-query.ts";
import type { TableLookup } from "./statements/table-lookup.ts";

/** Prints statements in MySQL's SQL so that SQLite does, and shows, what MySQL would. */
export const sqliteStatements: StatementPrinting = {
  print(statement, findTable) {
    const tables: TableLookup = { find: findTable, common: new Map() };
    switch (statement.kind) {
      case "insert":
        return { sql: printInsert(statement, tables), types: null };
      case "update":
        return { sql: printUpdate(statement, tables), types: null };
      case "delete":
        return { sql: printDelete(statement, tables), types: null };
      case "query": {
        const form = { names: null, isShown: true };
        const { sql, columns } = new QueryPrinter(tables).print(statement.query, () => null, form);
        return { sql, types: columns.map(({ type }) => type) };
      }
    }
  },
};
