import type { Connection } from "../connection/connection.ts";
import type { TableDeclaration, TableName } from "../declaration/table-declaration.ts";
import type { Tier } from "../declaration/table-names.ts";
import { Heading } from "../heading/index.ts";
import type { TableNode } from "../query/node.ts";

/** What a table class stands for: a table of a schema on a connection. */
export class TableBinding {
  readonly connection: Connection;
  readonly tier: Tier;
  /** As users write it: `Lab`, `Scan.Frame`. */
  readonly className: string;
  readonly master: TableBinding | null;
  /** How a definition in the same schema refers to a table, or null where it has no way to. */
  readonly referenceTo: (name: TableName) => string | null;
  /** Reads the definition of the class as it is now; null for a class that was made from the database. */
  define: (() => TableDeclaration) | null = null;
  /** True while a `make` of this table runs, which may insert into it. */
  isBeingMade = false;
  #declaration: TableDeclaration;
  #node: TableNode | null = null;

  constructor(
    connection: Connection,
    className: string,
    tier: Tier,
    declaration: TableDeclaration,
    master: TableBinding | null = null,
    referenceTo: (name: TableName) => string | null = () => null,
  ) {
    this.referenceTo = referenceTo;
    this.connection = connection;
    this.className = className;
    this.tier = tier;
    this.master = master;
    this.#declaration = declaration;
  }

  get name(): TableName {
    return this.#declaration.name;
  }

  /** As defined, until the table is found in the database with a declaration of its own. */
  get declaration(): TableDeclaration {
    return this.#declaration;
  }

  set declaration(declaration: TableDeclaration) {
    this.#declaration = declaration;
    this.#node = null;
  }

  /** The table as a source of queries. */
  get node(): TableNode {
    this.#node ??= {
      kind: "table",
      name: this.#declaration.name,
      heading: new Heading(this.#declaration.attributes),
    };
    return this.#node;
  }
}

const bindings = new WeakMap<object, TableBinding>();

/** Binds a class to its table; a class that was bound before is bound anew. */
export const bindTable = (tableClass: object, binding: TableBinding): void => {
  bindings.set(tableClass, binding);
};

/** The table that a class, or the nearest bound class above it, stands for; undefined for an unbound class. */
export function bindingOf(tableClass: object): TableBinding | undefined {
  for (let one: object | null = tableClass; one !== null; one = Object.getPrototypeOf(one)) {
    const binding = bindings.get(one);
    if (binding !== undefined) return binding;
  }
  return undefined;
}
