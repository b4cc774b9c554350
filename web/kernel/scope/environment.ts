/** The names that a function, block or class of a cell binds for itself, and what lies around it. */
export class Environment {
  readonly #names: ReadonlySet<string>;
  readonly #outer: Environment | null;

  constructor(names: ReadonlySet<string>, outer: Environment | null) {
    this.#names = names;
    this.#outer = outer;
  }

  /** True if the name is bound here or further out, and so is not one that cells share. */
  binds(name: string): boolean {
    return this.#names.has(name) || (this.#outer?.binds(name) ?? false);
  }
}
