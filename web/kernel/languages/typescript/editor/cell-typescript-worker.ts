import {
  type ExtraLibs,
  TypeScriptWorker,
  ts,
  type WorkerContext,
  type WorkerDiagnostic,
  type WorkerTextSpan,
} from "monaco-editor/languages/features/typescript/ts.worker";
import { syntaxErrors } from "../transpile-cell.ts";
import { cellListUri, cellModelUri, type DescribedCell } from "./cell-files.ts";
import { moduleSuffix } from "./cell-modules-text.ts";
import type { SyntaxReader } from "./cell-names.ts";

/** `x` is an import to TypeScript where another cell declares it; at run time it is a variable of all cells. */
const assignmentToImport = 2632;

/** Monaco's TypeScript worker, to which each cell is a module that imports what earlier cells declare. */
export class CellTypeScriptWorker extends TypeScriptWorker {
  #cells: readonly DescribedCell[] = [];
  #places = new Map<string, number>();
  #version = 0;

  constructor(context: WorkerContext, createData: { extraLibs?: ExtraLibs }) {
    super(context, createData);
    this.#takeCells(this.getExtraLibs());
  }

  override async updateExtraLibs(extraLibs: ExtraLibs): Promise<void> {
    await super.updateExtraLibs(extraLibs);
    this.#takeCells(extraLibs);
  }

  override getScriptFileNames(): string[] {
    const names = new Set(super.getScriptFileNames());
    names.delete(cellListUri);
    for (const name of this.#places.keys()) names.add(name);
    return [...names];
  }

  override getScriptVersion(fileName: string): string {
    const version = super.getScriptVersion(fileName);
    return this.#places.has(fileName) ? `${version}/${this.#version}` : version;
  }

  override _getScriptText(fileName: string): string | undefined {
    const own = this.#ownText(fileName);
    const index = this.#places.get(fileName);
    if (own === undefined || index === undefined) return own;
    const cells = this.#cells.map((cell, place) => (place === index ? { ...cell, source: own } : cell));
    return own + moduleSuffix(ts.typescript as unknown as SyntaxReader, cells, index);
  }

  /** Of the cell's own text: what is unfinished in it would else be missed in what stands behind. */
  override async getSyntacticDiagnostics(fileName: string): Promise<WorkerDiagnostic[]> {
    const own = this.#places.has(fileName) ? this.#ownText(fileName) : undefined;
    if (own === undefined) return super.getSyntacticDiagnostics(fileName);
    return syntaxErrors(ts.typescript, own).map(({ code, category, start, length, messageText }) => {
      return { code, category, start, length, messageText, file: { fileName } };
    });
  }

  override async getSemanticDiagnostics(fileName: string): Promise<WorkerDiagnostic[]> {
    const diagnostics = this.#within(fileName, await super.getSemanticDiagnostics(fileName));
    return diagnostics.filter(({ code }) => code !== assignmentToImport);
  }

  override async getSuggestionDiagnostics(fileName: string): Promise<WorkerDiagnostic[]> {
    return this.#within(fileName, await super.getSuggestionDiagnostics(fileName));
  }

  override async findRenameLocations(
    fileName: string,
    ...rest: unknown[]
  ): Promise<WorkerTextSpan[] | undefined> {
    return this.#spansWithin(await super.findRenameLocations(fileName, ...rest), fileName);
  }

  override async getReferencesAtPosition(
    fileName: string,
    position: number,
  ): Promise<WorkerTextSpan[] | undefined> {
    return this.#spansWithin(await super.getReferencesAtPosition(fileName, position), fileName);
  }

  #takeCells(extraLibs: ExtraLibs): void {
    const list = extraLibs[cellListUri];
    this.#cells = list === undefined ? [] : (JSON.parse(list.content) as DescribedCell[]);
    this.#places = new Map(
      this.#cells.flatMap(({ id, language }, index) =>
        language === "ts" ? [[cellModelUri(id), index] as const] : [],
      ),
    );
    this.#version++;
  }

  /** A cell's text as the reader sees it: what the editor holds, or what the list of cells says. */
  #ownText(fileName: string): string | undefined {
    const text = super._getScriptText(fileName);
    const index = this.#places.get(fileName);
    return text ?? (index === undefined ? undefined : this.#cells[index]!.source);
  }

  #within<Item extends { readonly start?: number }>(fileName: string, items: Item[]): Item[] {
    if (!this.#places.has(fileName)) return items;
    const { length } = this.#ownText(fileName) ?? "";
    return items.filter(({ start }) => start === undefined || start < length);
  }

  #spansWithin(spans: WorkerTextSpan[] | undefined, from: string): WorkerTextSpan[] | undefined {
    return spans?.filter(({ fileName = from, textSpan }) => {
      const length = this.#places.has(fileName)
        ? (this.#ownText(fileName) ?? "").length
        : Number.POSITIVE_INFINITY;
      return textSpan.start < length;
    });
  }
}
