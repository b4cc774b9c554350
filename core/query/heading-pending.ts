/**
 * Raised where an operator needs the heading of a table that only the database knows and that was not read yet.
 * Expressions catch it and wait with the operator until they are used.
 */
export class HeadingPending extends Error {
  /** Reads the heading. */
  readonly load: () => Promise<void>;

  constructor(table: string, load: () => Promise<void>) {
    super(
      `The heading of ${table} was not read from the database yet. ` +
        `Use the table once with await, for example "await table.load()", before you ask for its heading or SQL.`,
    );
    this.name = "HeadingPending";
    this.load = load;
  }
}
