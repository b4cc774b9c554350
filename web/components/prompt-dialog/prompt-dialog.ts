import { css, html, LitElement, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { controls } from "../../styles/controls.ts";
import { dialogStyles } from "../../styles/dialog.ts";

/** Puts a question of a running cell to the reader, who answers in words. */
@customElement("dj-prompt-dialog")
export class PromptDialogElement extends LitElement {
  @state() private question = "";
  private answer: ((text: string | null) => void) | null = null;

  static override styles = [
    controls,
    dialogStyles,
    css`
      input {
        inline-size: 100%;
        min-block-size: 2.25rem;
        margin-block-end: 1.25rem;
        padding: 0 0.6rem;
        border: 1px solid var(--line-strong);
        border-radius: 6px;
        background: var(--paper);
        color: var(--ink);
        font: 1rem / 1.4 var(--font-text);
      }
    `,
  ];

  /** Asks, and resolves with the answer; null where the reader gave none. One question at a time. */
  async ask(question: string): Promise<string | null> {
    this.withdraw();
    this.question = question;
    await this.updateComplete;
    const input = this.renderRoot.querySelector("input")!;
    input.value = "";
    return new Promise((resolve) => {
      this.answer = resolve;
      this.dialog.returnValue = "";
      this.dialog.showModal();
      input.focus();
    });
  }

  /** Takes the question back, as when the cell that asked was stopped. */
  withdraw(): void {
    this.answer?.(null);
    this.answer = null;
    this.dialog.close();
  }

  protected override render(): TemplateResult {
    return html`
      <dialog aria-labelledby="title" aria-describedby="question" @close=${this.onClose}>
        <form method="dialog">
          <h2 id="title">The cell asks</h2>
          <p id="question">${this.question}</p>
          <input aria-labelledby="question" autocomplete="off" autocapitalize="off" spellcheck="false" />
          <div class="choices">
            <button type="button" class="control outlined" @click=${() => this.dialog.close()}>Cancel</button>
            <button value="answer" class="control primary">Answer</button>
          </div>
        </form>
      </dialog>
    `;
  }

  private get dialog(): HTMLDialogElement {
    return this.renderRoot.querySelector("dialog")!;
  }

  private onClose(): void {
    // The event of a question that was withdrawn may come when the next one is open.
    if (this.dialog.open) return;
    const text = this.renderRoot.querySelector("input")!.value;
    this.answer?.(this.dialog.returnValue === "answer" ? text : null);
    this.answer = null;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "dj-prompt-dialog": PromptDialogElement;
  }
}
