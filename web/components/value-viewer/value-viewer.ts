import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { highlight } from "../../editor/tokens/highlight.ts";
import type { ShownValue, TableColumn } from "../../kernel/output.ts";
import "../array-plot/array-plot.ts";
import "../copy-button/copy-button.ts";
import { imageName } from "../data-grid/cell-text.ts";
import { tableIcon } from "../data-grid/grid-icons.ts";
import { icon } from "../icon/icon.ts";
import { describeValue } from "../shown-value/describe-value.ts";
import "../shown-value/shown-value.ts";
import "./value-viewer.css";

/** What is offered for the cell that a reader has chosen. */
export interface ChosenValue {
  readonly column: TableColumn;
  /** Counted from 1. */
  readonly row: number;
  readonly value: ShownValue;
  /** The restriction that the value stands for, after the expression; null where it stands for none. */
  readonly code: string | null;
  /** The restriction to the row alone; null where it has no primary key. */
  readonly rowCode: string | null;
}

/**
 * The value of the cell that a reader has chosen, whole where it is opened, and the restriction that it stands for.
 *
 * @fires open-value - show the value whole, or close it again
 * @fires {CustomEvent<{code: string}>} insert-code - put the restriction into a new cell
 * @fires filter-value - filter by the value
 */
@customElement("dj-value-viewer")
export class ValueViewerElement extends LitElement {
  @property({ attribute: false }) chosen!: ChosenValue;
  /** The value as large as it can be shown; null while it is fetched. */
  @property({ attribute: false }) whole: ShownValue | null = null;
  @property({ type: Boolean }) isOpen = false;
  @property({ type: Boolean }) canFilter = false;

  protected override createRenderRoot(): this {
    return this;
  }

  protected override render(): TemplateResult {
    const { column, row, code, rowCode } = this.chosen;
    return html`<section aria-label="Chosen value">
      <header>
        <h3>${column.inKey ? icon("key") : nothing}${column.name} <span>row ${row.toLocaleString("en")}</span></h3>
        <div class="actions">
          <button class="control" type="button" aria-expanded=${this.isOpen} @click=${() => this.send("open-value")}>
            ${tableIcon(this.isOpen ? "shrink" : "expand")} ${this.isOpen ? "Close value" : "Open value"}
          </button>
          ${
            this.canFilter
              ? html`<button class="control" type="button" @click=${() => this.send("filter-value")}>
                  ${tableIcon("filter")} Filter by it
                </button>`
              : nothing
          }
        </div>
      </header>
      ${this.isOpen ? html`<div class="whole" tabindex="0" role="group" aria-label="Value of ${column.name}">${this.renderWhole()}</div>` : nothing}
      ${code === null ? nothing : this.renderCode(code, "this value")}
      ${rowCode === null || rowCode === code ? nothing : this.renderCode(rowCode, "this row")}
    </section>`;
  }

  private renderCode(code: string, what: string): TemplateResult {
    return html`<div class="restriction">
      <code
        >${highlight(code, "ts")[0]!.map((piece) => html`<span class="code-${piece.kind}">${piece.text}</span>`)}</code
      >
      <dj-copy-button .text=${code} what="the restriction to ${what}"></dj-copy-button>
      <button
        class="control"
        type="button"
        aria-label="Put the restriction to ${what} into a new cell"
        @click=${() => this.send("insert-code", { code })}
      >${tableIcon("cell")} New cell</button>
    </div>`;
  }

  private renderWhole(): TemplateResult | string {
    const value = this.whole;
    if (value === null) return html`<span class="quiet">loading …</span>`;
    switch (value.kind) {
      case "null":
        return html`<span class="quiet">NULL</span>`;
      case "text":
        return html`<pre>${prettyText(value.text)}</pre>`;
      case "array":
      case "object":
        return html`<dj-shown-value .value=${value}></dj-shown-value>`;
      case "ndarray":
        return html`<dj-shown-value .value=${value}></dj-shown-value>`;
      case "bytes":
        return value.image?.base64
          ? html`<figure>
              <img src=${`data:${value.image.type};base64,${value.image.base64}`} alt=${imageName(value.image.type)} />
              <figcaption>${imageName(value.image.type)}, ${describeValue(value)}</figcaption>
            </figure>`
          : html`<pre>${describeValue(value)}: ${value.start}${value.size * 2 > value.start.length ? " …" : ""}</pre>`;
      default:
        return html`<pre>${describeValue(value)}</pre>`;
    }
  }

  private send(name: string, detail?: object): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

/** A text that is JSON, laid out for a reader; any other text as it is. */
function prettyText(text: string): string {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "dj-value-viewer": ValueViewerElement;
  }
}
