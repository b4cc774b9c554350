import type { TableColumn } from "../../kernel/output.ts";
import { cellText } from "./cell-text.ts";
import type { ShownRow } from "./row-store.ts";

export const narrowest = 56;
export const widest = 1_200;
const widestAtFirst = 340;
/** What a plot and the gap behind it take. */
const plotSpace = 82;
const measuredRows = 60;

/** Space at the sides of a cell; in a header also for its button, which is larger for fingers. */
const cellSpace = 26;
const headerSpace = { fine: 44, coarse: 54 };
const keySpace = 18;

let context: CanvasRenderingContext2D | null = null;

function textWidth(text: string, font: string): number {
  context ??= document.createElement("canvas").getContext("2d");
  if (context === null) return text.length * 8;
  context.font = font;
  return context.measureText(text).width;
}

/** How wide each column must be for its name, its type and its first values. */
export function columnWidths(
  columns: readonly TableColumn[],
  rows: readonly ShownRow[],
  host: Element,
): number[] {
  const { fontFamily, fontSize } = getComputedStyle(host);
  const size = Number.parseFloat(fontSize);
  const regular = `${size}px ${fontFamily}`;
  const strong = `600 ${size}px ${fontFamily}`;
  const small = `${size * 0.86}px ${fontFamily}`;
  return columns.map((column, index) => {
    let width = Math.max(
      textWidth(column.name, strong) + (column.inKey ? keySpace : 0),
      Math.min(textWidth(column.type, small), 160),
    );
    width += matchMedia("(pointer: coarse)").matches ? headerSpace.coarse : headerSpace.fine;
    for (const row of rows.slice(0, measuredRows)) {
      const value = row[index];
      if (value === undefined) continue;
      const isPlotted = value.kind === "ndarray" && value.plot !== null;
      const own = textWidth(cellText(value).slice(0, 80), regular) + (isPlotted ? plotSpace : 0);
      width = Math.max(width, own + cellSpace);
    }
    return Math.round(Math.min(Math.max(width, narrowest), widestAtFirst));
  });
}
