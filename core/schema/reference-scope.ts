import type { TableDeclaration, TableName } from "../declaration/table-declaration.ts";
import { classNameOf } from "../declaration/table-names.ts";
import { fullTableName, parseFullTableName } from "../table/full-table-name.ts";
import { bindingOf } from "../table/table-binding.ts";
import { tierOfClass } from "../table/tiers.ts";
import { partsOf } from "./parts-of.ts";

/** What definitions see of a schema: its name and its classes. */
interface NamedClasses {
  readonly database: string;
  readonly classes: ReadonlyMap<string, unknown>;
}

/** A schema is a function with members, as its classes are; only it has a map of classes. */
const isSchema = (value: unknown): value is NamedClasses =>
  typeof value === "function" && (value as Partial<NamedClasses>).classes instanceof Map;

/** What the definitions of one schema may name: its own classes, and the members of its context. */
export class ReferenceScope {
  readonly #classes: ReadonlyMap<string, unknown>;
  readonly #context: Readonly<Record<string, unknown>>;
  readonly #knownTables: ReadonlyMap<string, () => TableDeclaration>;

  /**
   * @param classes the classes of the schema, as they come
   * @param context classes, schemas, or objects of classes, by the names that definitions give them
   * @param knownTables what the connection knows, by full name
   */
  constructor(
    classes: ReadonlyMap<string, unknown>,
    context: Readonly<Record<string, unknown>>,
    knownTables: ReadonlyMap<string, () => TableDeclaration>,
  ) {
    this.#classes = classes;
    this.#context = context;
    this.#knownTables = knownTables;
  }

  /** The table that a reference names: `Lab`, `Session.Trial`, `other.Lab`, or a full name in quotes; null for none. */
  find(reference: string): TableDeclaration | null {
    if (/[`"]/.test(reference)) {
      const name = fullTableName(parseFullTableName(reference));
      return this.#knownTables.get(name)?.() ?? null;
    }
    const path = reference.split(".");
    let found = this.#classes.get(path[0]!) ?? this.#context[path[0]!];
    for (const name of path.slice(1)) found = memberOf(found, name);
    const tableClass =
      typeof found === "object" && found !== null && tierOfClass(found.constructor) !== null
        ? found.constructor
        : found;
    if (typeof tableClass !== "function") return null;
    return bindingOf(tableClass)?.declaration ?? null;
  }

  /** Names of tables that a definition could refer to, parts among them. */
  *names(): Generator<string> {
    yield* namesIn("", this.#classes);
    for (const [alias, value] of Object.entries(this.#context)) {
      if (isSchema(value)) yield* namesIn(`${alias}.`, value.classes);
      else if (typeof value === "function") yield alias;
      else if (typeof value === "object" && value !== null) {
        yield* namesIn(`${alias}.`, new Map(Object.entries(value)));
      }
    }
  }

  /** How a definition refers to a table of another schema; null where the context does not have it. */
  referenceTo(name: TableName): string | null {
    const className = classNameOf(name.table);
    const fullName = fullTableName(name);
    for (const [alias, value] of Object.entries(this.#context)) {
      if (isSchema(value) && value.database === name.schema) return `${alias}.${className}`;
      for (const path of [alias, `${alias}.${className}`]) {
        const found = this.find(path);
        if (found !== null && fullTableName(found.name) === fullName) return path;
      }
    }
    return null;
  }
}

/** Names of table classes and of their parts. */
function* namesIn(prefix: string, classes: ReadonlyMap<string, unknown>): Generator<string> {
  for (const [name, tableClass] of classes) {
    if (typeof tableClass !== "function") continue;
    yield prefix + name;
    for (const [part] of partsOf(tableClass)) yield `${prefix}${name}.${part}`;
  }
}

/** A table by its name in a context object, a schema or a class with parts. */
function memberOf(holder: unknown, name: string): unknown {
  if (isSchema(holder)) return holder.classes.get(name);
  if ((typeof holder === "object" && holder !== null) || typeof holder === "function") {
    return (holder as Record<string, unknown>)[name];
  }
  return undefined;
}
