import type { Connection } from "../connection/connection.ts";
import type { Result } from "../connection/result.ts";
import type { TableDeclaration, TableName } from "../declaration/table-declaration.ts";
import type { Executor } from "../dialect/dialect.ts";
import { DataJointError, MissingTableError, suggestion, type TextPosition } from "../errors/index.ts";
import { parseStatement } from "../sql/statement/parse-statement.ts";
import type {
  SelectStatement,
  ShowStatement,
  SqlStatement,
  TableReference,
} from "../sql/statement/sql-statement.ts";
import { dataTypeName } from "../types/data-type-name.ts";
import { decoderOf } from "../values/decode-value.ts";
import type { Statement } from "../values/sql-value.ts";
import {
  type Answer,
  answerColumns,
  answerCreateTable,
  answerDatabases,
  answerIndexes,
  answerTables,
} from "./answer-show.ts";
import { namedTables } from "./named-tables.ts";

/** What a statement gave. */
export interface ConsoleResult extends Result<unknown[]> {
  /** What the types of the columns are called; empty names where they are not known. */
  readonly types: readonly string[];
}

const keyOf = (name: TableName): string => `${name.schema}\0${name.table}`;

/** The table of a statement that is printed for another dialect; errors name it in MySQL's way. */
const fullName = ({ schema, table }: TableName): string => `\`${schema}\`.\`${table}\``;

/**
 * Runs statements in MySQL's SQL on the database of an Instance, whatever that is. A MySQL or MariaDB server is sent
 * them as they are. For SQLite, queries, INSERT, REPLACE, UPDATE and DELETE are translated, and SHOW, DESCRIBE and USE
 * are answered from what is known of the tables.
 *
 * @example
 * const sql = new dj.SqlConsole(inst.connection);
 * await sql.run("USE tutorial");
 * (await sql.run("SELECT species, COUNT(*) AS n FROM subject GROUP BY species")).rows;
 */
export class SqlConsole {
  readonly #connection: Connection;
  #schema: string | null;
  #hasChosen = false;

  /** @param schema the schema of tables that are named without one; null for none until USE */
  constructor(connection: Connection, schema: string | null = null) {
    this.#connection = connection;
    this.#schema = schema;
  }

  /** The schema of tables that are named without one. */
  get schema(): string | null {
    return this.#schema;
  }

  /**
   * Runs one statement.
   *
   * @param sql the statement; a semicolon may end it
   * @param at where it begins in a longer text, whose lines and columns errors then tell
   * @throws QuerySyntaxError for what can't be read or translated, with its position; MissingTableError and
   *   UnknownAttributeError for names that are not known; the errors of the database
   */
  async run(sql: string, at: TextPosition = { line: 1, column: 1 }): Promise<ConsoleResult> {
    await this.#connection.pendingTables.declare();
    if (this.#connection.dialect.statements === null) return this.#pass(sql);
    const statement = parseStatement("\n".repeat(at.line - 1) + " ".repeat(at.column - 1) + sql);
    switch (statement.kind) {
      case "use":
        return this.#use(statement.schema, statement.position);
      case "show":
        return named({ ...(await this.#show(statement)), changes: 0 });
      case "explain": {
        const { sql: printed } = await this.#print(statement.statement);
        return named(
          await this.#connection.execute(
            this.#connection.dialect.plans.statement({ sql: printed, values: [] }),
          ),
        );
      }
      default: {
        const { sql: printed, types } = await this.#print(statement);
        const result = await this.#connection.execute({ sql: printed, values: [] });
        return types === null ? named(result) : { ...named(result), types: types.map(dataTypeName) };
      }
    }
  }

  async #pass(sql: string): Promise<ConsoleResult> {
    if (this.#schema !== null && !this.#hasChosen) {
      const schema = this.#connection.dialect.quote.identifier(this.#schema);
      await this.#connection.execute({ sql: `USE ${schema}`, values: [] });
    }
    this.#hasChosen = true;
    return named(await this.#connection.execute({ sql, values: [] }));
  }

  /** Reads what is known of tables; a reader of the statements that were sent is not told. */
  get #executor(): Executor {
    return { execute: (statement: Statement) => this.#connection.execute(statement, { isObserved: false }) };
  }

  async #use(schema: string, position: TextPosition): Promise<ConsoleResult> {
    await this.#assertSchema(schema, position);
    this.#schema = schema;
    return named({ columns: [], rows: [], changes: 0 });
  }

  async #assertSchema(schema: string, position: TextPosition): Promise<void> {
    const schemas = await this.#connection.dialect.introspection.listSchemas(this.#executor);
    if (schemas.includes(schema)) return;
    throw new DataJointError(
      `There is no schema "${schema}", which is named at ${place(position)}.${suggestion(schema, schemas)}`,
      { position },
    );
  }

  #nameOf({ schema, table, position }: TableReference): TableName {
    const owner = schema ?? this.#schema;
    if (owner !== null) return { schema: owner, table };
    throw new DataJointError(
      `The table "${table}" at ${place(position)} is named without a schema, and none is in use. ` +
        `Write it as \`schema\`.\`${table}\`, or choose a schema first: USE schema;`,
      { position },
    );
  }

  /** The declarations of the tables that a statement names. */
  async #load(statement: SqlStatement): Promise<(reference: TableReference) => TableDeclaration> {
    const { introspection } = this.#connection.dialect;
    const declarations = new Map<string, TableDeclaration | null>();
    const problems = new Map<string, Error>();
    for (const reference of namedTables(statement)) {
      if (reference.schema === null && this.#schema === null) continue;
      const name = this.#nameOf(reference);
      const key = keyOf(name);
      if (declarations.has(key)) continue;
      const declaration = await introspection.loadTable(this.#executor, name);
      declarations.set(key, declaration);
      if (declaration === null) problems.set(key, await this.#missing(name, reference.position));
    }
    return (reference) => {
      const key = keyOf(this.#nameOf(reference));
      const declaration = declarations.get(key);
      if (declaration === null || declaration === undefined) throw problems.get(key);
      return declaration;
    };
  }

  async #missing(name: TableName, position: TextPosition): Promise<Error> {
    const { introspection } = this.#connection.dialect;
    const tables = await introspection.listTables(this.#executor, name.schema);
    const hint =
      tables.length > 0
        ? suggestion(
            name.table,
            tables.map(({ table }) => table),
          )
        : suggestion(name.schema, await introspection.listSchemas(this.#executor));
    return new MissingTableError(
      `There is no table ${fullName(name)}, which is named at ${place(position)}.${hint}`,
      {
        position,
      },
    );
  }

  async #print(statement: Extract<SqlStatement, SelectStatement | { kind: "insert" | "update" | "delete" }>) {
    return this.#connection.dialect.statements!.print(statement, await this.#load(statement));
  }

  async #show(statement: ShowStatement): Promise<Answer> {
    const { subject, like, position } = statement;
    const { introspection } = this.#connection.dialect;
    if (subject.kind === "databases") {
      return answerDatabases(await introspection.listSchemas(this.#executor), like);
    }
    if (subject.kind === "tables") {
      const schema = subject.schema ?? this.#schema;
      if (schema === null) {
        throw new DataJointError(
          "No schema is in use. Write SHOW TABLES FROM schema, or choose one first: USE schema;",
          {
            position,
          },
        );
      }
      await this.#assertSchema(schema, position);
      const tables = await introspection.listTables(this.#executor, schema);
      return answerTables(
        schema,
        tables.map(({ table }) => table),
        subject.isFull,
        like,
      );
    }
    const declaration = (await this.#load(statement))(subject.table);
    switch (subject.kind) {
      case "columns":
        return answerColumns(declaration, subject.isFull, like);
      case "create table":
        return answerCreateTable(declaration);
      case "indexes":
        return answerIndexes(declaration);
    }
  }
}

const place = ({ line, column }: TextPosition): string => `line ${line}, column ${column}`;

const decode = decoderOf(null, true)!;

/** What a database gave, as a program sees it, with columns of which only the names are known. */
const named = ({ columns, rows, changes }: Result): ConsoleResult => ({
  columns,
  rows: rows.map((row) => row.map(decode)),
  changes,
  types: columns.map(() => ""),
});
