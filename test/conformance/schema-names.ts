/**
 * Vectors name their schemas; on a server each case gets schemas of its own, with a prefix, and what comes back is
 * read without it.
 */
export class SchemaNames {
  readonly #prefix: string;

  /** @param prefix empty where every case has a database of its own */
  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  /** The name in the database of a schema of the vectors. */
  inDatabase(schema: string): string {
    return this.#prefix + schema;
  }

  /** A text from the database, with the schemas named as in the vectors. */
  asInVectors(text: string): string {
    return this.#prefix === "" ? text : text.replaceAll(this.#prefix, "");
  }

  /** `schema.table` as the vectors write it, of a full name in whatever quotes. */
  tableName(fullTableName: string): string {
    return this.asInVectors(fullTableName.replaceAll(/[`"]/g, ""));
  }
}
