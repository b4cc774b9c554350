import type { Output } from "../../kernel/output.ts";
import { hasMark } from "../cell-info.ts";
import type { Block, CellBlock, Document } from "../document.ts";
import type { Notebook, NotebookCell } from "./notebook-format.ts";
import { notebookOutput } from "./output-text.ts";

/**
 * Writes a document as a Jupyter notebook, nbformat 4.5. `importNotebook` gives the same prose and cells back.
 *
 * A cell in SQL begins with the magic `%%sql`, a cell that is meant to fail has the tag `raises-exception`.
 *
 * @param document - its blocks may have names, which become those of the notebook's cells
 * @param outputsOf - the outputs below the cell of an index, counted from 0
 */
export function exportNotebook(
  document: Document,
  outputsOf: (cellIndex: number) => readonly Output[] = () => [],
): Notebook {
  let cellIndex = 0;
  const cells = document.blocks.map((block: Block & { id?: string }, index): NotebookCell => {
    const id = block.id ?? `block-${index + 1}`;
    return block.kind === "prose"
      ? { cell_type: "markdown", id, metadata: {}, source: block.markdown }
      : codeCell(block, id, outputsOf(cellIndex++));
  });
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      ...(document.title === null ? {} : { title: document.title }),
      kernelspec: { name: "datajoint", display_name: "DataJoint (TypeScript)", language: "typescript" },
      language_info: { name: "typescript", file_extension: ".ts", mimetype: "text/x-typescript" },
    },
    cells: withLinkDefinitions(cells, document),
  };
}

function codeCell(cell: CellBlock, id: string, outputs: readonly Output[]): NotebookCell {
  const { language, info, source } = cell;
  const magic = language === "sql" ? `${["%%sql", info].filter(Boolean).join(" ")}\n` : "";
  return {
    cell_type: "code",
    id,
    metadata: {
      datajoint: { language, info },
      vscode: { languageId: language === "sql" ? "sql" : "typescript" },
      ...(hasMark(info, "throws") ? { tags: ["raises-exception"] } : {}),
    },
    source: magic + source,
    execution_count: null,
    outputs: outputs.map(notebookOutput),
  };
}

/** A notebook's cells know nothing of one another's link definitions, so each text that uses some takes them along. */
function withLinkDefinitions(cells: NotebookCell[], { linkDefinitions }: Document): NotebookCell[] {
  const definitions = linkDefinitions.split("\n").filter((line) => line !== "");
  return cells.map((cell) => {
    if (cell.cell_type !== "markdown") return cell;
    const text = cell.source as string;
    const missing = definitions.filter((line) => {
      const label = line.slice(0, line.indexOf("]:") + 1);
      return text.includes(label) && !text.includes(line);
    });
    return missing.length === 0 ? cell : { ...cell, source: `${text}\n\n${missing.join("\n")}` };
  });
}
