import { html, LitElement, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { ShownValue } from "../../kernel/output.ts";
import { describeValue } from "./describe-value.ts";
import "./shown-value.css";

/** A value that can be opened and looked into, by pointer and by keyboard. */
@customElement("dj-shown-value")
export class ShownValueElement extends LitElement {
  @property({ attribute: false }) value: ShownValue = { kind: "undefined" };
  /** Whether the value starts closed, as it should where many stand side by side. */
  @property({ type: Boolean }) isClosed = false;

  protected override createRenderRoot(): this {
    return this;
  }

  protected override render(): TemplateResult {
    return html`<div class="value">${this.renderValue(this.value, null, !this.isClosed)}</div>`;
  }

  private renderValue(value: ShownValue, name: string | null, isOpen: boolean): TemplateResult {
    if (value.kind === "ndarray" && value.plot !== null) return this.renderArray(value, name);
    const label = name === null ? "" : html`<span class="name">${name}</span><span class="colon">: </span>`;
    const children = childrenOf(value);
    if (children === null || children.entries.length === 0) {
      return html`<div class="leaf">${label}<span class=${value.kind}>${leafText(value)}</span></div>`;
    }
    return html`
      <details ?open=${isOpen}>
        <summary>${label}<span class="type">${children.title}</span><span class="summary">${describeValue(value)}</span></summary>
        <div class="children">
          ${children.entries.map(([key, entry]) => this.renderValue(entry, key, false))}
          ${children.hidden > 0 ? html`<div class="leaf more">… and ${children.hidden} more</div>` : ""}
        </div>
      </details>
    `;
  }

  private renderArray(value: Extract<ShownValue, { kind: "ndarray" }>, name: string | null): TemplateResult {
    // What draws arrays is loaded with the first array.
    void import("../array-plot/array-plot.ts");
    return html`<div class="leaf array">
      ${name === null ? "" : html`<span class="name">${name}</span><span class="colon">: </span>`}<span
        class="opaque"
        >${describeValue(value)}</span
      ><dj-array-plot class="large" role="img" aria-label="Plot of ${describeValue(value)}" .plot=${value.plot}></dj-array-plot>
      ${name === null ? html`<div class="numbers">${value.text}</div>` : ""}
    </div>`;
  }
}

interface Children {
  readonly title: string;
  readonly entries: readonly (readonly [string, ShownValue])[];
  readonly hidden: number;
}

function childrenOf(value: ShownValue): Children | null {
  if (value.kind === "array") {
    return {
      title: `Array(${value.length})`,
      entries: value.items.map((item, index) => [String(index), item] as const),
      hidden: value.length - value.items.length,
    };
  }
  return value.kind === "object" ? { title: value.type, entries: value.entries, hidden: value.hidden } : null;
}

function leafText(value: ShownValue): string {
  if (value.kind === "array") return value.length === 0 ? "[]" : `Array(${value.length})`;
  if (value.kind === "bytes" && value.start !== "") return `${describeValue(value)}: ${value.start}`;
  return describeValue(value);
}

declare global {
  interface HTMLElementTagNameMap {
    "dj-shown-value": ShownValueElement;
  }
}
