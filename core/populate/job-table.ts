import { compileUpdate } from "../compile/compile-update.ts";
import type { Fragment } from "../compile/select.ts";
import type { Connection } from "../connection/connection.ts";
import { resolveDefinition } from "../declaration/resolve-definition.ts";
import type { TableDeclaration, TableName } from "../declaration/table-declaration.ts";
import { jobTableNameOf } from "../declaration/table-names.ts";
import { parseDefinition } from "../definition/parse-definition.ts";
import { assertOptions, DataJointError, DuplicateError } from "../errors/index.ts";
import type { QueryExpression } from "../expression/query-expression.ts";
import type { Row } from "../expression/row.ts";
import { type Attribute, Heading } from "../heading/index.ts";
import { and, makeCondition, not, type Restriction } from "../query/condition.ts";
import type { QueryNode, TableNode } from "../query/node.ts";
import { operand } from "../query/operand.ts";
import { readSql } from "../query/sql-text.ts";
import { runDefinitionStatements } from "../table/drop.ts";
import { fullTableName } from "../table/full-table-name.ts";
import { missingTable, Table } from "../table/table.ts";
import type { TableBinding } from "../table/table-binding.ts";
import type { SqlValue } from "../values/sql-value.ts";
import { codeVersion } from "./code-version.ts";
import { givenOptions } from "./given-options.ts";

/** Options of `jobs.refresh`. */
export interface RefreshOptions {
  /** Seconds until new jobs may be worked on. Default 0. */
  delay?: number;
  /** Priority of new jobs; lower is more urgent. Default: `config.jobs.defaultPriority`. */
  priority?: number;
  /** Age in seconds from which jobs without a key in the key source are removed; 0 for never. Default: `config.jobs.staleTimeout`. */
  staleTimeout?: number;
  /** Age in seconds from which reserved jobs are given up and made pending again. Default: never. */
  orphanTimeout?: number;
}

const refreshOptions: readonly (keyof RefreshOptions)[] = [
  "delay",
  "priority",
  "staleTimeout",
  "orphanTimeout",
];

/** What `jobs.refresh` did, in numbers of jobs. */
export interface RefreshCounts {
  added: number;
  removed: number;
  orphaned: number;
  rePended: number;
}

/** What a job table needs to know of the table that it serves. */
export interface JobTarget {
  readonly binding: TableBinding;
  readonly table: QueryExpression;
  keySource(): QueryExpression;
}

const longestMessage = 2047;
const cutMark = "...truncated";

/** A key comes from parents, and a server keeps no more of its type there than its own; a uuid is marked all the same. */
const jobKeyType = ({ type, sqlType, dataType }: Attribute): string =>
  dataType?.kind === "uuid" ? type : sqlType;

const definitionFor = (target: TableBinding): string => {
  const key = keyAttributes(target.declaration);
  if (key.length === 0) {
    throw new DataJointError(
      `${target.className} has no foreign key in its primary key, so it can't have jobs. Refer to a parent there.`,
    );
  }
  return `
    # Job queue for ${fullTableName(target.name)}
    ${key.map((attribute) => `${attribute.name} : ${jobKeyType(attribute)}`).join("\n    ")}
    ---
    status : enum('pending', 'reserved', 'success', 'error', 'ignore')
    priority : int8
    created_time=CURRENT_TIMESTAMP(3) : datetime(3)
    scheduled_time=CURRENT_TIMESTAMP(3) : datetime(3)
    reserved_time=null : datetime(3)
    completed_time=null : datetime(3)
    duration=null : float64
    error_message="" : varchar(${longestMessage})
    error_stack=null : <blob>
    user="" : varchar(255)
    host="" : varchar(255)
    pid=0 : int32
    connection_id=0 : int64
    version="" : varchar(64)
    INDEX (status, priority, scheduled_time)
  `;
};

/** The attributes that make a job: those of the primary key that come from parents. */
function keyAttributes(declaration: TableDeclaration) {
  const fromParents = new Set(
    declaration.foreignKeys.filter(({ inKey }) => inKey).flatMap(({ attributes }) => attributes),
  );
  return declaration.attributes.filter(
    ({ inKey, isHidden, name }) => inKey && !isHidden && fromParents.has(name),
  );
}

const value = (bound: SqlValue): Fragment => ({ sql: "?", values: [bound] });

/**
 * The queue of an imported or computed table, a table of its own (`~~name`), made when it is first used.
 * Specification: "AutoPopulate", jobs.
 */
export class JobTable extends Table {
  readonly #target: JobTarget;
  readonly #connection: Connection;
  readonly #declaration: TableDeclaration;
  readonly #node: TableNode;

  constructor(target: JobTarget) {
    super();
    this.#target = target;
    const { binding } = target;
    this.#connection = binding.connection;
    this.#declaration = resolveDefinition(parseDefinition(definitionFor(binding)), {
      name: { schema: binding.name.schema, table: jobTableNameOf(binding.name.table) },
      tier: "manual",
      findTable: () => null,
      config: { addJobMetadata: false, allowNewPkFieldsInComputedTables: true },
    });
    this.#node = {
      kind: "table",
      name: this.#declaration.name,
      heading: new Heading(this.#declaration.attributes),
    };
    this.#awaitDeclaration();
  }

  #awaitDeclaration(): void {
    this.#connection.pendingTables.addTable(fullTableName(this.#declaration.name), {
      schema: this.#declaration.name.schema,
      parents: [fullTableName(this.#target.binding.name)],
      createsSchema: true,
      declare: async () => {
        const { introspection, ddl } = this.#connection.dialect;
        const load = (table: TableName) => introspection.loadTable(this.#connection, table);
        if ((await load(this.#declaration.name)) !== null) return null;
        if ((await load(this.#target.binding.name)) === null) return missingTable(this.#target.binding.name);
        await runDefinitionStatements(this.#connection, ddl.createTable(this.#declaration));
        return null;
      },
    });
  }

  protected get source(): { connection: Connection; name: TableName; className: string } {
    return {
      connection: this.#connection,
      name: this.#declaration.name,
      className: `${this.#target.binding.className}.jobs`,
    };
  }

  protected get declared(): TableDeclaration {
    return this.#declaration;
  }

  get [operand](): { node: QueryNode; connection: Connection } {
    return { node: this.#node, connection: this.#connection };
  }

  /** Jobs that wait for a worker. */
  get pending(): QueryExpression {
    return this.restrict({ status: "pending" });
  }

  /** Jobs that a worker has taken. */
  get reserved(): QueryExpression {
    return this.restrict({ status: "reserved" });
  }

  /** Jobs whose `make` failed. */
  get errors(): QueryExpression {
    return this.restrict({ status: "error" });
  }

  /** Jobs that no worker takes. */
  get ignored(): QueryExpression {
    return this.restrict({ status: "ignore" });
  }

  /** Jobs that were done, where `config.jobs.keepCompleted` keeps them. */
  get completed(): QueryExpression {
    return this.restrict({ status: "success" });
  }

  #jobKey(key: Row): Row {
    return Object.fromEntries(this.primaryKey.filter((name) => name in key).map((name) => [name, key[name]]));
  }

  #sql(text: string): Fragment {
    const { expression } = readSql(text);
    const { sql } = this.#connection.dialect.expressions.print(expression!, () => {
      throw new DataJointError(`No attribute is expected in ${text}.`);
    });
    return { sql, values: [] };
  }

  /** Sets attributes of the job of a key. @throws DataJointError where it has none */
  async #setJob(key: Row, assignments: Readonly<Record<string, Fragment>>): Promise<void> {
    const job = this.#jobKey(key);
    if ((await this.#set(job, assignments)) > 0) return;
    throw new DataJointError(
      `There is no job of ${fullTableName(this.#target.binding.name)} for the key ` +
        `(${Object.entries(job)
          .map(([name, value]) => `${name} = ${String(value)}`)
          .join(", ")}). refresh() adds jobs for keys that lack one.`,
    );
  }

  /** Sets attributes of the jobs that meet a restriction; returns how many there were. */
  async #set(restriction: Restriction, assignments: Readonly<Record<string, Fragment>>): Promise<number> {
    await this.load();
    const condition = makeCondition({ ...this[operand], isSemantic: true }, restriction);
    const { changes } = await this.#connection.execute(
      compileUpdate(this.#node, Object.entries(assignments), condition, this.#connection.dialect),
    );
    return changes;
  }

  /**
   * Brings the queue up to date: adds jobs for keys that have none, makes lost ones pending again, and removes
   * those whose keys are gone.
   *
   * @param given which keys of the key source to add; nothing for all
   * @param givenLast the options; they may stand alone
   */
  async refresh(given?: Restriction, givenLast: RefreshOptions = {}): Promise<RefreshCounts> {
    assertOptions(givenLast, refreshOptions, "jobs.refresh()");
    await this.load();
    const keySource = await this.#target.keySource().load();
    const { restrictions, options } = givenOptions(given, givenLast, refreshOptions, keySource);
    const { jobs } = this.#connection.config;
    const priority = options.priority ?? jobs.defaultPriority;
    const staleTimeout = options.staleTimeout ?? jobs.staleTimeout;
    const counts: RefreshCounts = { added: 0, removed: 0, orphaned: 0, rePended: 0 };
    const wanted = (restrictions ?? null) === null ? keySource : keySource.restrict(restrictions);
    const missing = wanted.exclude(this.#target.table.proj()).restrict(not(this), { semanticCheck: false });
    counts.added = await this.#add(await missing.keys(), priority, options.delay ?? 0);
    if (jobs.keepCompleted) {
      const lost = this.completed
        .restrict(wanted, { semanticCheck: false })
        .restrict(not(this.#target.table), { semanticCheck: false });
      counts.rePended = await this.#addAgain(await lost.keys(), priority);
    }
    if (staleTimeout > 0) {
      const old = this.restrict(
        `created_time < CURRENT_TIMESTAMP - INTERVAL ${Number(staleTimeout)} SECOND`,
      ).restrict("status <> 'ignore'");
      for (const key of await old.keys()) {
        if (await keySource.includes(key)) continue;
        await this.#remove(key);
        counts.removed++;
      }
    }
    if (options.orphanTimeout !== undefined && options.orphanTimeout > 0) {
      const orphans = this.reserved.restrict(
        `reserved_time < CURRENT_TIMESTAMP - INTERVAL ${Number(options.orphanTimeout)} SECOND`,
      );
      counts.orphaned = await this.#addAgain(await orphans.keys(), priority);
    }
    return counts;
  }

  async #add(keys: readonly Row[], priority: number, delay: number): Promise<number> {
    if (keys.length === 0) return 0;
    const { sql } = this.#sql(`CURRENT_TIMESTAMP(3) + INTERVAL ${Number(delay)} SECOND`);
    const { rows } = await this.#connection.execute({ sql: `SELECT ${sql}`, values: [] });
    let added = 0;
    for (const key of keys) {
      try {
        const job = { ...key, status: "pending", priority, scheduled_time: rows[0]![0] };
        await this.insert1(job, { ignoreExtraFields: true });
        added++;
      } catch (error) {
        // Another worker added it meanwhile.
        if (!(error instanceof DuplicateError)) throw error;
      }
    }
    return added;
  }

  async #addAgain(keys: readonly Row[], priority: number): Promise<number> {
    for (const key of keys) {
      await this.#remove(key);
      await this.insert1({ ...key, status: "pending", priority });
    }
    return keys.length;
  }

  async #remove(key: Row): Promise<void> {
    await this.restrict(this.#jobKey(key)).deleteQuick();
  }

  /**
   * Takes a pending job for this worker, so that no other gets it.
   *
   * @returns false if it is not pending or its time has not come
   */
  async reserve(key: Row): Promise<boolean> {
    const { session } = this.#connection.dialect;
    const worker = workerIdentity();
    const due = and(this.#jobKey(key), "status = 'pending'", "scheduled_time <= CURRENT_TIMESTAMP(3)");
    const changes = await this.#set(due, {
      status: value("reserved"),
      host: value(worker.host),
      pid: value(worker.pid),
      connection_id: { sql: session.connectionId, values: [] },
      user: session.user === null ? value(this.#connection.description) : { sql: session.user, values: [] },
      version: value(codeVersion(this.#connection.config).slice(0, 64)),
      reserved_time: this.#sql("CURRENT_TIMESTAMP(3)"),
    });
    return changes === 1;
  }

  /**
   * Notes that a job was done: removes it, or keeps it as a success where `config.jobs.keepCompleted` says so.
   *
   * @throws DataJointError where it is to be kept and there is none
   */
  async complete(key: Row, options: { duration?: number } = {}): Promise<void> {
    if (!this.#connection.config.jobs.keepCompleted) return this.#remove(key);
    await this.#setJob(key, {
      status: value("success"),
      completed_time: this.#sql("CURRENT_TIMESTAMP"),
      ...(options.duration === undefined ? {} : { duration: value(options.duration) }),
    });
  }

  /**
   * Notes that a job failed, with the message and where it happened.
   *
   * @throws DataJointError where the key has no job
   */
  async error(key: Row, message: string, stack: string | null = null): Promise<void> {
    const shown =
      message.length > longestMessage
        ? `${message.slice(0, longestMessage - cutMark.length)}${cutMark}`
        : message;
    await this.#setJob(key, {
      status: value("error"),
      completed_time: this.#sql("CURRENT_TIMESTAMP"),
      error_message: value(shown),
    });
    if (stack !== null) await this.update1({ ...this.#jobKey(key), error_stack: stack });
  }

  /** Has a key passed over by workers; it need not have a job. */
  async ignore(key: Row): Promise<void> {
    const job = this.#jobKey(key);
    if (await this.includes(job)) await this.#set(job, { status: value("ignore") });
    else
      await this.insert1({
        ...job,
        status: "ignore",
        priority: this.#connection.config.jobs.defaultPriority,
      });
  }

  /** Numbers of jobs by status. */
  async progress(): Promise<Record<string, number>> {
    const counts: Record<string, number> = {
      pending: 0,
      reserved: 0,
      success: 0,
      error: 0,
      ignore: 0,
      total: 0,
    };
    for (const { status } of await this.proj("status").toDicts()) {
      counts[status as string]!++;
      counts.total!++;
    }
    return counts;
  }

  /** Deletes all jobs, without asking. */
  override async delete(): Promise<number> {
    await this.load();
    return this.deleteQuick({ getCount: true });
  }

  /** Drops the queue, without asking; it is made again when it is next used. */
  override async drop(): Promise<boolean> {
    await this.load();
    await runDefinitionStatements(
      this.#connection,
      this.#connection.dialect.ddl.dropTable(this.#declaration.name),
    );
    this.#awaitDeclaration();
    return true;
  }
}

function workerIdentity(): { host: string; pid: number } {
  const isNode = typeof process !== "undefined" && typeof process.getBuiltinModule === "function";
  return {
    host: isNode ? process.getBuiltinModule("node:os").hostname() : "browser",
    pid: isNode ? process.pid : 1,
  };
}
