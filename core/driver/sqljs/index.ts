export { configureSqlite, type SqliteEnvironment } from "./environment.ts";
export { SqliteDriver } from "./sqlite-driver.ts";
export { SqliteFile, saveDatabases } from "./sqlite-file.ts";
export type { SqliteFiles } from "./sqlite-files.ts";
