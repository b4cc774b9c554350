import type { Tier } from "../declaration/table-names.ts";
import { QueryExpression } from "../expression/query-expression.ts";
import { AutoPopulatedTable } from "../populate/auto-populated-table.ts";
import type { TableQueries } from "../rows/table-queries.ts";
import { Table } from "./table.ts";
import { UserTable } from "./user-table.ts";

/** What a table class and an instance of it can both do. */
export type TableMembers = { readonly [Key in keyof Table]: Table[Key] };

/** Members of a table class whose types do not depend on its definition. */
type PlainMembers = { readonly [Key in Exclude<keyof Table, keyof TableQueries>]: Table[Key] };

/** A table class: a query expression, and what makes instances that are. */
export interface TableClass extends PlainMembers, TableQueries {
  new (): TableMembers;
}

const tiers = new WeakMap<object, Tier>();
const instances = new WeakMap<object, Table>();

/** The instance that does the work of a class. */
function instanceOf(tableClass: object): Table {
  let instance = instances.get(tableClass);
  if (instance === undefined) {
    instance = Reflect.construct(tableClass as new () => Table, []);
    instances.set(tableClass, instance);
  }
  return instance;
}

/** Lets a class answer to the methods and properties of its instances. */
function giveInstanceMembers(tableClass: object, prototypes: readonly object[]): void {
  for (const prototype of prototypes) {
    for (const key of Reflect.ownKeys(prototype)) {
      if (key === "constructor") continue;
      const { value, get } = Object.getOwnPropertyDescriptor(prototype, key)!;
      if (typeof value === "function") {
        Object.defineProperty(tableClass, key, {
          configurable: true,
          writable: true,
          value(this: object, ...given: unknown[]) {
            const instance = instanceOf(this);
            return Reflect.apply((instance as never)[key], instance, given);
          },
        });
      } else if (get !== undefined) {
        Object.defineProperty(tableClass, key, {
          configurable: true,
          get(this: object) {
            return (instanceOf(this) as never)[key];
          },
        });
      }
    }
  }
}

/** What an imported or computed table class and an instance of it can both do. */
export type AutoPopulatedMembers = { readonly [Key in keyof AutoPopulatedTable]: AutoPopulatedTable[Key] };

/** A table class that `populate` fills. */
export interface AutoPopulatedTableClass extends AutoPopulatedMembers {
  new (): AutoPopulatedMembers;
}

function tierClass(tier: Tier): TableClass {
  const base = { [tier]: class extends UserTable {} }[tier]!;
  giveInstanceMembers(base, [QueryExpression.prototype, Table.prototype, UserTable.prototype]);
  tiers.set(base, tier);
  return base as unknown as TableClass;
}

function autoPopulatedClass(tier: "imported" | "computed"): AutoPopulatedTableClass {
  const base = { [tier]: class extends AutoPopulatedTable {} }[tier]!;
  giveInstanceMembers(base, [
    QueryExpression.prototype,
    Table.prototype,
    UserTable.prototype,
    AutoPopulatedTable.prototype,
  ]);
  tiers.set(base, tier);
  return base as unknown as AutoPopulatedTableClass;
}

/** Tables whose rows are entered by people or programs. Specification: "Table declaration", tiers. */
export const Manual = tierClass("manual");
/** Small tables of constants, given as `contents`. */
export const Lookup = tierClass("lookup");
/** Tables that `populate` fills with the help of data outside of the pipeline. */
export const Imported = autoPopulatedClass("imported");
/** Tables that `populate` fills from other tables alone. */
export const Computed = autoPopulatedClass("computed");
/** Tables that belong to a master, of which they are static members. */
export const Part = tierClass("part");

/** The tier of a table class, or null for a class that is none. */
export function tierOfClass(tableClass: unknown): Tier | null {
  for (let one: unknown = tableClass; typeof one === "function"; one = Object.getPrototypeOf(one)) {
    const tier = tiers.get(one);
    if (tier !== undefined) return tier;
  }
  return null;
}
