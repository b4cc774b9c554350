import type { SqliteExports } from "./sqljs-types.ts";

/**
 * SQLite's C functions in an object of their own. That of sql.js has so many members that each is looked up by its name
 * at each call, which takes longer than many a call itself.
 */
export const sqliteFunctions = (exports: SqliteExports) => ({
  allocate: exports._malloc,
  free: exports._free,
  prepare: exports._sqlite3_prepare_v2,
  bindInteger: exports._sqlite3_bind_int,
  bindDouble: exports._sqlite3_bind_double,
  bindText: exports._sqlite3_bind_text,
  bindBlob: exports._sqlite3_bind_blob,
  clearBindings: exports._sqlite3_clear_bindings,
  step: exports._sqlite3_step,
  reset: exports._sqlite3_reset,
  finalize: exports._sqlite3_finalize,
  columnCount: exports._sqlite3_column_count,
  columnName: exports._sqlite3_column_name,
  columnType: exports._sqlite3_column_type,
  columnDouble: exports._sqlite3_column_double,
  columnText: exports._sqlite3_column_text,
  columnBlob: exports._sqlite3_column_blob,
  columnBytes: exports._sqlite3_column_bytes,
  errorMessage: exports._sqlite3_errmsg,
});

export type SqliteFunctions = ReturnType<typeof sqliteFunctions>;
