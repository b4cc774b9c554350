import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { PlanNode } from "../../../core/dialect/plan-node.ts";
import { highlight } from "../../editor/tokens/highlight.ts";
import type { TableSql } from "../../kernel/output.ts";
import "../copy-button/copy-button.ts";
import "./sql-view.css";

const DIALECTS = [
  { key: "sqlite", name: "SQLite" },
  { key: "mysql", name: "MySQL" },
] as const;

/** The SQL of one query in each dialect, side by side: which was sent, with which values, and what came of it. */
@customElement("dj-sql-view")
export class SqlViewElement extends LitElement {
  @property({ attribute: false }) sql: TableSql | null = null;
  /** Asks the database how it evaluates the query; null where nobody can ask it. */
  @property({ attribute: false }) loadPlan: (() => Promise<PlanNode | null>) | null = null;

  @state() private plan: PlanNode | "loading" | string | null = null;

  protected override createRenderRoot(): this {
    return this;
  }

  /** Counts the plans that were asked for: the last counts. */
  private asked = 0;

  protected override willUpdate(changed: PropertyValues<this>): void {
    // A plan that is wanted is that of the SQL that stands there.
    if (changed.has("sql") && this.plan !== null) void this.showPlan();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { sql } = this;
    if (sql === null) return nothing;
    return html`
      <div class="dialects">${DIALECTS.map(({ key, name }) => this.renderDialect(sql, key, name))}</div>
      ${sql.sent === undefined ? nothing : this.renderSent(sql.sent)}
      ${this.renderPlan()}
    `;
  }

  private renderDialect(sql: TableSql, key: "sqlite" | "mysql", name: string): TemplateResult {
    const values = sql.values?.[key] ?? [];
    return html`<section aria-label="SQL for ${name}">
      <header>
        <h3>${name}${sql.sent?.dialect === key ? html` <span class="sent">sent</span>` : nothing}</h3>
        <dj-copy-button .text=${sql[key]} what="the SQL for ${name}"></dj-copy-button>
      </header>
      <pre tabindex="0" aria-label="${name}" role="region"><code>${renderSql(sql[key])}</code></pre>
      ${
        values.length === 0
          ? nothing
          : html`<dl class="values">
              ${values.map((value, index) => html`<div><dt>?${values.length > 1 ? index + 1 : nothing}</dt><dd>${value}</dd></div>`)}
            </dl>`
      }
    </section>`;
  }

  private renderSent({ milliseconds, rows, pageOrder }: NonNullable<TableSql["sent"]>): TemplateResult {
    const count = `${rows.toLocaleString("en")} ${rows === 1 ? "row" : "rows"}`;
    const time = milliseconds === null ? "" : ` in ${milliseconds.toFixed(milliseconds < 10 ? 1 : 0)} ms`;
    const order = pageOrder.length === 0 ? "" : `ORDER BY ${pageOrder.join(", ")} `;
    return html`<p class="note">
      <span>First page: ${count}${time}.</span>
      <span>Pages are fetched with <code>${order}LIMIT 100 OFFSET …</code></span>
      ${
        this.loadPlan === null
          ? milliseconds === null
            ? html`<span>Run the cell to see the plan.</span>`
            : nothing
          : html`<button class="control" type="button" aria-expanded=${this.plan !== null} @click=${this.togglePlan}>
              ${this.plan === null ? "Show plan" : "Hide plan"}
            </button>`
      }
    </p>`;
  }

  private renderPlan(): TemplateResult | typeof nothing {
    const { plan } = this;
    if (plan === null) return nothing;
    if (plan === "loading") return html`<p class="note">asking the database …</p>`;
    if (typeof plan === "string") return html`<p class="note" role="alert">${plan}</p>`;
    return html`<section class="plan" aria-label="Query plan"><dj-plan-tree .plan=${plan}></dj-plan-tree></section>`;
  }

  private readonly togglePlan = (): void => {
    if (this.plan === null) void this.showPlan();
    else this.plan = null;
  };

  private async showPlan(): Promise<void> {
    const asked = ++this.asked;
    this.plan = "loading";
    const plan = await Promise.all([this.loadPlan?.(), import("../plan-tree/plan-tree.ts")]).then(
      ([found]) => found ?? "There is no plan: these rows did not come from a query.",
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    // Nobody waits for it any more where it was closed meanwhile.
    if (this.plan === "loading" && asked === this.asked) this.plan = plan;
  }
}

/** SQL with its colours. */
export const renderSql = (sql: string): TemplateResult =>
  html`${highlight(sql, "sql").map(
    (line, index) =>
      html`${index > 0 ? "\n" : ""}${line.map((piece) => html`<span class="code-${piece.kind}">${piece.text}</span>`)}`,
  )}`;

declare global {
  interface HTMLElementTagNameMap {
    "dj-sql-view": SqlViewElement;
  }
}
