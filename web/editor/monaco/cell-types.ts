import * as typescript from "monaco-editor/languages/features/typescript/register";
import { configureTypeScript, describeCells } from "../../kernel/languages/typescript/editor-typescript.ts";
import { knownCells } from "../known-cells.ts";

/** So long after the last key, the cells below are told what has changed. */
const PAUSE = 300;

/** Lets the editor complete and check names of `datajoint` and of all cells of the document. */
export function knowTypes(): void {
  let timer = 0;
  knownCells.addEventListener("change", () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => describeCells(knownCells.cells), PAUSE);
  });
  describeCells(knownCells.cells);
  configureTypeScript(typescript).catch((error: unknown) => {
    // Without types the editor edits as well as before.
    console.warn(error);
  });
}
