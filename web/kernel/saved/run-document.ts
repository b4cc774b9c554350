import { markdownHtml } from "../../components/prose-block/markdown-html.ts";
import { hashProse } from "../../components/prose-block/prose-html.ts";
import { type Document, isCell } from "../../documents/document.ts";
import { parseDocument } from "../../documents/parse-document.ts";
import { hashSource, type SavedOutputs, type SavedTutorial } from "../../documents/saved-outputs.ts";
import type { CellLanguage } from "../cell.ts";
import type { LanguageFrontEnd } from "../languages/language-front-end.ts";
import { sqlFrontEnd } from "../languages/sql-front-end.ts";
import { localTypeScript } from "../languages/typescript/local-typescript.ts";
import type { Output } from "../output.ts";
import type { CellEngine } from "../worker/cell-engine.ts";
import { CellRunner } from "../worker/cell-runner.ts";

/** What running a whole document gave. */
export interface DocumentRun {
  readonly saved: SavedTutorial;
  /** One sentence for each cell that did not do what the document says. */
  readonly failures: readonly string[];
}

const frontEnds: Readonly<Record<CellLanguage, LanguageFrontEnd>> = { ts: localTypeScript, sql: sqlFrontEnd };

/**
 * Runs all cells of a document in order, as a reader who presses "Run all" would.
 * A cell whose info string says `throws` is expected to fail, and any other not to.
 *
 * @param markdown the document's text
 * @param engine a fresh one: its files and settings are the document's own
 */
export async function runDocument(markdown: string, engine: CellEngine): Promise<DocumentRun> {
  const document = parseDocument(markdown);
  const runner = new CellRunner(engine);
  const restoreConsole = runner.captureConsole(console);
  const cells: SavedOutputs["cells"][number][] = [];
  const failures: string[] = [];
  try {
    for (const { language, source, info } of document.blocks.filter(isCell)) {
      const outputs: Output[] = [];
      const compiled = await frontEnds[language].compile({ id: "", language, source, info });
      if (compiled.kind === "refused") outputs.push(...compiled.errors);
      else
        await runner.run({ cell: compiled, info }, (more) => {
          outputs.push(...more.map(withoutRun));
        });
      cells.push({ source: hashSource(source), outputs });
      const failure = describeFailure(outputs, info.split(/\s+/).includes("throws"));
      if (failure !== null) failures.push(`Cell ${cells.length} ${failure}`);
    }
  } finally {
    restoreConsole();
  }
  return { saved: { format: 1, cells, prose: proseOf(document) }, failures };
}

function proseOf({ blocks, linkDefinitions }: Document): SavedTutorial["prose"] {
  return blocks
    .filter((block) => block.kind === "prose")
    .map(({ markdown }) => ({
      source: hashProse(markdown, linkDefinitions),
      html: markdownHtml(markdown, linkDefinitions),
    }));
}

/** An output as anybody may see it later: how long it took here, and who holds the rest of it, is of this run alone. */
function withoutRun(output: Output): Output {
  if (output.kind !== "table") return output;
  const { sql } = output;
  return {
    ...output,
    source: null,
    sql: sql?.sent === undefined ? sql : { ...sql, sent: { ...sql.sent, milliseconds: null } },
  };
}

function describeFailure(outputs: readonly Output[], isExpected: boolean): string | null {
  const error = outputs.find((output) => output.kind === "error");
  if (error?.kind !== "error") return isExpected ? "was to raise an error, and did not." : null;
  if (isExpected) return null;
  const place = error.line === null ? "" : ` at line ${error.line}`;
  return `failed${place}: ${error.name}: ${error.message}`;
}
