import { type ArrowReading, type ArrowTable, makeArrowTable } from "../arrow/arrow-table.ts";
import { NDArray } from "../codec/array/nd-array.ts";
import { type CompiledQuery, compileCount, compileExists, compileQuery } from "../compile/compile.ts";
import type { Connection } from "../connection/connection.ts";
import { dialectOf } from "../dialect/index.ts";
import type { PlanNode } from "../dialect/plan-node.ts";
import { assertOptions, DataJointError } from "../errors/index.ts";
import type { Heading } from "../heading/index.ts";
import {
  type DeleteOptions,
  type DeleteQuickOptions,
  deleteRows,
  deleteRowsAlone,
} from "../manipulation/delete.ts";
import { updateRow } from "../manipulation/update.ts";
import { aggregate } from "../query/aggregate.ts";
import { makeCondition, Not, type Restriction } from "../query/condition.ts";
import { HeadingPending } from "../query/heading-pending.ts";
import { type JoinOptions, join, joinOptions } from "../query/join.ts";
import { assertJoinable } from "../query/matching.ts";
import type { QueryNode } from "../query/node.ts";
import { type Operand, operand } from "../query/operand.ts";
import { top } from "../query/order.ts";
import { type NamedAttributes, project } from "../query/project.ts";
import { type TopOptions, TopRestriction } from "../query/top.ts";
import { union } from "../query/union.ts";
import type { NameIn, ValueOf, ValuesOf } from "../rows/typed-rows.ts";
import { operandOf, type Source, splitAggregate, splitAttributes } from "./arguments.ts";
import {
  fetchObjects,
  fetchRows,
  preparedSource,
  type Reading,
  readySource,
  streamRows,
} from "./evaluate.ts";
import { expressionText, operatorForm } from "./expression-text.ts";
import { rowObjects } from "./fetch.ts";
import {
  type AggregateOptions,
  type FetchOptions,
  fetchOptions,
  type MakeSqlOptions,
  type MatchOptions,
  makeSqlOptions,
  matchOptions,
  type ToArraysOptions,
  toArraysOptions,
  toArrowOptions,
} from "./options.ts";
import type { Row } from "./row.ts";

const squeezed = (value: unknown): unknown => (value instanceof NDArray ? value.squeeze() : value);

/**
 * A set of entities derived from tables: immutable, and evaluated only when it is fetched.
 * Specification: "Query algebra".
 *
 * @typeParam Entity the type of its rows, where a definition tells it
 * @typeParam Key the type of their primary keys
 */
export abstract class QueryExpression<Entity = Row, Key = Row> implements Operand {
  /** The tree and the connection of this expression; for use by the operators. */
  abstract get [operand](): Source;

  /** The connection that the expression is evaluated on. */
  get connection(): Connection {
    return this[operand].connection;
  }

  /** Names, types and keys of the attributes. */
  get heading(): Heading {
    return this[operand].node.heading;
  }

  /** Names of the attributes of the primary key. */
  get primaryKey(): readonly string[] {
    return this.heading.primaryKey;
  }

  /**
   * The SQL of this expression, without running it; either dialect, no server needed. Values are bound to `?`.
   *
   * @param options the dialect, by default the connection's; `pretty` for one clause a line
   * @throws QuerySyntaxError where the dialect has no way to say a condition or computation
   */
  makeSql(options: MakeSqlOptions = {}): string {
    return this.makeStatement(options).sql;
  }

  /** The SQL of this expression with the values that are bound in it, in order. */
  makeStatement(options: MakeSqlOptions = {}): CompiledQuery {
    assertOptions(options, makeSqlOptions, "makeSql()");
    const { dialect, pretty } = options;
    const { node, connection } = this[operand];
    return compileQuery(
      node,
      node.heading.names,
      dialect === undefined ? connection.dialect : dialectOf(dialect),
      {
        isPretty: pretty ?? false,
      },
    );
  }

  /** The plan by which the database evaluates this expression, as a tree of steps. */
  async explain(options: FetchOptions = {}): Promise<PlanNode> {
    assertOptions(options, fetchOptions, "explain()");
    const { node, connection } = await preparedSource(this.#windowed(options));
    const { plans } = connection.dialect;
    const query = compileQuery(node, node.heading.names, connection.dialect);
    return plans.read(await connection.execute(plans.statement(query)));
  }

  /** What a reader knows the expression by, where that is not its operators. */
  protected get shownName(): string | null {
    return null;
  }

  /**
   * The expression for a reader: its operators or its class, and its SQL. Asks no database; where the heading was not
   * read yet, or there is an error, it says that instead.
   */
  toString(): string {
    const name = this.shownName;
    try {
      return expressionText(name ?? operatorForm(this[operand].node), this.makeStatement());
    } catch (error) {
      return `${name ?? "A query expression"}\n${(error as Error).message}`;
    }
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }

  // ---- operators ----

  /**
   * The entities that meet a condition. Specification: "Query algebra", restriction.
   *
   * @example
   * Lab.restrict({ lab_id: 1 })
   * @example
   * Lab.restrict("lab_id > 5").restrict(Session)
   *
   * @throws UnknownAttributeError for SQL with an attribute that this expression does not have
   * @throws DataJointError for common attributes of different origin, and for what can't restrict
   */
  restrict(restriction: Restriction, options: MatchOptions = {}): QueryExpression<Entity, Key> {
    assertOptions(options, matchOptions, "restrict()");
    return this.#derive(({ node, connection }) => {
      if (restriction instanceof TopRestriction) return top(node, restriction);
      const scope = { node, connection, isSemantic: options.semanticCheck ?? true };
      const condition = makeCondition(scope, restriction);
      if (condition.kind === "constant" && condition.value) return node;
      return { kind: "restrict", source: node, condition, heading: node.heading };
    });
  }

  /** The entities that do not meet a condition. Specification: "Query algebra", anti-restriction. */
  exclude(restriction: Restriction, options: MatchOptions = {}): QueryExpression<Entity, Key> {
    if (restriction instanceof TopRestriction)
      throw new DataJointError("dj.Top can't exclude; only restrict by it.");
    return this.restrict(new Not(restriction), options);
  }

  /**
   * The first entities in an order. Specification: "Query algebra", `dj.Top`.
   *
   * @param options `limit` (1), `orderBy` (the primary key), `offset` (0)
   */
  top(options: TopOptions = {}): QueryExpression<Entity, Key> {
    return this.restrict(new TopRestriction(options));
  }

  /**
   * Pairs of entities that agree on their common attributes. Specification: "Query algebra", join.
   *
   * @throws DataJointError for common attributes of different origin, or a left join that could leave the key empty
   */
  join(other: unknown, options: JoinOptions = {}): QueryExpression {
    assertOptions(options, joinOptions, "join()");
    return this.#derive((self) => {
      const right = operandOf(other, "join");
      assertJoinable(self, right, options.semanticCheck ?? true);
      return join(self.node, right.node, options);
    });
  }

  /**
   * These entities with the attributes of an expression that they determine. Specification: "Query algebra", extend.
   *
   * @throws DataJointError where this expression does not determine the other
   */
  extend(other: unknown, options: MatchOptions = {}): QueryExpression {
    assertOptions(options, matchOptions, "extend()");
    return this.join(other, { ...options, left: true });
  }

  /**
   * Chooses, renames and computes attributes; the primary key always stays.
   * Specification: "Query algebra", projection.
   *
   * @example
   * Lab.proj("lab_name", { city_uc: "upper(city)", other: "lab_id" })
   *
   * @param attributes names, `"..."` for all, `"-name"` for all but that one; last, new attributes by name
   * @throws UnknownAttributeError for a name that is not in the heading
   */
  proj(...attributes: (string | NamedAttributes)[]): QueryExpression {
    const { names, named } = splitAttributes(attributes);
    return this.#derive(({ node }) => project(node, names, named));
  }

  /**
   * Computes over the rows of another expression that belong to each of these entities.
   * Specification: "Query algebra", aggregation.
   *
   * @example
   * Lab.aggr(Session, "lab_name", { n: "count(session_id)" }, { excludeNonmatching: true })
   *
   * @throws DataJointError where the other expression lacks a primary-key attribute of this one
   */
  aggr(group: unknown, ...attributes: (string | NamedAttributes | AggregateOptions)[]): QueryExpression {
    const { names, named, options } = splitAggregate(attributes);
    return this.#derive((self) => {
      const other = operandOf(group, "aggr");
      assertJoinable(self, other, true);
      const node = aggregate(self.node, other.node, !options.excludeNonmatching);
      const own = names.includes("...")
        ? [...names.filter((name) => name !== "..."), ...self.node.heading.secondaryAttributes]
        : names;
      return project(node, own, named);
    });
  }

  /** The entities of either expression. Specification: "Query algebra", union. */
  union(other: unknown): QueryExpression {
    return this.#derive((self) => {
      const right = operandOf(other, "union");
      assertJoinable(self, right, false);
      const node = union(self.node, right.node);
      // Secondary attributes are brought together by a join on the key; keys alone need only the same names.
      if (node.heading.secondaryAttributes.length > 0) assertJoinable(self, right, true);
      return node;
    });
  }

  #derive<E = Row, K = Row>(build: (self: Source) => QueryNode): QueryExpression<E, K> {
    return derive(() => {
      const self = this[operand];
      return { node: build(self), connection: self.connection };
    });
  }

  /** Refused here: only an imported or computed table can be populated, and as a whole. */
  // biome-ignore lint/suspicious/noExplicitAny: the tables that can be populated say what they take and return
  async populate(..._given: any[]): Promise<any> {
    throw new DataJointError(
      "Only an imported or computed table can be populated, and as a whole. Pass restrictions to populate() instead of restricting it.",
    );
  }

  /** Refused here: a table is dropped as a whole. Specification: "Master-part", drop. */
  // biome-ignore lint/suspicious/noExplicitAny: the tables say what they take
  async drop(..._given: any[]): Promise<boolean> {
    throw new DataJointError(
      "Only a table can be dropped, and as a whole: call drop() on the table itself. To delete rows of a restricted table use delete().",
    );
  }

  // ---- fetching ----

  /** Reads what is needed to know the heading, so that `heading` and `makeSql` can be used. */
  async load(): Promise<this> {
    if (readySource(this) === null) await preparedSource(this);
    return this;
  }

  #windowed({ orderBy, limit, offset }: FetchOptions): QueryExpression<Entity, Key> {
    if (orderBy === undefined && limit === undefined && offset === undefined) return this;
    return this.restrict(
      new TopRestriction({ orderBy: orderBy ?? null, limit: limit ?? null, offset: offset ?? 0 }),
    );
  }

  /** Rows as objects. @param names the attributes, by default all */
  async #fetchObjects(names?: readonly string[], signal?: AbortSignal): Promise<Row[]> {
    const source = readySource(this) ?? (await preparedSource(this));
    const rows = await fetchObjects(source, names, signal);
    if (!source.node.heading.hasCodecs) source.connection.lastFetched = this;
    return rows;
  }

  /**
   * All rows as arrays, with the names and kinds of their columns.
   *
   * @param reading what is decoded, and who is told
   */
  async fetchColumns(
    options: FetchOptions = {},
    reading?: Reading,
  ): Promise<{ query: CompiledQuery; rows: unknown[][] }> {
    const { query, rows } = await fetchRows(await preparedSource(this.#windowed(options)), undefined, {
      signal: options.signal,
      ...reading,
    });
    return { query, rows };
  }

  /** All rows as arrays, in portions, without holding all of them in memory. */
  async *streamColumns(reading: Reading = {}): AsyncGenerator<{
    names: readonly string[];
    rows: unknown[][];
  }> {
    yield* streamRows(await preparedSource(this), reading);
  }

  /** All rows as objects. Specification: "Fetch API", `to_dicts`. */
  async toDicts(options: FetchOptions = {}): Promise<Entity[]> {
    assertOptions(options, fetchOptions, "toDicts()");
    const rows = await this.#windowed(options).#fetchObjects(undefined, options.signal);
    if (options.squeeze) {
      for (const row of rows) for (const name of Object.keys(row)) row[name] = squeezed(row[name]);
    }
    return rows as Entity[];
  }

  /**
   * All rows as an Arrow table: integers, floats, decimals, dates, moments, durations (of `time`), bytes and texts
   * as such, enums as dictionaries, uuid and json as texts; values of codec types as they are stored.
   * Specification: "Fetch API", `to_arrow`.
   *
   * @param options order and window, and how the table's values are read back
   */
  async toArrow(options: FetchOptions & ArrowReading = {}): Promise<ArrowTable> {
    assertOptions(options, toArrowOptions, "toArrow()");
    const source = await preparedSource(this.#windowed(options));
    const { query, rows } = await fetchRows(source, undefined, {
      decodes: () => false,
      signal: options.signal,
    });
    const columns = query.names.map((name, index) => ({
      name,
      type: query.types[index] ?? null,
      isStored: source.node.heading.get(name).codec !== null,
      values: rows.map((row) => row[index]),
    }));
    return makeArrowTable(columns, options);
  }

  /** The primary keys of all rows as objects. Specification: "Fetch API", `keys`. */
  async keys(options: FetchOptions = {}): Promise<Key[]> {
    assertOptions(options, fetchOptions, "keys()");
    const expression = await this.#windowed(options).load();
    return (await expression.#fetchObjects(expression.primaryKey, options.signal)) as Key[];
  }

  /**
   * The values of attributes, an array for each; of one attribute its array alone; without names an object of all.
   * Specification: "Fetch API", `to_arrays`.
   *
   * @param given names of attributes, and at the end options: with `includeKey` the primary keys come before the arrays
   */
  async toArrays(): Promise<Record<string, unknown[]>>;
  async toArrays(
    ...attributes: [string, ...string[], ToArraysOptions & { includeKey: true }]
  ): Promise<[Key[], ...unknown[][]]>;
  async toArrays(attribute: string, options?: ToArraysOptions): Promise<unknown[]>;
  async toArrays(...attributes: [string, string, ...(string | ToArraysOptions)[]]): Promise<unknown[][]>;
  async toArrays(options: ToArraysOptions): Promise<Record<string, unknown[]>>;
  async toArrays(...given: (string | ToArraysOptions | undefined)[]): Promise<unknown> {
    const options = (given.find((one) => typeof one === "object") as ToArraysOptions | undefined) ?? {};
    assertOptions(options, toArraysOptions, "toArrays()");
    const attributes = given.filter((one) => typeof one === "string");
    const expression = await this.#windowed(options).load();
    for (const name of attributes) expression.heading.get(name);
    const isKeyed = options.includeKey === true && attributes.length > 0;
    const { primaryKey } = expression;
    const wanted = isKeyed ? [...new Set([...primaryKey, ...attributes])] : attributes;
    const { names, rows } = await fetchRows(
      await preparedSource(expression),
      wanted.length === 0 ? undefined : wanted,
      { signal: options.signal },
    );
    const read = options.squeeze ? squeezed : (value: unknown) => value;
    const columns = names.map((_, index) => rows.map((row) => read(row[index])));
    if (isKeyed) {
      const keys = rowObjects(
        rows.map((row) => row.slice(0, primaryKey.length)),
        primaryKey,
      );
      return [keys, ...attributes.map((name) => columns[names.indexOf(name)])];
    }
    if (attributes.length === 0)
      return Object.fromEntries(names.map((name, index) => [name, columns[index]]));
    return attributes.length === 1 ? columns[0] : columns;
  }

  /**
   * The only row, or the values of some of its attributes. Specification: "Fetch API", `fetch1`.
   *
   * @throws DataJointError unless there is exactly one row
   */
  async fetch1(): Promise<Entity>;
  async fetch1<Name extends NameIn<Entity>>(attribute: Name): Promise<ValueOf<Entity, Name>>;
  async fetch1<Names extends NameIn<Entity>[]>(...attributes: Names): Promise<ValuesOf<Entity, Names>>;
  async fetch1(...attributes: string[]): Promise<unknown> {
    if (readySource(this) === null) await preparedSource(this);
    for (const name of attributes) this.heading.get(name);
    const rows = await this.#fetchObjects(attributes.length === 0 ? undefined : attributes);
    if (rows.length !== 1) {
      throw new DataJointError(
        `fetch1 needs exactly one row, and the expression has ${rows.length === 0 ? "none" : rows.length}. ` +
          "Restrict it to one, or fetch all rows with toDicts().",
      );
    }
    const row = rows[0]!;
    if (attributes.length === 0) return row;
    return attributes.length === 1 ? row[attributes[0]!] : attributes.map((name) => row[name]);
  }

  /** The first rows by primary key. */
  head(limit = 25): Promise<Entity[]> {
    return this.toDicts({ orderBy: "KEY", limit });
  }

  /** The last rows by primary key, in its order. */
  async tail(limit = 25): Promise<Entity[]> {
    return (await this.toDicts({ orderBy: "KEY DESC", limit })).reverse();
  }

  /** How many entities there are. */
  async count(): Promise<number> {
    const { node, connection } = await preparedSource(this);
    const { rows } = await connection.execute(compileCount(node, connection.dialect), {
      hasWideIntegers: false,
    });
    return Number(rows[0]![0]);
  }

  /** True if there is no entity. */
  async isEmpty(): Promise<boolean> {
    const { node, connection } = await preparedSource(this);
    const { rows } = await connection.execute(compileExists(node, connection.dialect), {
      hasWideIntegers: false,
    });
    return Number(rows[0]![0]) === 0;
  }

  /** True if some entity meets the restriction, such as a row or key. */
  async includes(restriction: Restriction): Promise<boolean> {
    return !(await this.restrict(restriction).isEmpty());
  }

  // ---- manipulation ----

  /**
   * Deletes the rows, and all rows of other tables that depend on them, in one transaction.
   * Specification: "Data manipulation", delete; "Cascade".
   *
   * @returns how many rows of the table itself were deleted; 0 where the user said no
   * @throws DataJointError for an expression that is no table, restricted or projected, for parts that would be deleted
   *   without their master, or where the user should be asked and nobody can be
   */
  async delete(options: DeleteOptions = {}): Promise<number> {
    assertOptions(options, ["prompt", "transaction", "partIntegrity"], "delete()");
    return deleteRows(await preparedSource(this), options);
  }

  /**
   * Deletes the rows without asking, and nothing else. Specification: "Data manipulation", delete_quick.
   *
   * @returns how many, if `getCount` is set
   * @throws IntegrityError where rows of other tables refer to them
   */
  async deleteQuick(options: { getCount: true }): Promise<number>;
  async deleteQuick(options?: DeleteQuickOptions): Promise<number | undefined>;
  async deleteQuick(options: DeleteQuickOptions = {}): Promise<number | undefined> {
    assertOptions(options, ["getCount"], "deleteQuick()");
    return deleteRowsAlone(await preparedSource(this), options);
  }

  /**
   * Changes one row; a correction, since what was computed from the row stays as it is.
   * Specification: "Data manipulation", update1.
   *
   * @param row the primary key, and new values; null sets an attribute back to its default
   * @throws DataJointError for a restricted table, an incomplete key, or a row that does not exist
   * @throws UnknownAttributeError, MissingAttributeError, IntegrityError, DuplicateError as `insert`
   */
  async update1(row: Row): Promise<void> {
    await updateRow(await preparedSource(this), row);
  }

  /** Rows one by one, without holding all of them in memory. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Entity> {
    for await (const { names, rows } of this.streamColumns()) yield* rowObjects(rows, names) as Entity[];
  }
}

/** An expression made by an operator. */
class DerivedExpression<Entity, Key> extends QueryExpression<Entity, Key> {
  #source: Source | null;
  readonly #build: () => Source;

  constructor(source: Source | null, build: () => Source) {
    super();
    this.#source = source;
    this.#build = build;
  }

  get [operand](): Source {
    this.#source ??= this.#build();
    return this.#source;
  }
}

/**
 * An expression built at once, so that its errors are raised where the operator stands; or later, where it
 * needs a heading that was not read yet.
 */
export function derive<Entity = Row, Key = Row>(build: () => Source): QueryExpression<Entity, Key> {
  try {
    return new DerivedExpression(build(), build);
  } catch (error) {
    if (error instanceof HeadingPending) return new DerivedExpression(null, build);
    throw error;
  }
}
