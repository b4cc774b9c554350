const KEY = "datajoint-pane-widths";

/** How wide panes are before anybody has moved their line. */
export const FIRST_WIDTH = 328;
/** No pane is narrower. */
export const LEAST_WIDTH = 240;
const MOST_WIDTH = 720;
/** What the document keeps for itself. */
const DOCUMENT_WIDTH = 560;

/** The widest that a pane can be beside a document. */
export function mostWidth(pageWidth: number): number {
  return Math.max(LEAST_WIDTH, Math.min(MOST_WIDTH, pageWidth - DOCUMENT_WIDTH));
}

/** How wide the reader made a pane, in pixels; the browser remembers. */
export function readWidth(pane: string): number {
  const width = Number(readAll()[pane]);
  return width >= LEAST_WIDTH && width <= MOST_WIDTH ? Math.round(width) : FIRST_WIDTH;
}

export function rememberWidth(pane: string, width: number): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...readAll(), [pane]: width }));
  } catch {
    // Where the browser keeps nothing, the width lasts as long as the page.
  }
}

function readAll(): Record<string, unknown> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return typeof kept === "object" && kept !== null ? (kept as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
