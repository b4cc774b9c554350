import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import { controls } from "../../styles/controls.ts";
import { dialogStyles } from "../../styles/dialog.ts";
import { rowCountStyles } from "../../styles/row-counts.ts";
import { confirmDialogStyles } from "./confirm-dialog.styles.ts";

/** A table that an action takes rows from. */
export interface AffectedTable {
  readonly schema: string;
  readonly className: string;
  readonly rows: number;
}

/** What a reader is asked before something that cannot be undone. */
export interface Question {
  readonly title: string;
  readonly text: string;
  /** The name of the button that does it. */
  readonly action: string;
  /** What it takes, listed below the text. */
  readonly tables?: readonly AffectedTable[];
}

/** Asks one question at a time. Escape and the button *Cancel*, which has the focus at first, both say no. */
@customElement("dj-confirm-dialog")
export class ConfirmDialogElement extends LitElement {
  @state() private question: Question | null = null;
  private answer: ((isConfirmed: boolean) => void) | null = null;

  @query("dialog") private readonly dialog!: HTMLDialogElement;

  static override styles = [controls, dialogStyles, rowCountStyles, confirmDialogStyles];

  /** Asks, and resolves with the answer. */
  ask(question: Question): Promise<boolean> {
    this.withdraw();
    this.question = question;
    return new Promise((resolve) => {
      this.answer = resolve;
      void this.updateComplete.then(() => {
        if (this.answer !== resolve) return;
        this.dialog.returnValue = "";
        this.dialog.showModal();
      });
    });
  }

  /** Takes the question back, as when the cell that asked was stopped. */
  withdraw(): void {
    this.answer?.(false);
    this.answer = null;
    this.dialog?.close();
  }

  protected override render(): TemplateResult {
    const { title, text, action, tables = [] } = this.question ?? { title: "", text: "", action: "" };
    return html`
      <dialog
        class=${tables.length === 0 ? "" : "is-wide"}
        aria-labelledby="title"
        aria-describedby="text"
        @close=${this.onClose}
      >
        <form method="dialog">
          <h2 id="title">${title}</h2>
          <p id="text">${text}</p>
          ${tables.length === 0 ? nothing : renderTables(tables)}
          <div class="choices">
            <button value="" class="control outlined" autofocus>Cancel</button>
            <button value="yes" class="control outlined danger">${action}</button>
          </div>
        </form>
      </dialog>
    `;
  }

  private onClose(): void {
    // The event of a question that was withdrawn may come when the next one is open.
    if (this.dialog.open) return;
    this.answer?.(this.dialog.returnValue === "yes");
    this.answer = null;
  }
}

const counted = (rows: number): string => rows.toLocaleString("en");

function renderTables(tables: readonly AffectedTable[]): TemplateResult {
  const total = tables.reduce((sum, { rows }) => sum + rows, 0);
  return html`
    <div class="tables" tabindex="0" role="region" aria-label="Tables and their rows">
      <table>
        <thead>
          <tr><th scope="col">Schema</th><th scope="col">Table</th><th scope="col" class="rows">Rows</th></tr>
        </thead>
        <tbody>
          ${tables.map(
            ({ schema, className, rows }) => html`
              <tr><td>${schema}</td><th scope="row">${className}</th><td class="rows">${counted(rows)}</td></tr>
            `,
          )}
        </tbody>
        ${
          tables.length === 1
            ? nothing
            : html`<tfoot>
                <tr><td></td><th scope="row">In all</th><td class="rows">${counted(total)}</td></tr>
              </tfoot>`
        }
      </table>
    </div>
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    "dj-confirm-dialog": ConfirmDialogElement;
  }
}
