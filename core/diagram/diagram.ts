import { tableKey } from "../declaration/stored-table.ts";
import type { TableName } from "../declaration/table-declaration.ts";
import { assertOptions, DataJointError } from "../errors/index.ts";
import { derive, type QueryExpression } from "../expression/query-expression.ts";
import { cascade, narrow, trace } from "../graph/index.ts";
import type { PartIntegrity } from "../manipulation/delete.ts";
import { withMasters } from "../manipulation/masters.ts";
import { HeadingPending } from "../query/heading-pending.ts";
import { isOperand, operand } from "../query/operand.ts";
import { fullTableName } from "../table/full-table-name.ts";
import type { RestrictedTable } from "../table/restricted-table.ts";
import { cascadeWithMasters } from "./cascade-with-masters.ts";
import { writeDot } from "./drawing/dot.ts";
import { drawingOf } from "./drawing/drawing.ts";
import { writeMermaid } from "./drawing/mermaid.ts";
import { findTable } from "./find-table.ts";
import { LazyView } from "./lazy-view.ts";
import { restrictedTable } from "./restricted-table.ts";
import { type DiagramSource, schemaOf, seedSourceOf } from "./source.ts";
import {
  collapsedView,
  differenceOfViews,
  downstreamView,
  intersectionOfViews,
  shownDependencies,
  shownTables,
  unionOfViews,
  upstreamView,
  viewOf,
  viewOfRows,
  viewWithout,
  viewWithParts,
} from "./view.ts";

/** A foreign key between two tables of a diagram. */
export interface DiagramEdge {
  /** Full table names. */
  readonly parent: string;
  readonly child: string;
  /** Attribute of the child → attribute of the parent. */
  readonly attributeMap: Readonly<Record<string, string>>;
  /** True where all attributes are in the child's primary key. */
  readonly isPrimary: boolean;
  /** True where an attribute has another name than in the parent. */
  readonly isAliased: boolean;
  /** True where the attributes are not exactly the child's primary key, so that a parent may have many children. */
  readonly isMulti: boolean;
}

/** How a diagram came about: by choosing tables, or by following rows. */
type Mode = "tables" | "cascade" | "trace";

const integrities: readonly PartIntegrity[] = ["enforce", "ignore", "cascade"];

/**
 * Tables and the foreign keys between them. Diagrams are immutable: each operation returns a new one. The database is
 * read when a diagram is looked at, by the methods that return promises. Specification: "Diagram".
 *
 * @example
 * const diagram = new dj.Diagram(schema).add(1).subtract(1);
 * await diagram.toMermaid();
 * @example
 * await dj.Diagram.cascade(Session.restrict({ subject_id: 1 })).counts();
 */
export class Diagram {
  readonly #mode: Mode;
  readonly #lazy: LazyView;

  /**
   * @param source a schema, whose tables are shown, or a table
   * @throws DataJointError for anything else
   */
  constructor(source: DiagramSource);
  constructor(source: DiagramSource | LazyView, mode: Mode = "tables") {
    this.#mode = mode;
    this.#lazy = source instanceof LazyView ? source : viewOfSource(source);
  }

  static #of(lazy: LazyView, mode: Mode = "tables"): Diagram {
    return new (Diagram as unknown as new (lazy: LazyView, mode: Mode) => Diagram)(lazy, mode);
  }

  /**
   * The tables of several schemas and tables.
   *
   * @throws DataJointError for an empty list
   */
  static fromSequence(sources: Iterable<DiagramSource | Diagram>): Diagram {
    const [first, ...others] = [...sources].map(asDiagram);
    if (first === undefined) throw new DataJointError("fromSequence() needs at least one schema or table.");
    return others.reduce((all, one) => all.union(one), first);
  }

  /**
   * What deleting some rows would take along: the tables that depend on them, and their rows. Nothing is deleted.
   * Specification: "Diagram", cascade; "Cascade".
   *
   * @param expression a table or restricted table
   * @param options `partIntegrity`: with `"cascade"` the masters of parts are taken along, with all of their parts
   */
  static cascade(expression: unknown, options: { partIntegrity?: PartIntegrity } = {}): Diagram {
    assertOptions(options, ["partIntegrity"], "Diagram.cascade()");
    const { partIntegrity = "enforce" } = options;
    if (!integrities.includes(partIntegrity)) {
      throw new DataJointError(
        `partIntegrity must be "enforce", "ignore" or "cascade", not ${JSON.stringify(partIntegrity)}.`,
      );
    }
    const load = seedSourceOf(expression, "Diagram.cascade()");
    const lazy = new LazyView([load], async (graph, connection) => {
      const { seed } = await load();
      if (partIntegrity !== "cascade") return viewOfRows(graph, cascade(graph, [seed]));
      const seeds = await withMasters([seed], graph, connection, connection.dialect);
      return viewOfRows(graph, cascadeWithMasters(graph, seeds));
    });
    return Diagram.#of(lazy, "cascade");
  }

  /**
   * What some rows come from: the tables that they depend on, and those of their rows that are referred to.
   * Specification: "Trace".
   *
   * @param expression a table or restricted table
   */
  static trace(expression: unknown): Diagram {
    const load = seedSourceOf(expression, "Diagram.trace()");
    const lazy = new LazyView([load], async (graph) => viewOfRows(graph, trace(graph, (await load()).seed)));
    return Diagram.#of(lazy, "trace");
  }

  // ---- algebra ----

  #with(lazy: LazyView): Diagram {
    return Diagram.#of(lazy, this.#mode);
  }

  /**
   * More tables: those that depend on the ones shown, or another table or diagram.
   *
   * @param other how many levels down, or what to add
   */
  add(other: number | DiagramSource | Diagram): Diagram {
    if (typeof other !== "number") return this.union(asDiagram(other));
    checkLevels(other, "add");
    return this.#with(this.#lazy.derive((view) => downstreamView(view, other)));
  }

  /**
   * More tables: those that the ones shown depend on. Or fewer: without a table, or the tables of another diagram.
   *
   * @param other how many levels up, or what to remove
   * @throws DataJointError, when the diagram is used, for a table that it does not show
   */
  subtract(other: number | DiagramSource | Diagram): Diagram {
    if (typeof other === "number") {
      checkLevels(other, "subtract");
      return this.#with(this.#lazy.derive((view) => upstreamView(view, other)));
    }
    if (!isOperand(other)) return this.difference(asDiagram(other));
    const lazy = this.#lazy.combine(asDiagram(other).#lazy, (view, removed) => {
      const absent = shownTables(removed).find((table) => !view.shown.has(tableKey(table)));
      if (absent === undefined) return differenceOfViews(view, removed);
      throw new DataJointError(
        `${fullTableName(absent)} is not in the diagram, so it can't be removed. Where that does not matter, use difference(new dj.Diagram(…)).`,
      );
    });
    return this.#with(lazy);
  }

  /** The tables of both; a table that is collapsed in one of them only is drawn by itself. */
  union(other: Diagram): Diagram {
    return this.#with(this.#lazy.combine(checked(other, "union").#lazy, unionOfViews));
  }

  /** The tables that the other does not show. */
  difference(other: Diagram): Diagram {
    return this.#with(this.#lazy.combine(checked(other, "difference").#lazy, differenceOfViews));
  }

  /** The tables that both show. */
  intersection(other: Diagram): Diagram {
    return this.#with(this.#lazy.combine(checked(other, "intersection").#lazy, intersectionOfViews));
  }

  /** Draws the tables of each schema as one box; for use with `union`. */
  collapse(): Diagram {
    return this.#with(this.#lazy.derive(collapsedView));
  }

  /** Also the parts of all masters that are shown. */
  addParts(): Diagram {
    return this.#with(this.#lazy.derive(viewWithParts));
  }

  // ---- rows ----

  /**
   * Restricts a table to some rows, and all that depends on it to rows all of whose references lead to rows that are
   * left. Can be called again for other tables. Specification: "Diagram", restrict.
   *
   * @param expression a table or restricted table
   * @throws DataJointError for a diagram made by `cascade` or `trace`
   */
  restrict(expression: unknown): Diagram {
    this.#assertTables("restrict");
    const load = seedSourceOf(expression, "restrict()");
    const lazy = this.#lazy.reaching(load).derive(async (view) => {
      const { seed } = await load();
      return { ...view, restrictions: narrow(view.graph, view.restrictions, seed) };
    });
    return this.#with(lazy);
  }

  /**
   * Without the tables that have no rows: after `restrict` the restricted ones without rows that are left, else all
   * that are empty. The database stays as it is. Specification: "Diagram", prune.
   *
   * @throws DataJointError for a diagram made by `cascade` or `trace`
   */
  prune(): Diagram {
    this.#assertTables("prune");
    const lazy = this.#lazy.derive(async (view, connection) => {
      const isRestricted = view.restrictions.size > 0;
      const tables = isRestricted
        ? [...view.restrictions.values()].map(({ name }) => name)
        : shownTables(view);
      const empty = new Set<string>();
      for (const table of tables) {
        if (await restrictedTable(view, connection, table).isEmpty()) empty.add(tableKey(table));
      }
      return viewWithout(view, empty);
    });
    return this.#with(lazy);
  }

  #assertTables(operation: string): void {
    if (this.#mode === "tables") return;
    throw new DataJointError(
      `${operation}() can't follow Diagram.${this.#mode}(), which has chosen the rows already. ` +
        `Use it on a diagram of tables: new dj.Diagram(schema).${operation}(…).`,
    );
  }

  // ---- looking at it ----

  /** The tables shown, parents before children, each with the rows that the diagram restricts it to. */
  async *[Symbol.asyncIterator](): AsyncGenerator<RestrictedTable> {
    const { view, connection } = await this.#lazy.load();
    for (const table of shownTables(view)) yield restrictedTable(view, connection, table);
  }

  /** The tables shown, children before parents. */
  async *reversed(): AsyncGenerator<RestrictedTable> {
    const { view, connection } = await this.#lazy.load();
    for (const table of shownTables(view).reverse()) yield restrictedTable(view, connection, table);
  }

  /** Full names of the tables shown, parents before children. */
  async nodes(): Promise<string[]> {
    return shownTables((await this.#lazy.load()).view).map(fullTableName);
  }

  /** The foreign keys between tables shown; two tables may be tied by several. */
  async edges(): Promise<DiagramEdge[]> {
    return shownDependencies((await this.#lazy.load()).view).map((dependency) => ({
      parent: fullTableName(dependency.parent),
      child: fullTableName(dependency.child),
      attributeMap: Object.fromEntries(
        dependency.attributes.map((name, index) => [name, dependency.parentAttributes[index]!]),
      ),
      isPrimary: dependency.isPrimary,
      isAliased: dependency.isAliased,
      isMulti: dependency.isMulti,
    }));
  }

  /**
   * How many rows there are of each table that is shown and restricted, by full table name, parents before children.
   * Specification: "Diagram", counts.
   *
   * @throws DataJointError where nothing was restricted
   */
  async counts(): Promise<Record<string, number>> {
    const { view, connection } = await this.#lazy.load();
    if (view.restrictions.size === 0) {
      throw new DataJointError(
        "Nothing in this diagram is restricted, so there is nothing to count. Use restrict(expression), Diagram.cascade(expression) or Diagram.trace(expression).",
      );
    }
    const counts: Record<string, number> = {};
    for (const table of shownTables(view)) {
      if (!view.restrictions.has(tableKey(table))) continue;
      counts[fullTableName(table)] = await restrictedTable(view, connection, table).count();
    }
    return counts;
  }

  /**
   * A table with the rows that the diagram restricts it to. Specification: "Trace", indexing.
   *
   * @param table a table class, or a name: `Session`, `lab.Session`, `lab.session` or a full table name
   * @returns the rows; errors are raised when they are fetched
   * @throws DataJointError for a table that is not in the diagram
   */
  get(table: unknown): QueryExpression {
    let found: RestrictedTable | null = null;
    return derive(() => {
      if (found !== null) return found[operand];
      throw new HeadingPending("a table of the diagram", async () => {
        const { view, connection } = await this.#lazy.load();
        found = restrictedTable(view, connection, findTable(view, await tableOrName(table)));
        await found.load();
      });
    });
  }

  // ---- drawing ----

  /** The diagram as a Mermaid flowchart. Specification: "Diagram", Mermaid output. */
  async toMermaid(): Promise<string> {
    const { view, connection } = await this.#lazy.load();
    return writeMermaid(drawingOf(view, view.expanded), connection.config.display.diagramDirection);
  }

  /** The diagram in the language of Graphviz. Specification: "Diagram", Graphviz output. */
  async toDot(): Promise<string> {
    const { view, connection } = await this.#lazy.load();
    const { diagramDirection, diagramTheme } = connection.config.display;
    return writeDot(drawingOf(view), { direction: diagramDirection, theme: diagramTheme });
  }

  /**
   * The diagram as an SVG image, laid out with parents before children. Specification: "Diagram", visual encoding.
   *
   * @returns a document that follows the reader's light or dark scheme, unless `config.display.diagramTheme` is set
   */
  async toSvg(): Promise<string> {
    const { view, connection } = await this.#lazy.load();
    const { diagramDirection, diagramTheme } = connection.config.display;
    const { writeSvg } = await import("./drawing/svg.ts");
    return writeSvg(drawingOf(view), { direction: diagramDirection, theme: diagramTheme });
  }
}

const asDiagram = (value: DiagramSource | Diagram): Diagram =>
  value instanceof Diagram ? value : new Diagram(value);

function checked(other: unknown, operation: string): Diagram {
  if (other instanceof Diagram) return other;
  throw new DataJointError(`${operation}() needs another diagram: ${operation}(new dj.Diagram(…)).`);
}

function checkLevels(levels: number, operation: string): void {
  if (Number.isInteger(levels) && levels >= 0) return;
  throw new DataJointError(`${operation}() takes a number of levels, 0 or more, not ${levels}.`);
}

/** The table of a class, or the text that names one. */
async function tableOrName(table: unknown): Promise<TableName | string> {
  if (typeof table === "string") return table;
  return (await seedSourceOf(table, "get()")()).seed.table.name;
}

/** The tables of a schema, or one table. */
function viewOfSource(source: unknown): LazyView {
  const schema = schemaOf(source);
  if (schema !== null) {
    const { connection, database } = schema;
    return new LazyView([async () => ({ connection, schema: database })], (graph) =>
      viewOf(
        graph,
        graph.tables.filter((table) => table.schema === database),
      ),
    );
  }
  if (!isOperand(source)) {
    throw new DataJointError(
      "A diagram is made of a schema or a table: new dj.Diagram(schema), new dj.Diagram(Session).",
    );
  }
  const load = seedSourceOf(source, "A diagram");
  return new LazyView([load], async (graph) => viewOf(graph, [(await load()).seed.table.name]));
}
