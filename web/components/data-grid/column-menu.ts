import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import type { ColumnKind, TableColumn } from "../../kernel/output.ts";
import {
  type ColumnFilter,
  type FilterOperator,
  type TableView,
  wholeTable,
} from "../../kernel/table-questions.ts";
import { filterValue, operatorNames, operatorsOf, takesValue } from "./filter-operators.ts";
import { isSortable } from "./sort-order.ts";
import "./column-menu.css";

/**
 * What can be done with a column: sort, filter, width.
 *
 * @fires {CustomEvent<ColumnOrder | null>} sort-column
 * @fires {CustomEvent<readonly ColumnFilter[]>} filter-column - all filters of the table
 * @fires {CustomEvent<{column: string, by: number | null}>} resize-column
 */
@customElement("dj-column-menu")
export class ColumnMenuElement extends LitElement {
  @state() private column: TableColumn | null = null;
  @state() private view: TableView = wholeTable;
  @state() private operator: FilterOperator = "equal";
  private header: HTMLElement | null = null;
  @query(".panel") private readonly panel!: HTMLElement;

  protected override createRenderRoot(): this {
    return this;
  }

  /** Opens the menu below the header of a column. */
  async open(column: TableColumn, view: TableView, header: HTMLElement): Promise<void> {
    this.column = column;
    this.view = view;
    this.header = header;
    this.operator = this.filter?.operator ?? operatorsOf(column.kind)[0]!;
    await this.updateComplete;
    const input = this.querySelector<HTMLInputElement>("[name=value]");
    if (input !== null) input.value = String(this.filter?.value ?? "");
    this.panel.showPopover();
    this.place();
    this.querySelector<HTMLElement>("button, select")?.focus();
  }

  protected override render(): TemplateResult {
    const { column } = this;
    return html`<div
      class="panel"
      popover
      role="dialog"
      aria-label=${column === null ? nothing : `Sort and filter ${column.name}`}
      @keydown=${(event: KeyboardEvent) => {
        event.stopPropagation();
        if (event.key === "Escape") {
          event.preventDefault();
          this.close();
        }
      }}
    >
      ${column === null ? nothing : this.renderContent(column)}
    </div>`;
  }

  private renderContent(column: TableColumn): TemplateResult {
    const order = this.view.order.find((one) => one.column === column.name);
    const sort = (text: string, isDescending: boolean): TemplateResult => {
      const isOn = order?.isDescending === isDescending;
      return html`<button
        type="button"
        class="control outlined"
        aria-pressed=${isOn}
        @click=${() => this.finish("sort-column", isOn ? null : { column: column.name, isDescending })}
      >${text}</button>`;
    };
    return html`
      <p class="title">${column.name} <span>${column.type}</span></p>
      ${
        isSortable(column.kind)
          ? html`<div class="row" role="group" aria-label="Sort">
              ${sort("Ascending", false)} ${sort("Descending", true)}
            </div>`
          : nothing
      }
      <form class="row filter" @submit=${this.apply}>
        <select
          aria-label="Condition"
          name="operator"
          @change=${(event: Event) => {
            this.operator = (event.target as HTMLSelectElement).value as FilterOperator;
          }}
        >
          ${operatorsOf(column.kind).map(
            (operator) =>
              html`<option value=${operator} ?selected=${operator === this.operator}>${operatorNames[operator]}</option>`,
          )}
        </select>
        ${takesValue(this.operator) ? this.renderInput(column.kind) : nothing}
        <div class="row">
          <button class="control primary" type="submit">Filter</button>
          ${
            this.filter === undefined
              ? nothing
              : html`<button
                  class="control outlined"
                  type="button"
                  @click=${() => this.finish("filter-column", this.otherFilters)}
                >Remove filter</button>`
          }
        </div>
      </form>
      <div class="row width" role="group" aria-label="Column width">
        <span>Width</span>
        <button type="button" class="control" @click=${() => this.resize(-24)}>Narrower</button>
        <button type="button" class="control" @click=${() => this.resize(24)}>Wider</button>
        <button type="button" class="control" @click=${() => this.resize(null)}>Fit</button>
      </div>
    `;
  }

  private renderInput(kind: ColumnKind | undefined): TemplateResult {
    if (kind === "bool") {
      return html`<select name="value" aria-label="Value">
        <option value="true">true</option>
        <option value="false">false</option>
      </select>`;
    }
    return html`<input
      name="value"
      aria-label="Value"
      autocomplete="off"
      spellcheck="false"
      inputmode=${kind === "number" ? "decimal" : "text"}
    />`;
  }

  private get filter(): ColumnFilter | undefined {
    return this.view.filters.find(({ column }) => column === this.column?.name);
  }

  private get otherFilters(): readonly ColumnFilter[] {
    return this.view.filters.filter(({ column }) => column !== this.column?.name);
  }

  private readonly apply = (event: SubmitEvent): void => {
    event.preventDefault();
    const { column, operator } = this;
    if (column === null) return;
    const text = String(new FormData(event.target as HTMLFormElement).get("value") ?? "");
    const value = takesValue(operator) ? filterValue(text, column.kind) : null;
    this.finish("filter-column", [...this.otherFilters, { column: column.name, operator, value }]);
  };

  private resize(by: number | null): void {
    this.dispatchEvent(new CustomEvent("resize-column", { detail: { column: this.column?.name, by } }));
  }

  private finish(name: "sort-column" | "filter-column", detail: unknown): void {
    this.close();
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  private close(): void {
    this.panel.hidePopover();
    this.header?.focus();
  }

  /** Below the header, and within the window. */
  private place(): void {
    const { left, bottom } = this.header!.getBoundingClientRect();
    const { offsetWidth, offsetHeight } = this.panel;
    const space = 8;
    const x = Math.min(left, innerWidth - offsetWidth - space);
    const y = Math.min(bottom + 4, innerHeight - offsetHeight - space);
    this.panel.style.left = `${Math.max(space, x)}px`;
    this.panel.style.top = `${Math.max(space, y)}px`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "dj-column-menu": ColumnMenuElement;
  }
}
