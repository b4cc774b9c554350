import type { Connection } from "../connection/connection.ts";
import type { TableDeclaration, TableName } from "../declaration/table-declaration.ts";
import { classNameOf, masterTableNameOf, type Tier, tierOf } from "../declaration/table-names.ts";
import { fullTableName } from "../table/full-table-name.ts";
import { bindingOf, bindTable, TableBinding } from "../table/table-binding.ts";
import { Computed, Imported, Lookup, Manual, Part, type TableClass } from "../table/tiers.ts";

/** How the name of a table class begins. */
export type Capital =
  | ("A" | "B" | "C" | "D" | "E" | "F" | "G" | "H" | "I" | "J" | "K" | "L" | "M")
  | ("N" | "O" | "P" | "Q" | "R" | "S" | "T" | "U" | "V" | "W" | "X" | "Y" | "Z");

/** A table class made from the database, with its parts as members. */
export interface FoundTable extends TableClass {
  readonly [part: `${Capital}${string}`]: TableClass;
}

const tierClasses: Readonly<Record<Tier, TableClass>> = {
  manual: Manual,
  lookup: Lookup,
  imported: Imported,
  computed: Computed,
  part: Part,
};

/** How a table that was found is to be seen: what its name tells, if it is one that DataJoint gives. */
interface Found {
  readonly declaration: TableDeclaration;
  readonly tier: Tier;
  /** The name among the members of the schema, or of the master for a part. */
  readonly className: string;
  readonly master: string | null;
}

function readName(declaration: TableDeclaration, names: ReadonlySet<string>): Found {
  const { table } = declaration.name;
  const tier = tierOf(table);
  const className = classNameOf(table);
  const master = masterTableNameOf(table);
  if (tier === "part" && names.has(master!)) {
    return { declaration, tier, className: className.slice(className.indexOf(".") + 1), master };
  }
  // Other programs name tables as they like; their rows are as manual as any.
  const isTier = tier !== null && tier !== "part" && tier !== "job";
  return { declaration, tier: isTier ? tier : "manual", className: className.replace(".", ""), master: null };
}

/** Table classes made from the database alone, one for each table however often it is met. */
export class FoundClasses {
  readonly #connection: Connection;
  readonly #referenceTo: (name: TableName) => string | null;
  readonly #byTable = new Map<string, TableClass>();
  /** By class name, parts left out; the first of a name wins. */
  #topLevel = new Map<string, TableClass>();

  /** @param referenceTo how a definition in this schema refers to a table of another one */
  constructor(connection: Connection, referenceTo: (name: TableName) => string | null) {
    this.#connection = connection;
    this.#referenceTo = referenceTo;
  }

  /** The classes that are not parts, by their names. */
  get classes(): ReadonlyMap<string, TableClass> {
    return this.#topLevel;
  }

  /** The class of a table by the table's name; undefined for one that was not found. */
  get(table: string): TableClass | undefined {
    return this.#byTable.get(table);
  }

  /**
   * Makes classes for tables that are new, and brings the others to their present declarations.
   *
   * @param tables all tables of the schema, parents before children
   */
  update(tables: readonly TableDeclaration[]): void {
    const names = new Set(tables.map(({ name }) => name.table));
    for (const [table, tableClass] of this.#byTable) if (!names.has(table)) this.#forget(table, tableClass);
    const found = tables.map((declaration) => readName(declaration, names));
    this.#topLevel = new Map();
    for (const one of found) {
      if (one.master !== null) continue;
      const tableClass = this.#classFor(one, null);
      if (!this.#topLevel.has(one.className)) this.#topLevel.set(one.className, tableClass);
    }
    for (const one of found) {
      if (one.master === null) continue;
      const master = this.#byTable.get(one.master)!;
      const value = this.#classFor(one, bindingOf(master) ?? null);
      Object.defineProperty(master, one.className, {
        value,
        enumerable: true,
        configurable: true,
        writable: true,
      });
    }
  }

  #classFor({ declaration, tier, className }: Found, master: TableBinding | null): TableClass {
    const known = this.#byTable.get(declaration.name.table);
    if (known !== undefined) {
      bindingOf(known)!.declaration = declaration;
      return known;
    }
    const base = tierClasses[tier] as unknown as new () => object;
    const tableClass = { [className]: class extends base {} }[className] as unknown as TableClass;
    const title = master === null ? className : `${master.className}.${className}`;
    const binding = new TableBinding(this.#connection, title, tier, declaration, master, this.#referenceTo);
    bindTable(tableClass, binding);
    this.#byTable.set(declaration.name.table, tableClass);
    const fullName = fullTableName(declaration.name);
    if (!this.#connection.knownTables.has(fullName)) {
      this.#connection.knownTables.set(fullName, () => binding.declaration);
    }
    return tableClass;
  }

  #forget(table: string, tableClass: TableClass): void {
    this.#byTable.delete(table);
    const binding = bindingOf(tableClass);
    if (binding === undefined || binding.master === null) return;
    const master = this.#byTable.get(binding.master.name.table);
    if (master !== undefined) Reflect.deleteProperty(master, tableClass.name);
  }
}
