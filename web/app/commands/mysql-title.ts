import { hasMark } from "../../documents/cell-info.ts";

/** What changing the SQL of a cell to the other kind is called. */
export const mysqlTitle = (info: string): string =>
  hasMark(info, "mysql") ? "Write the database's own SQL" : "Write MySQL's SQL";
