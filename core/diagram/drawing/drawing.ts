import { tableKey } from "../../declaration/stored-table.ts";
import type { TableName } from "../../declaration/table-declaration.ts";
import { classNameOf, tierOf } from "../../declaration/table-names.ts";
import type { Dependency } from "../../graph/index.ts";
import { fullTableName } from "../../table/full-table-name.ts";
import { shownDependencies, shownTables, type View } from "../view.ts";

/** How a node looks: the tier of a table, or a box for many. */
export type NodeStyle = "manual" | "lookup" | "imported" | "computed" | "part" | "other" | "collapsed";

/** A table, or the tables of a schema that are drawn as one. */
export interface DrawnNode {
  /** Unlike that of every other node. */
  readonly id: string;
  readonly label: string;
  readonly style: NodeStyle;
  readonly schema: string;
  /** The id of the master in whose box the node stands: that of the part's master, or of the master itself. */
  readonly entity: string | null;
  /** True for a table that adds attributes to the primary key of those that it refers to. */
  readonly addsKey: boolean;
  /** What there is to say of it. */
  readonly title: string;
}

/** One foreign key, or all between two boxes. */
export interface DrawnEdge {
  readonly from: string;
  readonly to: string;
  /** True where a parent has one child at most, since the foreign key is the whole primary key. */
  readonly isThick: boolean;
  /** True where the foreign key is not within the primary key. */
  readonly isDashed: boolean;
  readonly isRenamed: boolean;
  readonly title: string;
}

/** What is drawn of a diagram, without where. */
export interface Drawing {
  /** Parents before children, each schema's and each entity's in that order. */
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly DrawnEdge[];
}

interface Naming {
  readonly id: (table: TableName) => string;
}

/** Class names; where two schemas have the same, with the schema. */
function namingOf(tables: readonly TableName[]): Naming {
  const schemas = new Map<string, Set<string>>();
  for (const { schema, table } of tables) {
    const name = classNameOf(table);
    schemas.set(name, (schemas.get(name) ?? new Set()).add(schema));
  }
  return {
    id: ({ schema, table }) => {
      const name = classNameOf(table);
      return schemas.get(name)!.size > 1 ? `${schema}.${name}` : name;
    },
  };
}

const styleOf = (table: string): NodeStyle => {
  const tier = tierOf(table);
  return tier === null || tier === "job" ? "other" : tier;
};

const attributePairs = ({ attributes, parentAttributes }: Dependency): string[] =>
  attributes.map((name, index) => {
    const parent = parentAttributes[index]!;
    return name === parent ? name : `${name} ← ${parent}`;
  });

const numberOfTables = (count: number): string => (count === 1 ? "1 table" : `${count} tables`);

/**
 * What is drawn of a view.
 *
 * @param expanded the tables that are drawn by themselves; by default all that were not collapsed
 */
export function drawingOf(
  view: View,
  expanded: ReadonlySet<string> = new Set([...view.expanded, ...view.brought]),
): Drawing {
  const tables = shownTables(view);
  const isExpanded = (table: TableName): boolean => expanded.has(tableKey(table));
  const alone = tables.filter(isExpanded);
  const naming = namingOf(alone);
  const mastersWithParts = new Set(
    alone.flatMap((table) => {
      const master = view.graph.master(table);
      return master !== null && isExpanded(master) && view.shown.has(tableKey(master))
        ? [tableKey(master)]
        : [];
    }),
  );
  const entityOf = (table: TableName): string | null => {
    const master = view.graph.master(table) ?? table;
    return mastersWithParts.has(tableKey(master)) ? naming.id(master) : null;
  };
  const collapsed = new Map<string, TableName[]>();
  for (const table of tables) {
    if (isExpanded(table)) continue;
    collapsed.set(table.schema, [...(collapsed.get(table.schema) ?? []), table]);
  }
  const taken = new Set(alone.map(naming.id));
  const boxId = (schema: string): string => (taken.has(schema) ? `${schema} (others)` : schema);
  const nodeOf = (table: TableName): DrawnNode => {
    const entity = entityOf(table);
    const isPart = view.graph.master(table) !== null && entity !== null;
    const className = classNameOf(table.table);
    const key = view.graph.primaryKey(table);
    const inherited = new Set(
      view.graph
        .dependencies(table)
        .filter(({ isPrimary }) => isPrimary)
        .flatMap(({ attributes }) => attributes),
    );
    const style = styleOf(table.table);
    return {
      id: naming.id(table),
      label: isPart ? className.slice(className.lastIndexOf(".") + 1) : className,
      style,
      schema: table.schema,
      entity,
      addsKey: key.some((name) => !inherited.has(name)),
      title: `${fullTableName(table)} (${style}), primary key: ${key.length === 0 ? "none" : key.join(", ")}`,
    };
  };
  const boxes = [...collapsed].map(
    ([schema, members]): DrawnNode => ({
      id: boxId(schema),
      label: `(${numberOfTables(members.length)})`,
      style: "collapsed",
      schema,
      entity: null,
      addsKey: false,
      title: `${schema}: ${members.map(({ table }) => classNameOf(table)).join(", ")}`,
    }),
  );
  const idOf = (table: TableName): string => (isExpanded(table) ? naming.id(table) : boxId(table.schema));
  return { nodes: [...alone.map(nodeOf), ...boxes], edges: edgesOf(view, idOf, isExpanded) };
}

function edgesOf(
  view: View,
  idOf: (table: TableName) => string,
  isExpanded: (table: TableName) => boolean,
): DrawnEdge[] {
  const edges: DrawnEdge[] = [];
  const bundles = new Set<string>();
  for (const dependency of shownDependencies(view)) {
    const from = idOf(dependency.parent);
    const to = idOf(dependency.child);
    if (from === to) continue;
    const isBetweenBoxes = !isExpanded(dependency.parent) && !isExpanded(dependency.child);
    if (!isExpanded(dependency.parent) || !isExpanded(dependency.child)) {
      const ends = JSON.stringify([from, to]);
      if (bundles.has(ends)) continue;
      bundles.add(ends);
    }
    edges.push(
      // One line stands for foreign keys of any kind.
      isBetweenBoxes
        ? { from, to, isThick: true, isDashed: false, isRenamed: false, title: `${from} → ${to}` }
        : {
            from,
            to,
            isThick: !dependency.isMulti,
            isDashed: !dependency.isPrimary,
            isRenamed: dependency.isAliased,
            title: `${from} → ${to}: ${attributePairs(dependency).join(", ")}`,
          },
    );
  }
  return edges;
}

/** Things in groups by a name of theirs, in the order in which the groups begin. */
export function groupBy<Item, Name>(
  items: readonly Item[],
  nameOf: (item: Item) => Name,
): [name: Name, items: Item[]][] {
  const groups = new Map<Name, Item[]>();
  for (const item of items) {
    const name = nameOf(item);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return [...groups];
}
