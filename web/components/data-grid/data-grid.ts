import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { classMap } from "lit/directives/class-map.js";
import { repeat } from "lit/directives/repeat.js";
import { styleMap } from "lit/directives/style-map.js";
import type { ShownValue, TableColumn } from "../../kernel/output.ts";
import type { ColumnOrder, TableView } from "../../kernel/table-questions.ts";
import { type CellPosition, type CellRange, isInRange, movedBy, rangeBetween } from "./cell-position.ts";
import "./column-menu.ts";
import type { ColumnMenuElement } from "./column-menu.ts";
import { ColumnSizes } from "./column-sizes.ts";
import { renderCell } from "./render-cell.ts";
import { renderHeader } from "./render-header.ts";
import type { RowStore, ShownRow } from "./row-store.ts";
import { RowWindow } from "./row-window.ts";
import { cycledOrder, isSortable } from "./sort-order.ts";
import "../../styles/wide-table.css";
import "./data-grid.css";

const headerHeight = 52;
const widthStep = 24;
/** Rows that a browser can lay out below each other. */
const mostRows = 700_000;

/** About what a sheet of paper is wide, and how small a table may become for it. */
const paperWidth = 640;
const smallestPrint = 0.6;

let nextId = 1;

/** What a reader has chosen of a grid. */
export interface ActiveCell extends CellPosition {
  /** Null while the row is fetched. */
  readonly value: ShownValue | null;
}

/**
 * The rows of a table, to scroll through, sort and filter: a grid in the sense of ARIA's authoring practices.
 *
 * Arrows, Home, End and Page keys move, with Shift they choose a range, Ctrl+C copies it. Enter opens a value, and
 * sorts on a header, with Shift after the columns that are sorted already; there Alt+Down opens the menu, and Shift with
 * the arrows makes the column wider and narrower.
 *
 * @fires {CustomEvent<ActiveCell>} active-cell - another cell is active
 * @fires {CustomEvent<ActiveCell>} open-cell - the reader wants to see a value whole
 * @fires {CustomEvent<TableView>} view-change - the reader sorts or filters
 * @fires {CustomEvent<CellRange>} copy-cells - the reader copies a range
 */
@customElement("dj-data-grid")
export class DataGridElement extends LitElement {
  @property({ attribute: false }) columns: readonly TableColumn[] = [];
  @property({ attribute: false }) store!: RowStore;
  @property() label = "";

  @state() private active: CellPosition = { row: -1, column: 0 };
  @state() private anchor: CellPosition | null = null;
  @query(".scroll") private readonly scroller!: HTMLElement | null;
  @query("dj-column-menu") private readonly menu!: ColumnMenuElement;

  private readonly window = new RowWindow(this, () => this.scroller);
  private readonly sizes = new ColumnSizes(this);
  private readonly idPrefix = `grid-${nextId++}`;
  private isFocusWanted = false;
  /** Where the keyboard was when another cell became active, which may have to be scrolled to first. */
  private focusedBefore: Element | null = null;
  private hadFocusedCell = false;
  private shownView: TableView | null = null;

  protected override createRenderRoot(): this {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.store?.removeEventListener("change", this.onStoreChange);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.store?.addEventListener("change", this.onStoreChange);
  }

  /** How many rows are shown. */
  get rowCount(): number {
    return Math.min(this.store.total, mostRows);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("store")) {
      (changed.get("store") as RowStore | undefined)?.removeEventListener("change", this.onStoreChange);
      this.store.addEventListener("change", this.onStoreChange);
      const rows = Array.from({ length: 60 }, (_, index) => this.store.row(index)).filter(
        (row) => row !== null,
      );
      this.sizes.begin(this.columns, rows);
      this.active = { row: -1, column: 0 };
      this.anchor = null;
      this.shownView = this.store.view;
    }
    this.window.set({ rows: this.rowCount, rowHeight: this.rowHeight, headerHeight });
    const { activeElement } = document;
    this.hadFocusedCell =
      activeElement === this.scroller ||
      (activeElement?.matches("td") === true && this.contains(activeElement));
  }

  protected override render(): TemplateResult {
    const rows = this.window.rows;
    const { above, below } = this.window.spaces;
    const range = this.range;
    const tableWidth = this.sizes.total;
    const pinned = this.sizes.pinned(this.scroller?.clientWidth ?? 0);
    const isActiveShown = this.active.row === -1 || rows.some((row) => row.index === this.active.row);
    return html`
      <div
        class="scroll wide-table"
        tabindex=${isActiveShown ? nothing : "0"}
        role=${isActiveShown ? nothing : "group"}
        aria-label=${isActiveShown ? nothing : this.label}
        style=${styleMap({
          "--row-height": `${this.rowHeight}px`,
          "--header-height": `${headerHeight}px`,
          "--table-width": `${tableWidth}px`,
          "--print-zoom": Math.max(smallestPrint, Math.min(1, paperWidth / tableWidth)),
        })}
        @keydown=${this.onKey}
      >
        <table
          role="grid"
          aria-label=${this.label}
          aria-rowcount=${this.rowCount + 1}
          aria-colcount=${this.columns.length}
          aria-multiselectable="true"
          aria-busy=${this.store.isBusy}
          @click=${this.onClick}
          @dblclick=${this.onDoubleClick}
          @pointerdown=${this.onPointerDown}
          @pointerover=${this.onPointerOver}
        >
          <colgroup>${this.sizes.widths.map((width) => html`<col style="--width: ${width}px" />`)}</colgroup>
          <thead>
            <tr aria-rowindex="1">${this.columns.map((column, index) =>
              renderHeader({
                column,
                index,
                view: this.store.view,
                isActive: this.active.row === -1 && this.active.column === index,
                pinnedAt: pinned[index],
                idPrefix: this.idPrefix,
              }),
            )}</tr>
          </thead>
          <tbody>
            ${above > 0 ? html`<tr class="space" aria-hidden="true" style="block-size: ${above}px"></tr>` : nothing}
            ${repeat(
              rows,
              ({ index }) => index,
              ({ index }) => this.renderRow(index, range, pinned),
            )}
            ${below > 0 ? html`<tr class="space" aria-hidden="true" style="block-size: ${below}px"></tr>` : nothing}
          </tbody>
        </table>
      </div>
      ${this.renderPrinted()}
      <div hidden>
        ${this.columns.map(
          (column, index) =>
            html`<span id=${`${this.idPrefix}-${index}`}>${[column.inKey ? "primary key" : "", column.type].filter(Boolean).join(", ")}</span>`,
        )}
      </div>
      <dj-column-menu
        @sort-column=${(event: CustomEvent<ColumnOrder | null>) => this.sort(event.detail)}
        @filter-column=${(event: CustomEvent<TableView["filters"]>) =>
          this.changeView({ ...this.store.view, filters: event.detail })}
        @resize-column=${(event: CustomEvent<{ column: string; by: number | null }>) => {
          const column = this.columns.findIndex(({ name }) => name === event.detail.column);
          if (event.detail.by === null) this.sizes.fit(column, this.rowsInSight);
          else this.sizes.change(column, event.detail.by);
        }}
      ></dj-column-menu>
    `;
  }

  /** On paper, which cannot be scrolled: which of the rows stand there. */
  private renderPrinted(): TemplateResult | typeof nothing {
    const { rows } = this.window;
    if (rows.length >= this.rowCount) return nothing;
    const [first, last, all] = [rows[0]!.index + 1, rows.at(-1)!.index + 1, this.rowCount].map((number) =>
      number.toLocaleString("en"),
    );
    return html`<p class="printed">Rows ${first} to ${last} of ${all}</p>`;
  }

  private renderRow(index: number, range: CellRange | null, pinned: readonly number[]): TemplateResult {
    const row = this.store.row(index);
    return html`<tr aria-rowindex=${index + 2}>
      ${this.columns.map((column, position) => {
        const value = row?.[position];
        const at = { row: index, column: position };
        const isActive = this.active.row === index && this.active.column === position;
        const isSelected = range !== null && isInRange(range, at);
        return html`<td
          class=${classMap({
            numeric: isNumeric(column) || value?.kind === "number",
            pinned: pinned[position] !== undefined,
          })}
          style=${pinned[position] === undefined ? nothing : `inset-inline-start: ${pinned[position]}px`}
          data-row=${index}
          data-column=${position}
          aria-colindex=${position + 1}
          aria-selected=${isSelected ? "true" : nothing}
          tabindex=${isActive ? 0 : -1}
        >${value === undefined ? html`<span class="waiting" aria-label="loading"></span>` : renderCell(value)}</td>`;
      })}
    </tr>`;
  }

  protected override updated(): void {
    this.style.setProperty("--grid-height", `${headerHeight + (this.rowCount + 1) * this.rowHeight}px`);
    const items = this.window.rows;
    if (items.length > 0) this.store.want(items[0]!.index, items.at(-1)!.index);
    const cell = this.activeElement;
    const focused = document.activeElement;
    const isNowhere = focused === document.body;
    if (this.isFocusWanted && cell !== null) {
      this.isFocusWanted = false;
      // Who went elsewhere while it was scrolled to stays there.
      if (isNowhere || focused === this.focusedBefore || this.contains(focused))
        cell.focus({ preventScroll: true });
      this.scrollColumnIntoView(cell);
    } else if (this.hadFocusedCell && (isNowhere || focused === this.scroller)) {
      // The cell that had the keyboard was scrolled out of the page, or is back in it.
      (cell ?? this.scroller)?.focus({ preventScroll: true });
    }
  }

  private readonly onStoreChange = (): void => {
    if (this.shownView !== this.store.view) {
      this.shownView = this.store.view;
      this.anchor = null;
      if (this.scroller !== null) this.scroller.scrollTop = 0;
    }
    if (this.active.row >= this.rowCount) this.active = { ...this.active, row: this.rowCount - 1 };
    this.requestUpdate();
    if (this.active.row >= 0) this.tell("active-cell");
  };

  private get rowHeight(): number {
    return matchMedia("(pointer: coarse)").matches ? 44 : 32;
  }

  private get range(): CellRange | null {
    return this.anchor === null || this.active.row < 0 ? null : rangeBetween(this.anchor, this.active);
  }

  private get activeElement(): HTMLElement | null {
    const { row, column } = this.active;
    const selector =
      row === -1 ? `th[data-column="${column}"]` : `td[data-row="${row}"][data-column="${column}"]`;
    return this.querySelector(selector);
  }

  /** The header is stuck above the rows, so that only the columns need care. */
  private scrollColumnIntoView(cell: HTMLElement): void {
    const scroller = this.scroller!;
    if (cell.classList.contains("pinned")) return;
    const pinned = this.sizes.pinned(scroller.clientWidth).length;
    const covered = this.sizes.widths.slice(0, pinned).reduce((sum, width) => sum + width, 0);
    const [left, right] = [cell.offsetLeft, cell.offsetLeft + cell.offsetWidth];
    if (left < scroller.scrollLeft + covered) scroller.scrollLeft = left - covered;
    else if (right > scroller.scrollLeft + scroller.clientWidth)
      scroller.scrollLeft = right - scroller.clientWidth;
  }

  /** Makes a cell active, scrolls to it and moves the keyboard to it. */
  private goTo(position: CellPosition, isExtending = false): void {
    if (isExtending && position.row < 0) return;
    if (isExtending) this.anchor ??= this.active.row < 0 ? position : this.active;
    else this.anchor = null;
    this.active = position;
    this.isFocusWanted = true;
    this.focusedBefore = document.activeElement;
    if (position.row >= 0) this.window.show(position.row);
    this.tell("active-cell");
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    const target = event.target as Element;
    if (target.closest("dj-column-menu") !== null) return;
    const isHeader = this.active.row === -1;
    const isCommand = event.ctrlKey || event.metaKey;
    if (event.key === "Tab") return;
    if (event.altKey) {
      if (isHeader && event.key === "ArrowDown") this.openMenu(this.active.column);
      else return;
    } else if (isHeader && event.shiftKey && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
      this.sizes.change(this.active.column, event.key === "ArrowLeft" ? -widthStep : widthStep);
    } else if (event.key === "Enter" || (event.key === " " && isHeader)) {
      if (isHeader) this.cycleSort(this.active.column, event.shiftKey);
      else this.tell("open-cell");
    } else if (isCommand && event.key.toLowerCase() === "c") {
      if (isHeader) return;
      this.dispatchEvent(
        new CustomEvent("copy-cells", { detail: this.range ?? rangeBetween(this.active, this.active) }),
      );
    } else if (isCommand && event.key.toLowerCase() === "a") {
      if (this.rowCount === 0) return;
      this.anchor = { row: 0, column: 0 };
      this.active = { row: this.rowCount - 1, column: this.columns.length - 1 };
    } else if (event.key === "Escape") {
      if (this.range === null) return;
      this.anchor = null;
    } else {
      const size = { rows: this.rowCount, columns: this.columns.length, page: this.window.pageSize };
      const moved = movedBy(event, this.active, size);
      if (moved === null) return;
      this.goTo(moved, event.shiftKey);
    }
    event.preventDefault();
    event.stopPropagation();
  };

  private positionOf(event: Event): CellPosition | null {
    const cell = (event.target as Element).closest<HTMLElement>("[data-column]");
    if (cell === null) return null;
    return { row: Number(cell.dataset.row ?? -1), column: Number(cell.dataset.column) };
  }

  private readonly onClick = (event: MouseEvent): void => {
    const target = event.target as Element;
    const position = this.positionOf(event);
    if (position === null || target.closest(".resize") !== null) return;
    if (target.closest(".menu") !== null) {
      this.active = { row: -1, column: position.column };
      this.openMenu(position.column);
    } else if (position.row === -1) {
      this.goTo(position);
      this.cycleSort(position.column, event.shiftKey);
    } else if (this.anchor === null) {
      this.goTo(position, event.shiftKey);
    }
  };

  private readonly onDoubleClick = (event: MouseEvent): void => {
    const position = this.positionOf(event);
    if (position === null) return;
    if ((event.target as Element).closest(".resize") !== null)
      this.sizes.fit(position.column, this.rowsInSight);
    else if (position.row >= 0) this.tell("open-cell");
  };

  private readonly onPointerDown = (event: PointerEvent): void => {
    const position = this.positionOf(event);
    if (position === null || event.button !== 0) return;
    if ((event.target as Element).closest(".resize") !== null) this.sizes.drag(event, position.column);
    else if (event.pointerType === "mouse" && position.row >= 0) {
      // The browser's own focus would scroll a cell that is cut off into sight before it can be chosen.
      event.preventDefault();
      this.goTo(position, event.shiftKey);
    }
  };

  private readonly onPointerOver = (event: PointerEvent): void => {
    if (event.pointerType !== "mouse" || event.buttons !== 1 || this.active.row < 0) return;
    const position = this.positionOf(event);
    if (position === null || position.row < 0) return;
    if (position.row !== this.active.row || position.column !== this.active.column) this.goTo(position, true);
  };

  private get rowsInSight(): ShownRow[] {
    return this.window.rows.map(({ index }) => this.store.row(index)).filter((row) => row !== null);
  }

  private openMenu(index: number): void {
    const column = this.columns[index]!;
    const header = this.querySelector<HTMLElement>(`th[data-column="${index}"]`)!;
    this.menu.open(column, this.store.view, header);
  }

  private cycleSort(index: number, isAdded: boolean): void {
    const column = this.columns[index]!;
    if (!isSortable(column.kind)) return;
    const { askedView } = this.store;
    this.changeView({ ...askedView, order: cycledOrder(askedView.order, column.name, isAdded) });
  }

  private sort(order: ColumnOrder | null): void {
    this.changeView({ ...this.store.askedView, order: order === null ? [] : [order] });
  }

  private changeView(view: TableView): void {
    this.dispatchEvent(new CustomEvent("view-change", { detail: view }));
  }

  private tell(name: "active-cell" | "open-cell"): void {
    const { row, column } = this.active;
    const value = this.store.row(row)?.[column] ?? null;
    this.dispatchEvent(new CustomEvent<ActiveCell>(name, { detail: { row, column, value } }));
  }
}

const isNumeric = (column: TableColumn): boolean => column.kind === "number";

declare global {
  interface HTMLElementTagNameMap {
    "dj-data-grid": DataGridElement;
  }
}
