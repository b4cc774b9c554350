import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { highlight } from "../../editor/tokens/highlight.ts";
import "../copy-button/copy-button.ts";
import "./sql-view.css";

const DIALECTS = [
  { key: "sqlite", name: "SQLite" },
  { key: "mysql", name: "MySQL" },
] as const;

/** The SQL of one query in each dialect, side by side. */
@customElement("dj-sql-view")
export class SqlViewElement extends LitElement {
  @property({ attribute: false }) sql: { readonly sqlite: string; readonly mysql: string } | null = null;

  protected override createRenderRoot(): this {
    return this;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { sql } = this;
    if (sql === null) return nothing;
    return html`${DIALECTS.map(
      ({ key, name }) => html`
        <section aria-label="SQL for ${name}">
          <header>
            <h3>${name}</h3>
            <dj-copy-button .text=${sql[key]} what="the SQL for ${name}"></dj-copy-button>
          </header>
          <pre tabindex="0" aria-label="${name}" role="region"><code>${highlight(sql[key], "sql").map(
            (line, index) =>
              html`${index > 0 ? "\n" : ""}${line.map(
                (piece) => html`<span class="code-${piece.kind}">${piece.text}</span>`,
              )}`,
          )}</code></pre>
        </section>
      `,
    )}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "dj-sql-view": SqlViewElement;
  }
}
