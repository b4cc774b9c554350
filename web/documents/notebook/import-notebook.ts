import type { Output } from "../../kernel/output.ts";
import type { Block, Document } from "../document.ts";
import { describeProse } from "../parse-document.ts";
import { hashSource, type SavedOutputs } from "../saved-outputs.ts";
import {
  type MultilineText,
  type Notebook,
  type NotebookCell,
  type NotebookOutput,
  textOfLines,
} from "./notebook-format.ts";

/** A notebook as a document. */
export interface ImportedNotebook {
  readonly document: Document;
  /** The outputs that it holds, as text. */
  readonly saved: SavedOutputs;
  /** Code in languages that cannot be run here, which was made text: the language, and how many cells. */
  readonly notRun: readonly { readonly language: string; readonly count: number }[];
}

/** Magics that name the language of a cell; others, as `%%time`, leave it as it is. */
const MAGIC_LANGUAGES = ["python", "r", "julia", "bash", "sh", "html", "latex", "perl", "ruby"];

/** A file is no notebook that can be read. */
export class NotebookFormatError extends Error {
  override readonly name = "NotebookFormatError";
}

/**
 * Reads a Jupyter notebook, nbformat 4. Code in TypeScript or JavaScript and cells that begin with `%%sql` become
 * cells; code in any other language, which cannot be run here, becomes text that shows it.
 *
 * @param json - the text of the file
 * @throws NotebookFormatError where it is no notebook
 */
export function importNotebook(json: string): ImportedNotebook {
  const notebook = readNotebook(json);
  const languageOfNotebook =
    notebook.metadata?.kernelspec?.language ?? notebook.metadata?.language_info?.name ?? "python";
  const blocks: Block[] = [];
  const cells: SavedOutputs["cells"][number][] = [];
  const notRun = new Map<string, number>();
  for (const cell of notebook.cells) {
    const block = readCell(cell, languageOfNotebook.toLowerCase());
    if (block === null) continue;
    if (typeof block === "object" && "language" in block && !("kind" in block)) {
      notRun.set(block.language, (notRun.get(block.language) ?? 0) + 1);
      blocks.push(prose(fenced(block.language, textOfLines(cell.source)), blocks.length));
      continue;
    }
    blocks.push({ ...block, lead: blocks.length === 0 ? "" : "\n\n" });
    if (block.kind !== "cell") continue;
    const outputs = (cell.outputs ?? []).map(readOutput).filter((output) => output !== null);
    if (outputs.length > 0) cells.push({ source: hashSource(block.source), outputs });
  }
  return {
    document: { ...describeProse(blocks), blocks, tail: "\n", lineEnding: "\n" },
    saved: { format: 1, cells },
    notRun: [...notRun].map(([language, count]) => ({ language, count })),
  };
}

function readNotebook(json: string): Notebook {
  let notebook: Partial<Notebook> | null;
  try {
    notebook = JSON.parse(json) as Partial<Notebook> | null;
  } catch (error) {
    throw new NotebookFormatError("The file is not a notebook: it is not JSON.", { cause: error });
  }
  if (typeof notebook?.nbformat !== "number" || notebook.nbformat < 4 || !Array.isArray(notebook.cells)) {
    throw new NotebookFormatError(
      typeof notebook?.nbformat === "number" && notebook.nbformat < 4
        ? `The notebook is in the old format ${notebook.nbformat}: open it in Jupyter and save it again.`
        : "The file is not a notebook: it has no cells.",
    );
  }
  return notebook as Notebook;
}

/** A block; the language of code that cannot be run; or null where there is nothing in the cell. */
function readCell(
  cell: NotebookCell,
  notebookLanguage: string,
): Block | { readonly language: string } | null {
  const text = textOfLines(cell.source).replace(/\r\n?/g, "\n");
  if (cell.cell_type === "markdown") {
    const markdown = asProse(withAttachments(text, cell.attachments)).trim();
    return markdown === "" ? null : { kind: "prose", lead: "", markdown };
  }
  if (text.trim() === "") return null;
  if (cell.cell_type === "raw") return { kind: "prose", lead: "", markdown: fenced("", text) };

  const [, magic = "", rest = ""] = /^%%(\w+)[ \t]*([^\n]*)\n?/.exec(text) ?? [];
  const source = magic === "" ? text : text.slice(text.indexOf("\n") + 1 || text.length);
  const language = (magic || cell.metadata?.datajoint?.language || notebookLanguage).toLowerCase();
  const isThrowing = cell.metadata?.tags?.includes("raises-exception") ?? false;
  const known = cell.metadata?.datajoint?.info ?? (magic === "sql" ? rest.trim() : "");
  const info = isThrowing && !known.split(" ").includes("throws") ? `${known} throws`.trim() : oneLine(known);
  if (language === "sql") return { kind: "cell", lead: "", language: "sql", info, source, original: null };
  if (["ts", "typescript", "js", "javascript"].includes(language)) {
    return { kind: "cell", lead: "", language: "ts", info, source, original: null };
  }
  return { language: magic === "" || MAGIC_LANGUAGES.includes(language) ? language : notebookLanguage };
}

function prose(markdown: string, index: number): Block {
  return { kind: "prose", lead: index === 0 ? "" : "\n\n", markdown };
}

function fenced(language: string, text: string): string {
  const marker = text.includes("```") ? "`````" : "```";
  return `${marker}${language}\n${text}\n${marker}`;
}

/** Code that a notebook shows in its text is to be read there, not to be run. */
function asProse(markdown: string): string {
  return markdown.replace(/^( {0,3}(?:`{3,}|~{3,}))[ \t]*(ts|sql)(?=\s|$)/gm, (_, fence, language) =>
    language === "ts" ? `${fence}typescript` : `${fence}SQL`,
  );
}

function withAttachments(text: string, attachments: NotebookCell["attachments"]): string {
  return Object.entries(attachments ?? {}).reduce((markdown, [name, data]) => {
    const [type, base64] = Object.entries(data)[0] ?? [];
    if (type === undefined || !/^image\/[\w.+-]+$/.test(type)) return markdown;
    const image = textOfLines(base64 as MultilineText).replace(/\s/g, "");
    return markdown.replaceAll(`attachment:${name}`, `data:${type};base64,${image}`);
  }, text);
}

function readOutput(output: NotebookOutput): Output | null {
  switch (output.output_type) {
    case "stream": {
      const text = textOfLines(output.text).replace(/\n$/, "");
      return { kind: "text", level: output.name === "stderr" ? "error" : "log", text };
    }
    case "display_data":
    case "execute_result": {
      const text = textOfLines(output.data?.["text/plain"]);
      return text === "" ? null : { kind: "text", level: "log", text };
    }
    case "error":
      return {
        kind: "error",
        name: String(output.ename),
        message: String(output.evalue),
        line: null,
        column: null,
      };
    default:
      return null;
  }
}

function oneLine(text: string): string {
  return String(text)
    .replace(/[\s`]+/g, " ")
    .trim();
}
