import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  type VirtualItem,
  Virtualizer,
} from "@tanstack/virtual-core";
import type { ReactiveController, ReactiveControllerHost } from "lit";

export interface WindowOptions {
  readonly rows: number;
  readonly rowHeight: number;
  readonly headerHeight: number;
}

const rowsBeyond = 10;

/** Which rows of a long table are in sight: only those are on the page. */
export class RowWindow implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #virtualizer: Virtualizer<HTMLElement, HTMLElement>;
  readonly #getScroller: () => HTMLElement | null;
  #options: WindowOptions = { rows: 0, rowHeight: 32, headerHeight: 52 };
  #unmount: (() => void) | null = null;

  constructor(host: ReactiveControllerHost, getScroller: () => HTMLElement | null) {
    this.#host = host;
    this.#getScroller = getScroller;
    this.#virtualizer = new Virtualizer(this.#settings());
    host.addController(this);
  }

  set(options: WindowOptions): void {
    const { rowHeight } = this.#options;
    this.#options = options;
    this.#virtualizer.setOptions(this.#settings());
    if (rowHeight !== options.rowHeight) this.#virtualizer.measure();
  }

  get rows(): readonly VirtualItem[] {
    return this.#virtualizer.getVirtualItems();
  }

  /** Heights of what is above and below the rows that are on the page. */
  get spaces(): { readonly above: number; readonly below: number } {
    const items = this.rows;
    const { headerHeight } = this.#options;
    if (items.length === 0) return { above: 0, below: 0 };
    return {
      above: items[0]!.start - headerHeight,
      below: this.#virtualizer.getTotalSize() - items.at(-1)!.end,
    };
  }

  /** How many rows are in sight at a time. */
  get pageSize(): number {
    const { rowHeight, headerHeight } = this.#options;
    const height = this.#getScroller()?.clientHeight ?? 0;
    return Math.max(1, Math.floor((height - headerHeight) / rowHeight) - 1);
  }

  show(row: number): void {
    this.#virtualizer.scrollToIndex(row, { align: "auto" });
  }

  hostConnected(): void {
    this.#unmount = this.#virtualizer._didMount();
    // Where its cell was moved, the table is watched again, and scrolled to where it was.
    this.#host.requestUpdate();
  }

  hostUpdated(): void {
    this.#virtualizer._willUpdate();
  }

  hostDisconnected(): void {
    this.#unmount?.();
    this.#unmount = null;
  }

  #settings() {
    const { rows, rowHeight, headerHeight } = this.#options;
    return {
      count: rows,
      getScrollElement: this.#getScroller,
      estimateSize: () => rowHeight,
      overscan: rowsBeyond,
      paddingStart: headerHeight,
      scrollPaddingStart: headerHeight,
      initialRect: { width: 600, height: 480 },
      observeElementRect,
      observeElementOffset,
      scrollToFn: elementScroll,
      onChange: () => this.#host.requestUpdate(),
    };
  }
}
