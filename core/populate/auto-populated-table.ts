import { dequal } from "dequal";
import { compileUpdate } from "../compile/compile-update.ts";
import { assertOptions, DataJointError } from "../errors/index.ts";
import { derive, type QueryExpression } from "../expression/query-expression.ts";
import type { Row } from "../expression/row.ts";
import { makeCondition, type Restriction } from "../query/condition.ts";
import { HeadingPending } from "../query/heading-pending.ts";
import { isOperand, operand } from "../query/operand.ts";
import { fullTableName } from "../table/full-table-name.ts";
import { bindingOf, type TableBinding } from "../table/table-binding.ts";
import { UserTable } from "../table/user-table.ts";
import { codeVersion } from "./code-version.ts";
import { givenOptions } from "./given-options.ts";
import { JobTable } from "./job-table.ts";
import { defaultKeySource } from "./key-source.ts";
import { progressReporter } from "./progress.ts";
import { notUpstream, upstreamOf } from "./upstream.ts";

/** Options of `populate`. */
export interface PopulateOptions {
  /** Go on after an error, and return the errors. */
  suppressErrors?: boolean;
  /** Return errors as objects instead of texts. */
  returnExceptionObjects?: boolean;
  /** Share the keys with other workers through the jobs table. */
  reserveJobs?: boolean;
  /** How many keys to work on at most. */
  maxCalls?: number | null;
  /** Show how far it is. Default: where the host has a way to show it, as the playground does. */
  displayProgress?: boolean;
  /** Taken for the sake of programs that give it; keys are made one after the other in this process. */
  processes?: number;
  /** Given to `make` as its second argument. */
  makeKwargs?: Record<string, unknown>;
  /** With `reserveJobs`: priority of new jobs, and of the jobs to work on at most. */
  priority?: number;
  /** With `reserveJobs`: bring the queue up to date first. Default: `config.jobs.autoRefresh`. */
  refresh?: boolean;
}

const populateOptions: readonly (keyof PopulateOptions)[] = [
  "suppressErrors",
  "returnExceptionObjects",
  "reserveJobs",
  "maxCalls",
  "displayProgress",
  "processes",
  "makeKwargs",
  "priority",
  "refresh",
];

/** What `populate` did. */
export interface PopulateResult {
  readonly successCount: number;
  /** Keys that failed, each with the error or its text. */
  readonly errorList: [key: Row, error: unknown][];
}

/** The methods by which a class computes its rows. */
interface Maker {
  make?(key: Row, options: Record<string, unknown>): unknown;
  makeFetch?(key: Row, options: Record<string, unknown>): unknown;
  makeCompute?(key: Row, ...fetched: unknown[]): unknown;
  makeInsert?(key: Row, ...computed: unknown[]): unknown;
}

/** What an instance makes, and the rows of its ancestors by full table name, once they were asked for. */
interface Making {
  readonly key: Row;
  ancestors: ReadonlyMap<string, QueryExpression> | null;
}

type Outcome = "made" | "skipped" | { readonly error: unknown };

const makings = new WeakMap<object, Making>();
const jobTables = new WeakMap<TableBinding, JobTable>();

const asList = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

const describeError = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return error.message === "" ? error.name : `${error.name}: ${error.message}`;
};

/** Tables whose rows are computed: one call of `make` for each key of the key source. Specification: "AutoPopulate". */
export class AutoPopulatedTable extends UserTable {
  get #binding(): TableBinding {
    // The connection is asked first, since it says what is wrong with a class without a schema.
    void this.connection;
    return bindingOf(this.constructor)!;
  }

  /**
   * The keys to make: by default the join of the parents in the primary key. A class may define its own.
   *
   * @throws DataJointError where the primary key has no foreign key
   */
  get keySource(): QueryExpression {
    const { connection, declaration } = this.#binding;
    return defaultKeySource(connection, declaration);
  }

  /** The key source as the class has it, overridden or not. */
  #keySource(): QueryExpression {
    const source = (this.constructor as unknown as { keySource: unknown }).keySource;
    if (!isOperand(source))
      throw new DataJointError(`The keySource of ${this.#binding.className} must be a query expression.`);
    return source as unknown as QueryExpression;
  }

  /** The queue of this table. Specification: "AutoPopulate", jobs. */
  get jobs(): JobTable {
    const binding = this.#binding;
    let jobs = jobTables.get(binding);
    if (jobs === undefined) {
      jobs = new JobTable({ binding, table: this, keySource: () => this.#keySource() });
      jobTables.set(binding, jobs);
    }
    return jobs;
  }

  /**
   * Within `make`: the rows of an ancestor that the key comes from.
   *
   * @throws DataJointError outside of `make`, or for a table that is no ancestor
   */
  upstream(table: unknown): QueryExpression {
    const making = makings.get(this);
    if (making === undefined) {
      throw new DataJointError(
        "upstream() is for use in make() alone, where there is a key. Elsewhere use dj.Diagram.trace(expression).",
      );
    }
    if (!isOperand(table) || table[operand].node.kind !== "table") {
      throw new DataJointError("upstream() needs a table class.");
    }
    const name = fullTableName(table[operand].node.name);
    // Most calls of make() ask for few ancestors or none, so they are sought when the rows are wanted.
    return derive(() => {
      if (making.ancestors === null) {
        throw new HeadingPending(name, async () => {
          making.ancestors = await upstreamOf(this.#binding, making.key);
        });
      }
      const found = making.ancestors.get(name);
      if (found === undefined) throw notUpstream(name);
      return found[operand];
    });
  }

  async #todo(restrictions: Restriction): Promise<QueryExpression> {
    const source = await this.#keySource().load();
    const lacking = source.primaryKey.find((name) => !this.heading.has(name));
    if (lacking !== undefined) {
      throw new DataJointError(
        `${this.#binding.className} lacks the attribute "${lacking}" of its key source's primary key, so it can't be populated from it.`,
      );
    }
    return ((restrictions ?? null) === null ? source : source.restrict(restrictions)).proj();
  }

  /**
   * Makes what is missing: calls `make` for each key of the key source that has no row here yet.
   * Specification: "AutoPopulate", populate.
   *
   * @param given which keys to make; nothing for all
   * @param givenLast the options; they may stand alone
   * @throws whatever `make` throws, unless errors are suppressed; DataJointError inside of a transaction
   */
  override async populate(given?: Restriction, givenLast: PopulateOptions = {}): Promise<PopulateResult> {
    assertOptions(givenLast, populateOptions, "populate()");
    await this.load();
    const keySource = await this.#keySource().load();
    const { restrictions, options } = givenOptions(given, givenLast, populateOptions, keySource);
    const { maxCalls } = options;
    if (maxCalls !== undefined && maxCalls !== null && (!Number.isInteger(maxCalls) || maxCalls < 0)) {
      throw new DataJointError(`maxCalls must be a whole number, not ${String(maxCalls)}.`);
    }
    const { connection, className } = this.#binding;
    if (connection.inTransaction) {
      throw new DataJointError(
        "populate() can't be called inside of a transaction, nor in make(). End it first.",
      );
    }
    const jobs = options.reserveJobs ? this.jobs : null;
    const keys =
      jobs === null
        ? await this.#missingKeys(restrictions)
        : await this.#jobKeys(jobs, restrictions, options);
    const wanted = maxCalls === undefined || maxCalls === null ? keys : keys.slice(0, maxCalls);
    const result: { successCount: number; errorList: [Row, unknown][] } = { successCount: 0, errorList: [] };
    const report = wanted.length > 0 ? progressReporter(options.displayProgress) : null;
    for (const [index, key] of wanted.entries()) {
      report?.({ table: className, done: index, total: wanted.length });
      const outcome = await this.#populate1(key, jobs, options);
      if (outcome === "made") result.successCount++;
      else if (outcome !== "skipped") {
        result.errorList.push([
          key,
          options.returnExceptionObjects ? outcome.error : describeError(outcome.error),
        ]);
      }
    }
    report?.({ table: className, done: wanted.length, total: wanted.length });
    return result;
  }

  async #missingKeys(restrictions: Restriction): Promise<Row[]> {
    return (await this.#todo(restrictions)).exclude(this.proj()).keys();
  }

  async #jobKeys(jobs: JobTable, restrictions: Restriction, options: PopulateOptions): Promise<Row[]> {
    const { priority } = options;
    if (options.refresh ?? this.connection.config.jobs.autoRefresh) {
      // A little in the past, so that no clock keeps a new job from being taken at once.
      await jobs.refresh(restrictions, { priority, delay: -1 });
    }
    let due = jobs.pending.restrict("scheduled_time <= CURRENT_TIMESTAMP(3)");
    if (restrictions !== undefined)
      due = due.restrict(await this.#todo(restrictions), { semanticCheck: false });
    if (priority !== undefined) due = due.restrict(`priority <= ${Number(priority)}`);
    const rows = await due
      .proj("priority", "scheduled_time")
      .toDicts({ orderBy: ["priority", "scheduled_time"], limit: options.maxCalls ?? undefined });
    return rows.map((row) => Object.fromEntries(jobs.primaryKey.map((name) => [name, row[name]])));
  }

  /** Makes one key, in one transaction. */
  async #populate1(key: Row, jobs: JobTable | null, options: PopulateOptions): Promise<Outcome> {
    if (jobs !== null && !(await jobs.reserve(key))) return "skipped";
    const started = Date.now();
    const binding = this.#binding;
    const maker = Reflect.construct(this.constructor as new () => object, []) as Maker & AutoPopulatedTable;
    makings.set(maker, { key, ancestors: null });
    try {
      if (await this.includes(key)) {
        await jobs?.complete(key);
        return "skipped";
      }
      binding.isBeingMade = true;
      const wasMade =
        maker.makeFetch !== undefined
          ? await this.#makeInThree(maker, key, options)
          : await this.#makeAtOnce(maker, key, options);
      if (!wasMade) {
        await jobs?.complete(key);
        return "skipped";
      }
    } catch (error) {
      await jobs?.error(key, describeError(error), error instanceof Error ? (error.stack ?? null) : null);
      if (!options.suppressErrors) throw error;
      return { error };
    } finally {
      binding.isBeingMade = false;
      makings.delete(maker);
    }
    const seconds = (Date.now() - started) / 1000;
    await this.#noteMetadata(key, started, seconds);
    await jobs?.complete(key, { duration: seconds });
    return "made";
  }

  async #makeAtOnce(maker: Maker, key: Row, options: PopulateOptions): Promise<boolean> {
    if (maker.make === undefined) {
      throw new DataJointError(
        `${this.#binding.className} can't be populated: its class has neither make() nor makeFetch(), makeCompute() and makeInsert().`,
      );
    }
    return this.connection.transaction(async () => {
      if (await this.includes(key)) return false;
      await maker.make!({ ...key }, options.makeKwargs ?? {});
      return true;
    });
  }

  /** Fetches and computes outside of the transaction; inside, fetches again and inserts if nothing has changed. */
  async #makeInThree(maker: Maker, key: Row, options: PopulateOptions): Promise<boolean> {
    if (maker.makeFetch === undefined || maker.makeCompute === undefined || maker.makeInsert === undefined) {
      throw new DataJointError(
        `${this.#binding.className} needs all of makeFetch(), makeCompute() and makeInsert().`,
      );
    }
    const given = options.makeKwargs ?? {};
    const fetched = asList(await maker.makeFetch({ ...key }, given));
    const computed = asList(await maker.makeCompute({ ...key }, ...fetched));
    return this.connection.transaction(async () => {
      if (!dequal(fetched, asList(await maker.makeFetch!({ ...key }, given)))) {
        throw new DataJointError(
          "What makeFetch() read has changed while makeCompute() ran, so the result would not fit the data. Populate again.",
        );
      }
      await maker.makeInsert!({ ...key }, ...computed);
      return true;
    });
  }

  /** Fills the hidden attributes on how a row was computed, where the table has them. */
  async #noteMetadata(key: Row, started: number, seconds: number): Promise<void> {
    const { connection, declaration, node } = this.#binding;
    const heading = new Map(declaration.attributes.map((attribute) => [attribute.name, attribute]));
    if (!heading.has("_job_start_time")) return;
    const noted = {
      _job_start_time: new Date(started),
      _job_duration: seconds,
      _job_version: codeVersion(connection.config).slice(0, 64),
    };
    const assignments = Object.entries(noted).map(([name, value]) => {
      const encoded = connection.dialect.values.encode(value, heading.get(name)!);
      return [name, { sql: "?", values: [encoded] }] as const;
    });
    const condition = makeCondition({ node, connection, isSemantic: true }, key);
    await connection.execute(compileUpdate(node, assignments, condition, connection.dialect));
  }

  /**
   * How many keys are still to be made, and how many there are.
   *
   * @returns `[remaining, total]`
   */
  async progress(restrictions?: Restriction): Promise<[remaining: number, total: number]> {
    await this.load();
    const todo = await this.#todo(restrictions);
    return [await todo.exclude(this.proj()).count(), await todo.count()];
  }
}
