/** The set of all values of some attributes. Its operators are in the expression layer. */
export class UniversalSet {
  readonly primaryKey: readonly string[];

  constructor(attributes: readonly string[]) {
    this.primaryKey = [...new Set(attributes)];
  }

  toString(): string {
    return `dj.U(${this.primaryKey.map((name) => JSON.stringify(name)).join(", ")})`;
  }
}
