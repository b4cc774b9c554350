import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { PlanNode } from "../../../core/dialect/plan-node.ts";
import "../copy-button/copy-button.ts";
import "./plan-tree.css";

/** The plan of a query: each step above those that it takes its rows from. */
@customElement("dj-plan-tree")
export class PlanTreeElement extends LitElement {
  @property({ attribute: false }) plan: PlanNode | null = null;

  protected override createRenderRoot(): this {
    return this;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { plan } = this;
    if (plan === null) return nothing;
    return html`
      <header>
        <h3>Plan</h3>
        <dj-copy-button .text=${planText(plan)} what="the plan"></dj-copy-button>
      </header>
      <ul>${renderStep(plan)}</ul>
    `;
  }
}

/** Reading a whole table is what a reader looks for in a plan. */
const isWholeScan = (detail: string): boolean => /^SCAN\b(?!.*\bINDEX\b)|^Table scan\b/i.test(detail);

function renderStep({ detail, estimatedRows, children }: PlanNode): TemplateResult {
  return html`<li>
    <span class="step ${isWholeScan(detail) ? "scan" : ""}">${detail}</span>
    ${estimatedRows === null ? nothing : html`<span class="estimate">about ${estimatedRows.toLocaleString("en")} ${estimatedRows === 1 ? "row" : "rows"}</span>`}
    ${children.length === 0 ? nothing : html`<ul>${children.map(renderStep)}</ul>`}
  </li>`;
}

/** The plan as text, a step a line. */
function planText({ detail, estimatedRows, children }: PlanNode, depth = 0): string {
  const estimate = estimatedRows === null ? "" : `  (about ${estimatedRows} rows)`;
  const line = `${"  ".repeat(depth)}${depth > 0 ? "- " : ""}${detail}${estimate}`;
  return [line, ...children.map((child) => planText(child, depth + 1))].join("\n");
}

declare global {
  interface HTMLElementTagNameMap {
    "dj-plan-tree": PlanTreeElement;
  }
}
