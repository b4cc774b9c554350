import { hasMark, instanceOf } from "../../documents/cell-info.ts";
import type { CellResult } from "../cell.ts";
import type { CompiledCell } from "../languages/language-front-end.ts";
import type { ErrorOutput, Output } from "../output.ts";
import { CellSyntaxError } from "../scope/cell-error.ts";
import { CellScope } from "../scope/cell-scope.ts";
import { rewriteCell } from "../scope/rewrite-cell.ts";
import { followMappings, type Mappings, type Position, readMappings } from "../scope/source-positions.ts";
import type { ScopeServices, ScopeTable, TableServices } from "../table-questions.ts";
import { CellConsole } from "./cell-console.ts";
import type { CellEngine } from "./cell-engine.ts";
import { describeError } from "./describe-error.ts";
import { inspectValue } from "./inspect-value.ts";
import { listSource } from "./list-source.ts";
import { OutputStream } from "./output-stream.ts";
import { columnsOfRows } from "./plain-table.ts";
import { runSql, SqlCellError } from "./run-sql.ts";
import { StatementRecorder } from "./statement-recorder.ts";
import { namedColumns, TableDesk } from "./table-desk.ts";

/** One cell to run, compiled. */
export interface CellRun {
  readonly cell: CompiledCell;
  /** The rest of the fence's info string. */
  readonly info: string;
}

/** Takes the outputs of a run as they come. */
export type OutputSink = (outputs: readonly Output[]) => void;

interface CurrentRun {
  readonly stream: OutputStream;
  readonly file: string;
  /** From the code that runs back to the reader's cell; the latest step first. */
  maps: readonly Mappings[];
}

type StartCell = (scope: object, services: object) => Promise<{ readonly value: unknown } | undefined>;

/**
 * Runs cells one after the other in one shared scope. It knows nothing of pages and workers: the same runs
 * readers' cells in the browser and a tutorial's cells when the site is built.
 */
export class CellRunner {
  /** The tables that cells have shown. */
  readonly tables = new TableDesk();
  /** What the page can ask for between two cells. */
  readonly services: TableServices & ScopeServices = {
    ...this.tables,
    scopeTables: () => this.#scopeTables(),
  };
  readonly #engine: CellEngine;
  readonly #scope: CellScope;
  readonly #console: CellConsole;
  #current: CurrentRun | null = null;
  /** What was found since the last cell ran. */
  #knownTables: Promise<readonly ScopeTable[]> | null = null;
  #runs = 0;

  constructor(engine: CellEngine) {
    this.#engine = engine;
    this.#scope = new CellScope(engine.modules);
    engine.onProgress((progress) => this.#current?.stream.add({ kind: "progress", ...progress }));
    this.#console = new CellConsole((output) => this.#current?.stream.print(output));
  }

  /**
   * Makes a console print to the cell that runs, or that ran last.
   *
   * @returns puts back what was there
   */
  captureConsole(console: Console): () => void {
    return this.#console.install(console);
  }

  /** Shows an error that no cell has caught: of a promise that nobody awaited, or of a timer. */
  reportUncaught(error: unknown): void {
    const run = this.#current;
    run?.stream.print(describeError(error, (file, position) => findPosition(run, file, position)));
  }

  /**
   * Runs a cell. Resolves when everything that it committed is saved.
   *
   * @param run the compiled cell
   * @param send takes its outputs as they come; may also be called later, for what the cell left behind
   */
  async run({ cell, info }: CellRun, send: OutputSink): Promise<CellResult> {
    const start = performance.now();
    const stream = new OutputStream(send);
    const run: CurrentRun = { stream, file: `cell-run-${++this.#runs}.js`, maps: [] };
    this.#current = run;
    this.#engine.beginCell();
    const recorder = new StatementRecorder();
    this.#engine.observeStatements((sent) => recorder.record(sent));
    try {
      if (cell.target === "sql") await this.#runSql(cell.code, info, stream);
      else await this.#runJavaScript(cell, run);
    } catch (error) {
      stream.add(this.#describe(error, cell, run));
    }
    try {
      await this.#engine.save();
      await putOffWork();
    } catch (error) {
      stream.add(describeError(error, () => null));
    }
    this.#engine.observeStatements(null);
    this.#knownTables = null;
    stream.end();
    return { ok: !stream.hasError, milliseconds: performance.now() - start, statements: recorder.log };
  }

  async #runJavaScript(cell: CompiledCell, run: CurrentRun): Promise<void> {
    const sourceMaps = cell.map === null ? [] : [readMappings(cell.map)];
    run.maps = sourceMaps;
    const rewritten = rewriteCell(cell.code, this.#scope);
    run.maps = [rewritten.mappings, ...sourceMaps];
    this.#scope.declare(rewritten.declarations);
    const start = evaluate(`${rewritten.code}\n//# sourceURL=${run.file}`) as StartCell;
    const result = await start.call(undefined, this.#scope.values, this.#scope.services);
    // A promise as the last value is awaited too: what it gives is what a reader wants to see.
    const value = await result?.value;
    if (value !== undefined) run.stream.add(await this.#valueOutput(value, rewritten.lastExpression));
  }

  async #valueOutput(value: unknown, code: string | null): Promise<Output> {
    const diagram = this.#engine.draw(value);
    if (diagram !== null) return diagram;
    if (this.#engine.isExpression(value)) return this.tables.show(await this.#engine.open(value), code);
    const names = columnsOfRows(value);
    if (names === null) return { kind: "value", value: inspectValue(value) };
    // The rows as they are now: what the cell leaves running may change the list later.
    const rows = [...(value as Record<string, unknown>[])];
    const list = { length: rows.length, row: (index: number) => names.map((name) => rows[index]![name]) };
    return this.tables.show(listSource(namedColumns(names), list), null);
  }

  async #runSql(sql: string, info: string, stream: OutputStream): Promise<void> {
    const isMysql = hasMark(info, "mysql");
    // An Instance may itself be called like the word that tells how the cell is written.
    const name = instanceOf(info) ?? (isMysql && this.#scope.isDeclared("mysql") ? "mysql" : null);
    if (name !== null && !this.#scope.isDeclared(name)) {
      throw new ReferenceError(
        `This cell names "${name}" as its Instance, but no cell that has run declares it. Run that cell first.`,
      );
    }
    await runSql(
      this.#engine.openSql(name === null ? undefined : this.#scope.get(name), isMysql),
      sql,
      (source) => this.tables.show(source, null),
      (output) => stream.add(output),
    );
  }

  #scopeTables(): Promise<readonly ScopeTable[]> {
    this.#knownTables ??= this.#engine.tablesOf(Object.entries(this.#scope.values));
    return this.#knownTables;
  }

  #describe(error: unknown, cell: CompiledCell, run: CurrentRun): ErrorOutput {
    if (error instanceof SqlCellError) {
      return { ...describeError(error, () => null), line: error.line, column: error.column };
    }
    if (!(error instanceof CellSyntaxError)) {
      return describeError(error, (file, position) => findPosition(run, file, position));
    }
    const maps = cell.map === null ? [] : [readMappings(cell.map)];
    const position = followMappings(maps, error);
    return {
      kind: "error",
      name: error.name,
      message: error.message,
      line: position?.line ?? null,
      column: position?.column ?? null,
    };
  }
}

/** Lets the thread do what it has put off. A rejection that nobody handles is told one turn after it happened. */
async function putOffWork(): Promise<void> {
  for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setTimeout(resolve));
}

function findPosition(run: CurrentRun, file: string, position: Position): Position | null {
  return file === run.file ? followMappings(run.maps, position) : null;
}

/** Evaluates in the global scope: an indirect call sees none of the names of this file. */
// biome-ignore lint/security/noGlobalEval: running the reader's code is the purpose, inside of the sandbox
const evaluate: (code: string) => unknown = globalThis.eval;
