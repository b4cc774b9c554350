import type { TableColumn } from "../../kernel/output.ts";
import type { AskWorker, PlainValue, TableAddress } from "../../kernel/table-questions.ts";
import type { CellRange } from "../data-grid/cell-position.ts";
import { plainText } from "../table-export/plain-text.ts";

/** A clipboard is no place for more than this; downloads are. */
const mostRows = 50_000;

/** A field of what spreadsheets paste: quoted where tabs and line breaks would part it. */
function field(value: PlainValue): string {
  const text = plainText(value) ?? "";
  return /["\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Copies cells to the clipboard, whole and not as they are shortened in sight: one value as it is,
 * several as a spreadsheet takes them.
 *
 * @returns what was copied, for the reader
 */
export async function copyRange(
  ask: AskWorker,
  address: TableAddress,
  { top, bottom, left, right }: CellRange,
  columns: readonly TableColumn[],
): Promise<string> {
  const count = bottom - top + 1;
  if (count > mostRows) {
    throw new Error(
      `${count.toLocaleString("en")} rows are too many for the clipboard. Download them instead.`,
    );
  }
  const width = right - left + 1;
  const makeText = async (): Promise<string> => {
    const rows = await ask("tableRange", { ...address, offset: top, limit: count });
    if (count === 1 && width === 1) return plainText(rows[0]?.[left] ?? null) ?? "";
    return rows
      .map((row) =>
        row
          .slice(left, right + 1)
          .map(field)
          .join("\t"),
      )
      .join("\n");
  };
  // The text comes later, and the clipboard may be written to only while the key is handled: so it waits.
  const content = makeText().then((text) => new Blob([text], { type: "text/plain" }));
  await navigator.clipboard.write([new ClipboardItem({ "text/plain": content })]);
  if (count === 1 && width === 1) return `Copied ${columns[left]?.name ?? "the value"}`;
  return `Copied ${count.toLocaleString("en")} × ${width} cells`;
}
