import { distinctForeignKeys, tableKey } from "../declaration/stored-table.ts";
import type { TableName } from "../declaration/table-declaration.ts";
import { masterTableNameOf } from "../declaration/table-names.ts";
import { DataJointError } from "../errors/index.ts";

/** A foreign key as the catalogue of a database tells it. */
export interface Reference {
  readonly parent: TableName;
  /** Attributes of the child, each beside its attribute of the parent. */
  readonly attributes: readonly string[];
  readonly parentAttributes: readonly string[];
  /** True where some of the attributes may be NULL, so that a row need not refer to a parent. */
  readonly isNullable: boolean;
}

/** A table with what ties it to others. */
export interface TableKeys {
  readonly name: TableName;
  readonly primaryKey: readonly string[];
  readonly references: readonly Reference[];
}

/** A foreign key as an edge from the parent to the child. Two tables may be tied by several. */
export interface Dependency extends Reference {
  readonly child: TableName;
  /** True where all attributes are in the child's primary key. */
  readonly isPrimary: boolean;
  /** True where an attribute has another name than in the parent. */
  readonly isAliased: boolean;
  /** True where the attributes are not exactly the child's primary key, so that a parent may have many children. */
  readonly isMulti: boolean;
}

interface Node {
  readonly table: TableKeys;
  readonly parents: Dependency[];
  readonly children: Dependency[];
}

function dependencyOf(child: TableKeys, reference: Reference): Dependency {
  const { attributes, parentAttributes } = reference;
  const key = new Set(child.primaryKey);
  const isPrimary = attributes.every((name) => key.has(name));
  return {
    ...reference,
    child: child.name,
    isPrimary,
    isAliased: attributes.some((name, index) => name !== parentAttributes[index]),
    isMulti: !isPrimary || new Set(attributes).size !== key.size,
  };
}

/**
 * Tables and the foreign keys between them. Pure: `loadGraph` fills it from a database.
 * Specification: "Cascade", dependency graph.
 */
export class DependencyGraph {
  readonly #nodes = new Map<string, Node>();

  /** @param tables references to tables that are not among them are left out */
  constructor(tables: Iterable<TableKeys>) {
    for (const table of tables) {
      this.#nodes.set(tableKey(table.name), { table, parents: [], children: [] });
    }
    for (const node of this.#nodes.values()) {
      for (const reference of distinctForeignKeys(node.table.references)) {
        const parent = this.#nodes.get(tableKey(reference.parent));
        if (parent === undefined) continue;
        const dependency = dependencyOf(node.table, reference);
        node.parents.push(dependency);
        parent.children.push(dependency);
      }
    }
  }

  has(table: TableName): boolean {
    return this.#nodes.has(tableKey(table));
  }

  #node(table: TableName): Node {
    const node = this.#nodes.get(tableKey(table));
    if (node !== undefined) return node;
    throw new DataJointError(
      `The table ${table.schema}.${table.table} is not among those whose foreign keys were read.`,
    );
  }

  /** Every table, in the order in which they were given. */
  get tables(): TableName[] {
    return [...this.#nodes.values()].map(({ table }) => table.name);
  }

  primaryKey(table: TableName): readonly string[] {
    return this.#node(table).table.primaryKey;
  }

  /** The foreign keys of a table, in the order of its definition. */
  dependencies(table: TableName): readonly Dependency[] {
    return this.#node(table).parents;
  }

  /** The foreign keys of other tables that refer to a table. */
  dependents(table: TableName): readonly Dependency[] {
    return this.#node(table).children;
  }

  /** The master of a part; null for a table that is no part, or whose master was not read. */
  master(table: TableName): TableName | null {
    const name = masterTableNameOf(table.table);
    const master = name === null ? null : { schema: table.schema, table: name };
    return master !== null && this.has(master) ? this.#node(master).table.name : null;
  }

  /** The parts of a master. */
  parts(master: TableName): TableName[] {
    return this.tables.filter(
      (table) => table.schema === master.schema && masterTableNameOf(table.table) === master.table,
    );
  }

  /** A table and all that depend on it, parents before children. */
  descendants(table: TableName): TableName[] {
    return this.#reachable(table, (node) => node.children.map(({ child }) => child));
  }

  /** A table and all that it depends on, parents before children. */
  ancestors(table: TableName): TableName[] {
    return this.#reachable(table, (node) => node.parents.map(({ parent }) => parent));
  }

  #reachable(table: TableName, next: (node: Node) => TableName[]): TableName[] {
    const found = new Set([this.#node(table).table.name]);
    const keys = new Set([tableKey(table)]);
    for (const one of found) {
      for (const other of next(this.#node(one))) {
        if (keys.has(tableKey(other))) continue;
        keys.add(tableKey(other));
        found.add(this.#node(other).table.name);
      }
    }
    return this.sort(found);
  }

  /** The shortest chain of foreign keys from an ancestor down to a table; null where there is none. */
  path(ancestor: TableName, table: TableName): Dependency[] | null {
    const goal = tableKey(table);
    const reachedBy = new Map<string, Dependency | null>([[tableKey(ancestor), null]]);
    const waiting = [ancestor];
    for (const one of waiting) {
      if (tableKey(one) === goal) break;
      for (const dependency of this.dependents(one)) {
        if (reachedBy.has(tableKey(dependency.child))) continue;
        reachedBy.set(tableKey(dependency.child), dependency);
        waiting.push(dependency.child);
      }
    }
    if (!reachedBy.has(goal)) return null;
    const path: Dependency[] = [];
    for (let step = reachedBy.get(goal) ?? null; step !== null; ) {
      path.unshift(step);
      step = reachedBy.get(tableKey(step.parent)) ?? null;
    }
    return path;
  }

  /**
   * Tables with parents before children; those that do not depend on one another keep their order. A reference of a
   * table to itself counts for nothing.
   *
   * @throws DataJointError for tables that refer to one another in a circle
   */
  sort(tables: Iterable<TableName>): TableName[] {
    const wanted = new Map([...tables].map((table) => [tableKey(table), table]));
    const sorted = new Map<string, TableName>();
    const entered: string[] = [];
    const visit = (table: TableName): void => {
      const key = tableKey(table);
      if (sorted.has(key)) return;
      if (entered.includes(key)) this.#refuseCircle(entered.slice(entered.indexOf(key)), wanted);
      entered.push(key);
      for (const { parent } of this.dependencies(table)) {
        const wantedParent = wanted.get(tableKey(parent));
        if (wantedParent !== undefined && tableKey(parent) !== key) visit(wantedParent);
      }
      entered.pop();
      sorted.set(key, table);
    };
    for (const table of wanted.values()) visit(table);
    return [...sorted.values()];
  }

  #refuseCircle(keys: readonly string[], tables: ReadonlyMap<string, TableName>): never {
    const names = [...keys, keys[0]!].map((key) => {
      const { schema, table } = tables.get(key)!;
      return `${schema}.${table}`;
    });
    throw new DataJointError(
      `Tables refer to one another in a circle, so none of them comes first: ${names.reverse().join(" → ")}.`,
    );
  }
}
