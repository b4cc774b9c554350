import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { ShownValue, TableOutput } from "../../kernel/output.ts";
import { icon } from "../icon/icon.ts";
import { describeValue } from "../shown-value/describe-value.ts";
import { countText } from "./count-text.ts";
import { isNumericColumn } from "./numeric-column.ts";
import "../shown-value/shown-value.ts";
import "../../styles/wide-table.css";
import "./result-table.css";

/** Texts of more characters than this are broken into lines. */
const LONG_TEXT = 60;

let nextId = 1;

/** True once what tables of a run need is there. */
let isBrowserLoaded = false;

/**
 * The rows of a query, with their number in all and the SQL behind them: the first ones at once, and all of them
 * to be looked through where the kernel holds them.
 */
@customElement("dj-result-table")
export class ResultTableElement extends LitElement {
  @property({ attribute: false }) result: TableOutput = {
    kind: "table",
    columns: [],
    rows: [],
    total: 0,
    sql: null,
  };

  @state() private isSqlShown = false;
  @state() private isBrowsed = false;
  private readonly idPrefix = `result-${nextId++}`;

  protected override createRenderRoot(): this {
    return this;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("result")) return;
    const isHeld = Boolean(this.result.source);
    this.isBrowsed = isHeld && isBrowserLoaded;
    if (isHeld && !isBrowserLoaded) void this.loadBrowser();
  }

  private async loadBrowser(): Promise<void> {
    await import("../table-browser/table-browser.ts");
    isBrowserLoaded = true;
    this.isBrowsed = Boolean(this.result.source);
  }

  protected override render(): TemplateResult {
    if (this.isBrowsed) return html`<dj-table-browser .result=${this.result}></dj-table-browser>`;
    return this.renderFirstRows();
  }

  /** What shows SQL is loaded when it is wanted first. */
  private async toggleSql(): Promise<void> {
    await import("../sql-view/sql-view.ts");
    this.isSqlShown = !this.isSqlShown;
  }

  protected override updated(): void {
    const table = this.querySelector<HTMLElement>(".first-rows table");
    table?.parentElement?.style.setProperty("--table-width", `${table.offsetWidth}px`);
  }

  private renderFirstRows(): TemplateResult {
    const { columns, rows, sql } = this.result;
    const isNumeric = columns.map(({ kind }, index) => kind === "number" || isNumericColumn(rows, index));
    const count = countText(rows.length, this.result.total);
    return html`<div class="first-rows">
      <div class="scroll wide-table" tabindex="0" role="group" aria-label="Rows, scrollable">
        <table aria-label="Result, ${count}">
          <thead>
            <tr>
              ${columns.map(
                (column, index) => html`
                  <th
                    scope="col"
                    class=${classes(column.inKey, isNumeric[index]!)}
                    data-type=${column.type}
                    aria-describedby=${`${this.idPrefix}-column-${index}`}
                  >${column.inKey ? icon("key") : nothing}${column.name}</th>
                `,
              )}
            </tr>
          </thead>
          <tbody>
            ${rows.map(
              (row) =>
                html`<tr>${row.map(
                  (value, index) =>
                    html`<td class=${cellClass(value, isNumeric[index]!)}>${renderCell(value)}</td>`,
                )}</tr>`,
            )}
          </tbody>
        </table>
      </div>
      <div hidden>
        ${columns.map(
          (column, index) =>
            html`<span id=${`${this.idPrefix}-column-${index}`}>${[column.inKey ? "primary key" : "", column.type].filter(Boolean).join(", ")}</span>`,
        )}
      </div>
      <footer>
        <span class="count">${count}</span>
        ${rows.length < this.result.total ? html`<span>Run the cell to see all.</span>` : nothing}
        ${
          sql === null
            ? nothing
            : html`<button class="control"
                type="button"
                aria-expanded=${this.isSqlShown}
                aria-controls=${`${this.idPrefix}-sql`}
                @click=${this.toggleSql}
              >Show SQL</button>`
        }
      </footer>
      <div class="sql" id=${`${this.idPrefix}-sql`} ?hidden=${!this.isSqlShown}>
        ${this.isSqlShown ? html`<dj-sql-view class="wide-table" .sql=${sql}></dj-sql-view>` : nothing}
      </div>
    </div>`;
  }
}

function classes(inKey: boolean, isNumeric: boolean): string {
  return [inKey ? "key" : "", isNumeric ? "numeric" : ""].filter(Boolean).join(" ");
}

/** What is long, or has lines of its own, may break; anything else stays on one line. */
function cellClass(value: ShownValue, isNumeric: boolean): string {
  const isLong = value.kind === "text" && (value.text.length > LONG_TEXT || value.text.includes("\n"));
  return isNumeric ? "numeric" : isLong ? "long" : "";
}

function renderCell(value: ShownValue): TemplateResult | string {
  switch (value.kind) {
    case "null":
      return html`<span class="null">NULL</span>`;
    case "text":
      return value.text === "" ? html`<span class="empty" title="empty text">""</span>` : value.text;
    case "array":
    case "object":
      return html`<dj-shown-value class="nested" .value=${value} .isClosed=${true}></dj-shown-value>`;
    case "ndarray":
      return html`<dj-shown-value class="nested" .value=${value} .isClosed=${true}></dj-shown-value>`;
    case "bytes":
      return value.image?.base64
        ? html`<img src=${`data:${value.image.type};base64,${value.image.base64}`} alt=${`image, ${describeValue(value)}`} />`
        : html`<span class="quiet">${describeValue(value)}</span>`;
    case "function":
    case "undefined":
      return html`<span class="quiet">${describeValue(value)}</span>`;
    default:
      return describeValue(value);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "dj-result-table": ResultTableElement;
  }
}
