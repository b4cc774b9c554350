import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { highlight } from "../../editor/tokens/highlight.ts";
import { kernelOf } from "../../kernel/ask-kernel-event.ts";
import { viewCode } from "../../kernel/filter-restriction.ts";
import type { ShownValue, TableOutput, TableSql } from "../../kernel/output.ts";
import { type TableView, wholeTable } from "../../kernel/table-questions.ts";
import "../copy-button/copy-button.ts";
import type { CellRange } from "../data-grid/cell-position.ts";
import "../data-grid/data-grid.ts";
import type { ActiveCell } from "../data-grid/data-grid.ts";
import { tableIcon } from "../data-grid/grid-icons.ts";
import { RowStore } from "../data-grid/row-store.ts";
import { EnlargedView } from "../enlarged-view/enlarged-view.ts";
import { icon } from "../icon/icon.ts";
import { countText } from "../result-table/count-text.ts";
import "../sql-view/sql-view.ts";
import "../value-viewer/value-viewer.ts";
import { copyRange } from "./copy-range.ts";
import { filterOfValue, restrictionToRow, restrictionToValue } from "./value-restriction.ts";
import "./table-browser.css";

type Panel = "sql" | "chart" | "download";

/**
 * A table that the kernel holds, to be looked through: its grid, the value that was chosen in it, its SQL,
 * a chart and downloads.
 *
 * @fires {CustomEvent<{code: string}>} insert-cell - the reader wants a new cell with this code
 */
@customElement("dj-table-browser")
export class TableBrowserElement extends LitElement {
  @property({ attribute: false }) result!: TableOutput;

  @state() private store!: RowStore;
  @state() private panels: ReadonlySet<Panel> = new Set();
  @state() private chosen: ActiveCell | null = null;
  @state() private whole: ShownValue | null = null;
  @state() private isValueOpen = false;
  @state() private sql: TableSql | null = null;
  @state() private notice = "";

  private readonly ask = kernelOf(this);
  private readonly enlarged = new EnlargedView(this, () => `Result, ${this.countText}, enlarged`);

  protected override createRenderRoot(): this {
    return this;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("result")) return;
    this.store?.removeEventListener("change", this.onStoreChange);
    this.store = new RowStore(this.result, this.ask);
    this.store.addEventListener("change", this.onStoreChange);
    this.sql = this.result.sql;
    this.chosen = null;
    this.isValueOpen = false;
  }

  protected override render(): TemplateResult {
    const { store, result } = this;
    const { view } = store;
    return html`
      ${this.isChanged ? this.renderView(view) : nothing}
      <dj-data-grid
        .columns=${result.columns}
        .store=${store}
        .label=${`Result, ${countText(store.total, store.total)}`}
        @active-cell=${(event: CustomEvent<ActiveCell>) => this.choose(event.detail)}
        @open-cell=${() => this.openValue(true)}
        @view-change=${(event: CustomEvent<TableView>) => this.changeView(event.detail)}
        @copy-cells=${(event: CustomEvent<CellRange>) => this.copy(event.detail)}
      ></dj-data-grid>
      ${store.problem === null ? nothing : html`<p class="problem" role="alert">${icon("alert")} ${store.problem}</p>`}
      ${this.renderChosen()}
      <footer>
        <span class="count">${this.countText}</span>
        ${this.sql === null ? nothing : this.renderToggle("sql", "Show SQL")}
        ${result.total === 0 ? nothing : html`${this.renderToggle("chart", "Chart")} ${this.renderToggle("download", "Download")}`}
        ${this.enlarged.renderButton()}
        <span class="outcome" role="status">${this.notice}</span>
      </footer>
      ${this.renderPanels()}
    `;
  }

  private get isChanged(): boolean {
    const { filters, order } = this.store.view;
    return filters.length + order.length > 0;
  }

  private get countText(): string {
    const { total } = this.store;
    return this.isChanged && total !== this.result.total
      ? countText(total, this.result.total, "of")
      : countText(total, total);
  }

  /** The sorting and the filters, as the code that they stand for. */
  private renderView(view: TableView): TemplateResult {
    const { code } = this.result;
    const text = viewCode(code ?? "", view);
    return html`<div class="view" role="group" aria-label="Sorting and filters">
      ${
        code
          ? html`<code
                >${highlight(text, "ts").map((line, index) => html`${index > 0 ? "\n" : ""}${line.map((piece) => html`<span class="code-${piece.kind}">${piece.text}</span>`)}`)}</code
              >
              <dj-copy-button .text=${text} what="the code of these rows"></dj-copy-button>
              <button
                type="button"
                class="control"
                aria-label="Put the code of these rows into a new cell"
                @click=${() => this.insert(text)}
              >${tableIcon("cell")} New cell</button>`
          : html`<span class="plain">${[...view.filters.map(({ column }) => `${column} filtered`), ...view.order.map(({ column }) => `sorted by ${column}`)].join(", ")}</span>`
      }
      <button type="button" class="control" @click=${() => this.changeView(wholeTable)}>${icon("cross")} Clear</button>
    </div>`;
  }

  private renderChosen(): TemplateResult | typeof nothing {
    const { chosen, result } = this;
    const column = chosen === null ? undefined : result.columns[chosen.column];
    if (chosen === null || column === undefined || chosen.row < 0 || chosen.value === null) return nothing;
    const { code } = result;
    const row = this.store.row(chosen.row);
    return html`<dj-value-viewer
      .chosen=${{
        column,
        row: chosen.row + 1,
        value: chosen.value,
        code: code && restrictionToValue(code, column, chosen.value),
        rowCode: code && row !== null ? restrictionToRow(code, result.columns, row) : null,
      }}
      .whole=${this.whole}
      .isOpen=${this.isValueOpen}
      .canFilter=${filterOfValue(column, chosen.value) !== null}
      @open-value=${() => this.openValue(!this.isValueOpen)}
      @insert-code=${(event: CustomEvent<{ code: string }>) => this.insert(event.detail.code)}
      @filter-value=${() => this.filterByChosen()}
    ></dj-value-viewer>`;
  }

  private renderToggle(panel: Panel, text: string): TemplateResult {
    return html`<button
      type="button"
      class="control"
      aria-expanded=${this.panels.has(panel)}
      @click=${() => this.toggle(panel)}
    >${text}</button>`;
  }

  private renderPanels(): TemplateResult {
    const { panels, store } = this;
    const address = { source: store.source, view: store.view };
    return html`
      ${
        panels.has("download")
          ? html`<dj-table-export
              .columns=${this.result.columns}
              .address=${address}
              .ask=${this.ask}
              .total=${store.total}
              .fileName=${/^[A-Z]\w*/.exec(this.result.code ?? "")?.[0] ?? "rows"}
            ></dj-table-export>`
          : nothing
      }
      ${
        panels.has("chart")
          ? html`<dj-chart-view
              .columns=${this.result.columns}
              .address=${this.sameAddress(address)}
              .ask=${this.ask}
              .total=${store.total}
            ></dj-chart-view>`
          : nothing
      }
      ${panels.has("sql") ? html`<dj-sql-view class="wide-table" .sql=${this.sql} .loadPlan=${this.loadPlan}></dj-sql-view>` : nothing}
    `;
  }

  private lastAddress: { readonly source: string; readonly view: TableView } | null = null;

  /** One object for one view, so that nothing is fetched again for the same rows. */
  private sameAddress(address: { readonly source: string; readonly view: TableView }): typeof address {
    const { lastAddress: last } = this;
    if (last?.source === address.source && last.view === address.view) return last;
    this.lastAddress = address;
    return address;
  }

  private readonly loadPlan = () =>
    this.ask("tablePlan", { source: this.store.source, view: this.store.view });

  private readonly onStoreChange = (): void => this.requestUpdate();

  private async toggle(panel: Panel): Promise<void> {
    // Each is loaded when it is opened first; others may be opened meanwhile.
    if (panel === "chart") await import("../chart-view/chart-view.ts");
    if (panel === "download") await import("../table-export/table-export.ts");
    const panels = new Set(this.panels);
    if (!panels.delete(panel)) panels.add(panel);
    this.panels = panels;
  }

  private choose(cell: ActiveCell): void {
    const isSame = this.chosen?.row === cell.row && this.chosen.column === cell.column;
    this.chosen = cell;
    this.notice = "";
    if (isSame && this.whole !== null) return;
    this.whole = null;
    if (this.isValueOpen) void this.loadWhole();
  }

  private openValue(isOpen: boolean): void {
    this.isValueOpen = isOpen;
    if (isOpen) void this.loadWhole();
  }

  private async loadWhole(): Promise<void> {
    const { chosen, store } = this;
    if (chosen === null || chosen.row < 0) return;
    const { row, column } = chosen;
    const { view } = store;
    const isStillChosen = (): boolean =>
      this.store === store &&
      store.view === view &&
      this.chosen?.row === row &&
      this.chosen.column === column;
    try {
      const whole = await this.ask("tableValue", { source: store.source, view, row, column });
      if (isStillChosen()) this.whole = whole;
    } catch (error) {
      if (!isStillChosen()) return;
      this.notice = error instanceof Error ? error.message : String(error);
      this.whole = chosen.value;
    }
  }

  private async changeView(view: TableView): Promise<void> {
    const { store } = this;
    this.notice = "";
    const isTaken = await store.setView(view);
    if (!isTaken || this.store !== store) return;
    this.chosen = null;
    this.whole = null;
    this.notice = `${countText(store.total, store.total)}${view.order.length > 0 ? ", sorted" : ""}`;
    if (this.sql === null) return;
    try {
      const sql = await this.ask("tableSql", { source: store.source, view });
      if (this.store === store && store.view === view) this.sql = sql;
    } catch {
      // What is wrong with the kernel is told by the rows.
    }
  }

  private filterByChosen(): void {
    const { chosen } = this;
    const column = chosen === null ? undefined : this.result.columns[chosen.column];
    const filter = column === undefined || !chosen?.value ? null : filterOfValue(column, chosen.value);
    if (filter === null) return;
    const { filters, order } = this.store.view;
    void this.changeView({
      order,
      filters: [...filters.filter((one) => one.column !== filter.column), filter],
    });
  }

  private async copy(range: CellRange): Promise<void> {
    const { store, result } = this;
    try {
      this.notice = await copyRange(
        this.ask,
        { source: store.source, view: store.view },
        range,
        result.columns,
      );
    } catch (error) {
      this.notice = `Not copied: ${error instanceof Error ? error.message : String(error)}`;
    }
  }

  private insert(code: string): void {
    // The reader goes on in the cell.
    if (this.enlarged.isEnlarged) this.enlarged.toggle();
    this.dispatchEvent(new CustomEvent("insert-cell", { detail: { code }, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "dj-table-browser": TableBrowserElement;
  }
}
