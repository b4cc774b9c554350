import type { ReactiveControllerHost } from "lit";
import type { TableColumn } from "../../kernel/output.ts";
import { columnWidths, narrowest, widest } from "./column-widths.ts";
import type { ShownRow } from "./row-store.ts";

/** The share of a grid's width that columns may keep while others are scrolled. */
const mostPinned = 0.4;

/** How wide the columns of a grid are: as their first values need at first, then as the reader makes them. */
export class ColumnSizes {
  private columns: readonly TableColumn[] = [];
  private sizes: readonly number[] = [];

  constructor(private readonly host: ReactiveControllerHost & Element) {}

  get widths(): readonly number[] {
    return this.sizes;
  }

  /** The width of all columns together. */
  get total(): number {
    return this.sizes.reduce((sum, width) => sum + width, 0);
  }

  /**
   * Where the columns of the primary key at the start stay when the others are scrolled, from the left: as many of
   * them as leave most of the width to the others.
   */
  pinned(width: number): readonly number[] {
    const starts: number[] = [];
    let start = 0;
    for (const [index, column] of this.columns.entries()) {
      const end = start + this.sizes[index]!;
      if (!column.inKey || end > width * mostPinned) break;
      starts.push(start);
      start = end;
    }
    return this.total > width ? starts : [];
  }

  /** Begins anew with these columns. */
  begin(columns: readonly TableColumn[], rows: readonly ShownRow[]): void {
    this.columns = columns;
    this.sizes = columnWidths(columns, rows, this.host);
  }

  /** Makes a column wider or narrower, by pixels. */
  change(column: number, by: number): void {
    this.set(column, this.sizes[column]! + by);
  }

  /** Makes a column as wide as these rows need. */
  fit(column: number, rows: readonly ShownRow[]): void {
    this.set(column, columnWidths(this.columns, rows, this.host)[column]!);
  }

  /** Lets the pointer that was pressed change a column's width until it is let go. */
  drag(event: PointerEvent, column: number): void {
    event.preventDefault();
    const handle = event.target as HTMLElement;
    handle.setPointerCapture(event.pointerId);
    const start = event.clientX;
    const width = this.sizes[column]!;
    const move = (moved: PointerEvent): void => this.set(column, width + moved.clientX - start);
    handle.addEventListener("pointermove", move);
    handle.addEventListener("lostpointercapture", () => handle.removeEventListener("pointermove", move), {
      once: true,
    });
  }

  private set(column: number, width: number): void {
    const limited = Math.round(Math.min(Math.max(width, narrowest), widest));
    this.sizes = this.sizes.map((one, index) => (index === column ? limited : one));
    this.host.requestUpdate();
  }
}
