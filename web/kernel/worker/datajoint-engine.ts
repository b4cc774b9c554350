import * as datajoint from "../../../core/index.ts";
import type { CopyServices } from "../copy-questions.ts";
import type { DiagramOutput } from "../output.ts";
import type { CellEngine, SqlRun } from "./cell-engine.ts";
import { openExpression } from "./expression-source.ts";
import { SchemaCopier } from "./schema-copier.ts";
import { scopeTables } from "./scope-tables.ts";

/** How long a cell may run before what it has committed is saved for the first time, and again. */
const saveInterval = 500;

/** A large file takes long to save: a cell spends at most about a sixth of its time on that. */
const saveShare = 5;

export interface EngineOptions {
  /** SQLite as WebAssembly; by default it is found beside sql.js. */
  readonly wasm?: ArrayBuffer;
  /** Where database files are kept. */
  readonly files: datajoint.SqliteFiles;
  /** Asks the reader before rows or tables are deleted; null where nobody can be asked. */
  readonly confirm: datajoint.Prompt;
  /** Connects to servers, where there is no network to do so directly. */
  readonly connectServer?: (request: datajoint.ServerRequest) => Promise<datajoint.OfferedLine<MessagePort>>;
  /** Takes how far a copy of schemas is that the host has asked for. */
  readonly tellCopy?: (progress: datajoint.TransferProgress) => void;
}

export interface DataJointEngine extends CellEngine {
  /** Copies schemas from one database to another. */
  readonly copies: CopyServices;
}

/** DataJoint as cells see it, on SQLite files that the host keeps. One for each worker. */
export function createDataJointEngine({
  wasm,
  files,
  confirm,
  connectServer,
  tellCopy = () => {},
}: EngineOptions): DataJointEngine {
  let nextSave = performance.now() + saveInterval;
  const save = async (): Promise<void> => {
    const start = performance.now();
    try {
      await datajoint.saveDatabases();
    } finally {
      const end = performance.now();
      nextSave = end + Math.max(saveInterval, (end - start) * saveShare);
    }
  };
  datajoint.configureSqlite({
    ...(wasm !== undefined && { loadWasm: async () => wasm }),
    files,
    hasAutosave: false,
    // What can't be saved now is told at the end of the cell.
    afterCommit: () => (performance.now() < nextSave ? undefined : save().catch(() => {})),
  });
  datajoint.setPrompt(confirm);
  if (connectServer !== undefined) {
    datajoint.configureGateway({
      openLine: async (request) =>
        datajoint.lineOfPort(
          await connectServer(request).catch((error: Error) => {
            throw new datajoint.DataJointError(error.message, { cause: error });
          }),
        ),
    });
  }
  return {
    modules: { datajoint },
    // A short cell is saved once, at its end.
    beginCell: () => {
      nextSave = performance.now() + saveInterval;
    },
    onProgress: (report) => datajoint.setProgressReporter(report),
    isExpression: datajoint.isQueryExpression,
    open: openExpression,
    observeStatements: datajoint.observeStatements,
    copies: new SchemaCopier({
      tell: tellCopy,
      holdSaves: (isHeld) => {
        nextSave = isHeld ? Number.POSITIVE_INFINITY : performance.now() + saveInterval;
      },
    }),
    draw: (value) => (value instanceof datajoint.Diagram ? draw(value) : null),
    openSql,
    tablesOf: scopeTables,
    save,
  };
}

async function draw(diagram: datajoint.Diagram): Promise<DiagramOutput> {
  return { kind: "diagram", svg: await diagram.toSvg(), mermaid: await diagram.toMermaid() };
}

function openSql(target: unknown, isMysql: boolean): SqlRun {
  const connection = target === undefined ? latestConnection() : connectionOf(target);
  if (isMysql) {
    const sqlConsole = new datajoint.SqlConsole(connection, schemaOf(target));
    return { readsMysql: true, query: ({ sql, line, column }) => sqlConsole.run(sql, { line, column }) };
  }
  return {
    readsMysql: connection.dialect.statements === null,
    async query({ sql }) {
      await connection.pendingTables.declare();
      return connection.execute({ sql, values: [] });
    },
  };
}

/** The schema that a cell names in place of an Instance; its tables need no name before them. */
const schemaOf = (target: unknown): string | null =>
  target instanceof datajoint.Schema ? target.database : null;

function latestConnection(): datajoint.Connection {
  const instance = datajoint.openInstances().at(-1);
  if (instance === undefined) {
    throw new datajoint.DataJointError(
      "There is no open Instance for this SQL to run on: first run a cell that makes one, with `new dj.Instance(…)`.",
    );
  }
  return instance.connection;
}

/** The connection of an Instance, a schema or a table. */
function connectionOf(target: unknown): datajoint.Connection {
  const isObject = (typeof target === "object" && target !== null) || typeof target === "function";
  const connection: unknown = isObject && "connection" in target ? target.connection : null;
  if (typeof connection === "object" && connection !== null && "pendingTables" in connection) {
    return connection as unknown as datajoint.Connection;
  }
  throw new datajoint.DataJointError(
    "The name behind `sql` must be that of an Instance, a schema or a table, whose database the SQL then runs on.",
  );
}
