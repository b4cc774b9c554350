import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { SentSql, StatementLog } from "../../kernel/output.ts";
import "../copy-button/copy-button.ts";
import { renderSql } from "../sql-view/sql-view.ts";
import "./statement-list.css";

/** What a cell sent to databases, in order; folded at first. */
@customElement("dj-statement-list")
export class StatementListElement extends LitElement {
  @property({ attribute: false }) log: StatementLog = { total: 0, first: [], last: [] };
  @state() private isOpen = false;

  protected override createRenderRoot(): this {
    return this;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { total, first, last } = this.log;
    if (total === 0) return nothing;
    return html`<details
      @toggle=${(event: Event) => {
        this.isOpen = (event.target as HTMLDetailsElement).open;
      }}
    >
      <summary>${total.toLocaleString("en")} SQL ${total === 1 ? "statement" : "statements"} sent</summary>
      ${this.isOpen ? this.renderList(total, first, last) : nothing}
    </details>`;
  }

  private renderList(total: number, first: readonly SentSql[], last: readonly SentSql[]): TemplateResult {
    const hidden = total - first.length - last.length;
    const text = [...first, ...last].map(statementText).join("\n\n");
    return html`
      <div class="tools"><dj-copy-button .text=${text} what="all statements" .isWhatShown=${true}></dj-copy-button></div>
      <ol>
        ${first.map((sent, index) => renderStatement(sent, index + 1))}
        ${hidden > 0 ? html`<li class="hidden">… ${hidden.toLocaleString("en")} more …</li>` : nothing}
        ${last.map((sent, index) => renderStatement(sent, total - last.length + index + 1))}
      </ol>
    `;
  }
}

function renderStatement(sent: SentSql, number: number): TemplateResult {
  const { sql, values, milliseconds, rows, changes, error } = sent;
  const outcome = [
    rows > 0 ? `${rows.toLocaleString("en")} ${rows === 1 ? "row" : "rows"}` : "",
    changes > 0 ? `${changes.toLocaleString("en")} changed` : "",
    `${milliseconds.toFixed(milliseconds < 10 ? 1 : 0)} ms`,
  ];
  return html`<li value=${number} class=${error === null ? "" : "failed"}>
    <div class="statement">
      <pre tabindex="0"><code>${renderSql(sql)}</code></pre>
      ${values.length === 0 ? nothing : html`<p class="values">? = ${values.join(", ")}</p>`}
      <p class="outcome">${error === null ? outcome.filter(Boolean).join(" · ") : error}</p>
    </div>
    <dj-copy-button .text=${statementText(sent)} what="statement ${number}"></dj-copy-button>
  </li>`;
}

const statementText = ({ sql, values }: SentSql): string =>
  values.length === 0 ? `${sql};` : `${sql};\n-- ? = ${values.join(", ").replaceAll("\n", " ")}`;

declare global {
  interface HTMLElementTagNameMap {
    "dj-statement-list": StatementListElement;
  }
}
