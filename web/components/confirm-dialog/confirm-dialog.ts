import { html, LitElement, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { controls } from "../../styles/controls.ts";
import { dialogStyles } from "../../styles/dialog.ts";

/** What a reader is asked before something that cannot be undone. */
export interface Question {
  readonly title: string;
  readonly text: string;
  /** The name of the button that does it. */
  readonly action: string;
}

/** Asks one question at a time. Escape and the button *Cancel* both say no. */
@customElement("dj-confirm-dialog")
export class ConfirmDialogElement extends LitElement {
  @state() private question: Question | null = null;
  private answer: ((isConfirmed: boolean) => void) | null = null;

  static override styles = [controls, dialogStyles];

  /** Asks, and resolves with the answer. */
  async ask(question: Question): Promise<boolean> {
    this.question = question;
    await this.updateComplete;
    return new Promise((resolve) => {
      this.answer = resolve;
      const dialog = this.renderRoot.querySelector("dialog")!;
      dialog.returnValue = "";
      dialog.showModal();
    });
  }

  protected override render(): TemplateResult {
    return html`
      <dialog aria-labelledby="title" aria-describedby="text" @close=${this.onClose}>
        <form method="dialog">
          <h2 id="title">${this.question?.title}</h2>
          <p id="text">${this.question?.text}</p>
          <div class="choices">
            <button value="" class="control outlined">Cancel</button>
            <button value="yes" class="control outlined danger">${this.question?.action}</button>
          </div>
        </form>
      </dialog>
    `;
  }

  private onClose(event: Event): void {
    this.answer?.((event.target as HTMLDialogElement).returnValue === "yes");
    this.answer = null;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "dj-confirm-dialog": ConfirmDialogElement;
  }
}
