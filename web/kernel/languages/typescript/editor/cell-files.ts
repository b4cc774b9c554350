import type { CellLanguage } from "../../../cell.ts";

/** The cells of the document in reading order, as the TypeScript worker is told of them. */
export interface DescribedCell {
  readonly id: string;
  readonly language: CellLanguage;
  readonly source: string;
}

const folder = "file:///cells/";

/** Under this name the worker finds the list of cells among its libraries. */
export const cellListUri = `${folder}cells.json`;

/** The name of the editor's model of a cell; by it types flow from one cell to the next. */
export function cellModelUri(id: string): string {
  return `${folder}${cellFileName(id)}.ts`;
}

/** The name of a cell's file, without folder and extension. */
export function cellFileName(id: string): string {
  return `cell-${encodeURIComponent(id).replaceAll("%", "_")}`;
}
