import { type Diagram, type DiagramEdge, dj, type TableClass } from "./api.ts";
import type { OpenFile } from "./case-runner.ts";
import { compareRows } from "./compare.ts";
import { withError } from "./expected-error.ts";
import { ExpressionBuilder } from "./expressions.ts";
import { fetchRows } from "./fetch.ts";
import { inspect } from "./inspect.ts";
import { readMermaid } from "./mermaid.ts";
import { Mismatch } from "./mismatch.ts";
import { declareSchemas, insertRows, type Pipeline } from "./schemas.ts";
import type { DiagramCase, DiagramFile, DiagramSpec, RowsSpec } from "./vector-file.ts";

const lines = (items: readonly unknown[]): string[] => items.map((item) => JSON.stringify(item)).sort();

function compareSets(what: string, expected: readonly unknown[], got: readonly unknown[]): void {
  const wanted = lines(expected);
  const found = lines(got);
  if (wanted.join("\n") === found.join("\n")) return;
  const missing = wanted.filter((line) => !found.includes(line));
  const surplus = found.filter((line) => !wanted.includes(line));
  throw new Mismatch(
    what,
    `missing: ${missing.join(" ") || "none"}`,
    `too many: ${surplus.join(" ") || "none"}`,
  );
}

const withSortedKeys = (object: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));

/** Diagrams as a vector describes them, and what it asks of them. */
class DiagramRunner {
  readonly #pipeline: Pipeline;
  readonly #builder: ExpressionBuilder;

  constructor(pipeline: Pipeline) {
    this.#pipeline = pipeline;
    this.#builder = new ExpressionBuilder(pipeline);
  }

  async #operands(specs: readonly DiagramSpec[]): Promise<[Diagram, ...Diagram[]]> {
    const diagrams: Diagram[] = [];
    for (const spec of specs) diagrams.push(await this.build(spec));
    return diagrams as [Diagram, ...Diagram[]];
  }

  #source(spec: DiagramSpec): unknown {
    return spec.schema === undefined
      ? this.#pipeline.table(spec.table!)
      : this.#pipeline.schemas.get(spec.schema)!;
  }

  async build(spec: DiagramSpec): Promise<Diagram> {
    if (spec.schema !== undefined || spec.table !== undefined)
      return new dj.Diagram(this.#source(spec) as TableClass);
    if (spec.sequence) return dj.Diagram.fromSequence(spec.sequence.map((one) => this.#source(one)));
    if (spec.union) {
      const [first, ...others] = await this.#operands(spec.union);
      return others.reduce((all, other) => all.union(other), first);
    }
    if (spec.difference) {
      const [left, right] = await this.#operands(spec.difference);
      return left.difference(right!);
    }
    if (spec.intersection) {
      const [left, right] = await this.#operands(spec.intersection);
      return left.intersection(right!);
    }
    if (spec.down) return (await this.build(spec.down[0])).add(spec.down[1]);
    if (spec.up) return (await this.build(spec.up[0])).subtract(spec.up[1]);
    if (spec.add) return (await this.build(spec.add[0])).add(this.#pipeline.table(spec.add[1]));
    if (spec.remove) return (await this.build(spec.remove[0])).subtract(this.#pipeline.table(spec.remove[1]));
    if (spec.collapse) return (await this.build(spec.collapse)).collapse();
    if (spec.add_parts) return (await this.build(spec.add_parts)).addParts();
    if (spec.prune) return await (await this.build(spec.prune)).prune();
    if (spec.restrict) {
      const [diagram, expression] = spec.restrict;
      return (await this.build(diagram)).restrict(this.#builder.expression(expression));
    }
    if (spec.cascade) {
      const options = spec.part_integrity === undefined ? {} : { partIntegrity: spec.part_integrity };
      return await dj.Diagram.cascade(this.#builder.expression(spec.cascade), options);
    }
    if (spec.trace) return await dj.Diagram.trace(this.#builder.expression(spec.trace));
    throw new Error(`Unknown diagram ${JSON.stringify(spec)}.`);
  }

  #name(fullTableName: string): string {
    return this.#pipeline.database.names.tableName(fullTableName);
  }

  /** The tables shown; parents must come before children. */
  async nodes(diagram: Diagram): Promise<string[]> {
    const names: string[] = [];
    for await (const table of { [Symbol.asyncIterator]: () => diagram[Symbol.asyncIterator]() }) {
      names.push(this.#name(table.fullTableName));
    }
    const isShown = new Set(names);
    const before = new Set<string>();
    for (const name of names) {
      for (const parent of await this.#parentsOf(name)) {
        if (isShown.has(parent) && !before.has(parent) && parent !== name)
          throw new Mismatch("the order of tables", `${parent} before ${name}`, names);
      }
      before.add(name);
    }
    return names.sort();
  }

  #parents: Map<string, string[]> | null = null;

  async #parentsOf(name: string): Promise<readonly string[]> {
    if (this.#parents === null) {
      this.#parents = new Map();
      for (const table of this.#pipeline.tables.values()) {
        const declaration = await table.declaration();
        this.#parents.set(
          this.#name(table.fullTableName),
          declaration.foreignKeys.map(({ parent }) => this.#name(`${parent.schema}.${parent.table}`)),
        );
      }
    }
    return this.#parents.get(name) ?? [];
  }

  async edges(diagram: Diagram): Promise<object[]> {
    return (await diagram.edges()).map((edge: DiagramEdge) => ({
      parent: this.#name(edge.parent),
      child: this.#name(edge.child),
      attr_map: withSortedKeys(edge.attributeMap),
      primary: edge.isPrimary,
      aliased: edge.isAliased,
      multi: edge.isMulti,
    }));
  }

  async counts(diagram: Diagram): Promise<[string, number][]> {
    return Object.entries(await diagram.counts()).map(([name, count]) => [this.#name(name), count]);
  }

  /** The rows that a diagram restricts a table to. */
  async compareRows(
    diagram: Diagram,
    isTrace: boolean,
    name: string,
    expected: RowsSpec | null,
  ): Promise<void> {
    const table = this.#pipeline.table(name);
    if (isTrace) {
      const fetched = await fetchRows(await diagram.get(table), this.#pipeline, { table: name });
      if (expected) compareRows(expected, fetched);
      return;
    }
    for await (const met of { [Symbol.asyncIterator]: () => diagram[Symbol.asyncIterator]() }) {
      if (this.#name(met.fullTableName) !== this.#name(table.fullTableName)) continue;
      const fetched = await fetchRows(met, this.#pipeline, { table: name });
      if (expected) compareRows(expected, fetched);
      return;
    }
    throw new Mismatch(`the rows of ${name}`, expected, "the diagram does not show it");
  }

  /** Answers one question; compares where an answer is expected. */
  async ask(
    spec: DiagramSpec,
    diagram: Diagram,
    question: string | { readonly rows: readonly string[] },
    expect: Readonly<Record<string, unknown>> | undefined,
  ): Promise<void> {
    if (typeof question !== "string") {
      const rows = expect?.rows as Readonly<Record<string, RowsSpec>> | undefined;
      for (const name of question.rows)
        await this.compareRows(diagram, spec.trace !== undefined, name, rows?.[name] ?? null);
      return;
    }
    if (question === "nodes") {
      const nodes = await this.nodes(diagram);
      if (expect) compareSets("nodes", expect.nodes as string[], nodes);
    } else if (question === "counts") {
      const counts = await this.counts(diagram);
      if (expect) compareSets("counts", Object.entries(expect.counts as object), counts);
    } else if (question === "edges") {
      const edges = await this.edges(diagram);
      const wanted = (expect?.edges ?? []) as { attr_map: Record<string, string> }[];
      if (expect)
        compareSets(
          "edges",
          wanted.map((edge) => ({ ...edge, attr_map: withSortedKeys(edge.attr_map) })),
          edges,
        );
    } else if (question === "mermaid") {
      const drawn = await diagram.toMermaid();
      if (expect)
        compareMermaid(expect.mermaid as MermaidSpec, this.#pipeline.database.names.asInVectors(drawn));
    } else throw new Error(`Unknown question ${question}.`);
  }
}

interface MermaidSpec {
  readonly nodes: readonly Readonly<Record<string, unknown>>[];
  readonly edges: readonly { from: string; to: string; thick?: boolean; renamed?: boolean }[];
}

const identifier = (name: unknown): string => String(name).replaceAll(/[. ]/g, "_");

function compareMermaid(expected: MermaidSpec, text: string): void {
  const drawn = readMermaid(text);
  const keys = ["name", "class", "shape", "label", "schema", "entity", "tables"] as const;
  const inOrder = (node: Readonly<Record<string, unknown>>): object =>
    Object.fromEntries(
      keys.map((key) => [
        key,
        key === "name" || key === "entity" ? node[key] && identifier(node[key]) : node[key],
      ]),
    );
  compareSets(
    "drawn nodes",
    expected.nodes.map(inOrder),
    drawn.nodes.map((node) => inOrder({ ...node })),
  );
  const open = new Set(
    expected.edges.flatMap((edge) =>
      edge.thick === undefined ? [`${identifier(edge.from)} ${identifier(edge.to)}`] : [],
    ),
  );
  compareSets(
    "drawn edges",
    expected.edges.map(({ from, to, thick, renamed }) => [identifier(from), identifier(to), thick, renamed]),
    drawn.edges.map(({ from, to, thick, renamed }) =>
      open.has(`${from} ${to}`) ? [from, to, undefined, undefined] : [from, to, thick, renamed],
    ),
  );
}

/** Kind `diagram`: no case changes the data, so all share one database. */
export const openDiagramFile: OpenFile<DiagramFile> = async (file, backend) => {
  const database = backend.open();
  const pipeline = await declareSchemas(database, file.schemas);
  await insertRows(pipeline, file.rows);
  const runner = new DiagramRunner(pipeline);
  return {
    async run(spec: DiagramCase) {
      await withError(spec.error, async () => {
        if (spec.inspect !== undefined) return await inspect(spec.inspect, spec.expect, pipeline);
        const diagram = await runner.build(spec.diagram!);
        for (const question of spec.ask!)
          await runner.ask(
            spec.diagram!,
            diagram,
            question,
            spec.expect as Record<string, unknown> | undefined,
          );
      });
    },
    close: () => database.close(),
  };
};
