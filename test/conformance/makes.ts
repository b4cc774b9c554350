import type { Query, RowObject, TableClass } from "./api.ts";
import { MakeError } from "./expected-error.ts";
import { ExpressionBuilder } from "./expressions.ts";
import type { Pipeline } from "./schemas.ts";
import { openSession, type StepRunner } from "./steps.ts";
import { inputValue, tagOf } from "./values.ts";
import type { Condition, Expression, MakeSpec } from "./vector-file.ts";

/** `this` in a `make`: the table, with what came before it. */
interface Making {
  readonly upstream: (table: TableClass) => Query;
}

type Rows = readonly [table: TableClass, rows: RowObject[]];

/** The `make` that a vector describes, as methods of a class. */
export class Maker {
  readonly #spec: MakeSpec;
  readonly #name: string;
  readonly #pipeline: Pipeline;
  readonly #steps: Readonly<Record<string, StepRunner>>;

  constructor(name: string, spec: MakeSpec, pipeline: Pipeline, steps: Readonly<Record<string, StepRunner>>) {
    this.#spec = spec;
    this.#name = name;
    this.#pipeline = pipeline;
    this.#steps = steps;
  }

  #builder(making: Making): ExpressionBuilder {
    return new ExpressionBuilder(this.#pipeline, (table) => making.upstream(this.#pipeline.table(table)));
  }

  /** A condition holds when the key source, so restricted, still has the key. */
  async #holds(condition: Condition | undefined, key: RowObject, making: Making): Promise<boolean> {
    if (condition === undefined) return false;
    const { keySource } = this.#pipeline.table(this.#name);
    const restricted = keySource.restrict(this.#builder(making).condition(condition)).restrict(key);
    return (await restricted.count()) > 0;
  }

  async #failIf(key: RowObject, making: Making): Promise<void> {
    if (await this.#holds(this.#spec.fail_if, key, making))
      throw new MakeError(this.#spec.message ?? "told to fail");
  }

  async #during(): Promise<void> {
    const session = openSession(this.#pipeline, this.#steps);
    for (const step of this.#spec.during ?? []) await session.run(step);
  }

  /** A value: a literal, or one computed for the key. */
  async #value(value: unknown, key: RowObject, making: Making): Promise<unknown> {
    if (typeof value !== "object" || value === null || tagOf(value) !== null) return inputValue(value);
    const restricted = (spec: Expression): Query => {
      const expression = this.#builder(making).expression(spec);
      // What `upstream` gives is that of the key already.
      return spec.upstream === undefined ? expression.restrict(key) : expression;
    };
    if ("key" in value) return key[value.key as string];
    if ("count" in value) return await restricted(value.count as Expression).count();
    if ("fetch1" in value) {
      const [expression, attribute] = value.fetch1 as [Expression, string];
      return await restricted(expression).fetch1(attribute);
    }
    if ("sum" in value) {
      const [expression, attribute] = value.sum as [Expression, string];
      const rows = await restricted(expression).toDicts();
      return rows.reduce((sum, row) => sum + Number(row[attribute] ?? 0), 0);
    }
    throw new Error(`Unknown value ${JSON.stringify(value)}.`);
  }

  async #row(values: Readonly<Record<string, unknown>>, key: RowObject, making: Making): Promise<RowObject> {
    const row: RowObject = { ...key };
    for (const [name, value] of Object.entries(values)) row[name] = await this.#value(value, key, making);
    return row;
  }

  /** All rows to insert, table by table in the order of inserting. */
  async #rows(key: RowObject, making: Making): Promise<Rows[]> {
    const { insert, parts = {}, parts_first: isPartsFirst = false } = this.#spec;
    const given = insert === undefined ? [] : Array.isArray(insert) ? insert : [insert];
    const rowsOf = async (
      table: TableClass,
      specs: readonly Readonly<Record<string, unknown>>[],
    ): Promise<Rows> => {
      const rows: RowObject[] = [];
      for (const spec of specs) rows.push(await this.#row(spec, key, making));
      return [table, rows];
    };
    const own = await rowsOf(this.#pipeline.table(this.#name), given);
    const ofParts: Rows[] = [];
    for (const [part, specs] of Object.entries(parts))
      ofParts.push(await rowsOf(this.#pipeline.table(`${this.#name}.${part}`), specs));
    return isPartsFirst ? [...ofParts, own] : [own, ...ofParts];
  }

  async #insert(all: readonly Rows[]): Promise<void> {
    for (const [table, rows] of all) if (rows.length > 0) await table.insert(rows);
  }

  /** Gives the class its `make`, or the three parts of one. */
  furnish(table: TableClass): void {
    const maker = this;
    const methods =
      this.#spec.mode === "three-part"
        ? {
            async makeFetch(this: Making, key: RowObject) {
              return [await maker.#rows(key, this)];
            },
            async makeCompute(this: Making, key: RowObject, rows: Rows[]) {
              await maker.#failIf(key, this);
              await maker.#during();
              return [rows];
            },
            async makeInsert(this: Making, key: RowObject, rows: Rows[]) {
              if (await maker.#holds(maker.#spec.skip_if, key, this)) return;
              await maker.#insert(rows);
            },
          }
        : {
            async make(this: Making, key: RowObject) {
              if (await maker.#holds(maker.#spec.skip_if, key, this)) return;
              await maker.#failIf(key, this);
              await maker.#during();
              await maker.#insert(await maker.#rows(key, this));
            },
          };
    for (const [name, method] of Object.entries(methods)) {
      Object.defineProperty(table.prototype, name, { value: method, configurable: true, writable: true });
    }
  }
}
