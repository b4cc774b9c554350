import type { Dialect } from "../dialect/dialect.ts";

/** What one compilation shares: the dialect, and the aliases that were given. */
export class Scope {
  readonly dialect: Dialect;
  /** Whether numbers that conditions compare with are bound, so that the text is the same for all of them. */
  readonly bindsNumbers: boolean;
  #aliases: Set<string> | null = null;

  constructor(dialect: Dialect, bindsNumbers = false) {
    this.dialect = dialect;
    this.bindsNumbers = bindsNumbers;
  }

  /** The aliases that were given so far. */
  get aliases(): Iterable<string> {
    return this.#aliases ?? [];
  }

  /** True until the first alias is given. */
  get isFresh(): boolean {
    return this.#aliases === null;
  }

  /** Takes aliases as given, for what was compiled before. */
  take(aliases: Iterable<string>): void {
    this.#aliases = new Set([...this.aliases, ...aliases]);
  }

  /**
   * A new alias that says what it stands for.
   *
   * @param name the name of a table, tier prefix included, or another word
   */
  alias(name: string): string {
    this.#aliases ??= new Set();
    const word = name.replace(/^[^a-zA-Z]+/, "") || "rows";
    let alias = word;
    for (let number = 2; this.#aliases.has(alias); number++) alias = `${word}_${number}`;
    this.#aliases.add(alias);
    return alias;
  }
}
