/** A page with Monaco's TypeScript and no editor, on which tests ask what it knows of cells. */
import * as monaco from "monaco-editor/editor";
import EditorWorker from "monaco-editor/editor/editor.worker?worker";
import * as typescript from "monaco-editor/languages/features/typescript/register";
import {
  cellModelUri,
  configureTypeScript,
  createTypeScriptWorker,
  type DescribedCell,
  describeCells,
} from "../../web/kernel/languages/typescript/editor-typescript.ts";

/** What is wrong with a cell, with the text that it is about. */
export interface Complaint {
  readonly code: number;
  readonly text: string;
  readonly message: string;
}

export interface EditorPage {
  /** Opens these cells, in reading order. */
  open(cells: readonly DescribedCell[]): void;
  edit(id: string, source: string): void;
  /** Errors of syntax and of types. */
  complaints(id: string): Promise<Complaint[]>;
  /** Names that are offered where the mark `|` stands in the source. */
  completions(id: string, marked: string): Promise<string[]>;
  /** What is told of the name at the mark. */
  hover(id: string, marked: string): Promise<string>;
  /** The cells in which a renaming of the name at the mark would change something. */
  renames(id: string, marked: string): Promise<string[]>;
}

declare global {
  interface Window {
    readonly editorPage: EditorPage;
  }
}

interface Client {
  getSyntacticDiagnostics(uri: string): Promise<Diagnostic[]>;
  getSemanticDiagnostics(uri: string): Promise<Diagnostic[]>;
  getCompletionsAtPosition(uri: string, offset: number): Promise<{ entries: { name: string }[] } | undefined>;
  getQuickInfoAtPosition(
    uri: string,
    offset: number,
  ): Promise<{ displayParts: { text: string }[] } | undefined>;
  findRenameLocations(
    uri: string,
    offset: number,
    ...options: boolean[]
  ): Promise<{ fileName: string; textSpan: { start: number } }[]>;
}

interface Diagnostic {
  readonly code: number;
  readonly start: number;
  readonly length: number;
  readonly messageText: string | { readonly messageText: string };
}

globalThis.MonacoEnvironment = {
  getWorker: (_, label) => (label === "typescript" ? createTypeScriptWorker() : new EditorWorker()),
};
monaco.languages.register({ id: "typescript" });

let cells: DescribedCell[] = [];

const model = (id: string): monaco.editor.ITextModel =>
  monaco.editor.getModel(monaco.Uri.parse(cellModelUri(id)))!;

async function client(id: string): Promise<Client> {
  const get = await registered();
  return (await get(model(id).uri)) as unknown as Client;
}

/** Monaco sets its TypeScript up after the first model was made. */
async function registered(): ReturnType<typeof typescript.getTypeScriptWorker> {
  for (;;) {
    try {
      return await typescript.getTypeScriptWorker();
    } catch {
      await new Promise(requestAnimationFrame);
    }
  }
}

function edit(id: string, source: string): void {
  model(id).setValue(source);
  cells = cells.map((cell) => (cell.id === id ? { ...cell, source } : cell));
  describeCells(cells);
}

/** Puts a source with a mark into a cell, and gives the place of the mark. */
function mark(id: string, marked: string): number {
  const offset = marked.indexOf("|");
  edit(id, marked.slice(0, offset) + marked.slice(offset + 1));
  return offset;
}

const page: EditorPage = {
  open(opened) {
    cells = [...opened];
    describeCells(cells);
    for (const { id, language, source } of cells) {
      if (language === "ts")
        monaco.editor.createModel(source, "typescript", monaco.Uri.parse(cellModelUri(id)));
    }
  },
  edit,
  async complaints(id) {
    const worker = await client(id);
    const uri = cellModelUri(id);
    const all = [
      ...(await worker.getSyntacticDiagnostics(uri)),
      ...(await worker.getSemanticDiagnostics(uri)),
    ];
    return all.map(({ code, start, length, messageText }) => ({
      code,
      text: model(id)
        .getValue()
        .slice(start, start + length),
      message: typeof messageText === "string" ? messageText : messageText.messageText,
    }));
  },
  async completions(id, marked) {
    const offset = mark(id, marked);
    const found = await (await client(id)).getCompletionsAtPosition(cellModelUri(id), offset);
    return (found?.entries ?? []).map(({ name }) => name);
  },
  async hover(id, marked) {
    const offset = mark(id, marked);
    const found = await (await client(id)).getQuickInfoAtPosition(cellModelUri(id), offset);
    return (found?.displayParts ?? []).map(({ text }) => text).join("");
  },
  async renames(id, marked) {
    const offset = mark(id, marked);
    const found = await (await client(id)).findRenameLocations(cellModelUri(id), offset, false, false, false);
    return found.map(({ fileName }) => fileName.replace(/.*\//, "")).sort();
  },
};

await configureTypeScript(typescript);
Object.assign(window, { editorPage: page });
