import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import { LONG_LINK } from "../../documents/share-link.ts";
import { controls } from "../../styles/controls.ts";
import { dialogStyles } from "../../styles/dialog.ts";
import "../copy-button/copy-button.ts";

const COUNT = new Intl.NumberFormat("en");

/** Shows a link that holds a document, to be copied. */
@customElement("dj-share-dialog")
export class ShareDialogElement extends LitElement {
  @state() private link = "";
  @state() private isWhole = true;
  @query("dialog") private dialog!: HTMLDialogElement;

  static override styles = [
    controls,
    dialogStyles,
    css`
      dialog {
        inline-size: min(32rem, calc(100vw - 2rem));
      }

      label {
        display: block;
        margin-block-end: 0.3rem;
        color: var(--ink-soft);
        font-size: var(--small-size);
      }

      .link {
        display: flex;
        gap: 0.5rem;
        align-items: center;
        margin-block-end: 0.6rem;
      }

      input {
        flex: 1;
        min-inline-size: 0;
        min-block-size: 2.25rem;
        padding: 0 0.6rem;
        border: 1px solid var(--line-strong);
        border-radius: 6px;
        background: var(--paper);
        color: var(--ink);
        font: var(--code-size) / 1.4 var(--font-code);
        text-overflow: ellipsis;
      }

      .size {
        margin-block-end: 0.8rem;
        color: var(--ink-quiet);
        font-size: var(--small-size);
      }

      .warning {
        margin-block-end: 0.8rem;
        padding: 0.6rem 0.8rem;
        border-radius: 6px;
        background: var(--tier-computed-fill);
        color: var(--ink);
        font-size: 0.875rem;
      }
    `,
  ];

  /**
   * Shows a link.
   *
   * @param isWhole - whether the document itself is in the link, and not only its name
   */
  async show(link: string, isWhole: boolean): Promise<void> {
    this.link = link;
    this.isWhole = isWhole;
    await this.updateComplete;
    this.dialog.showModal();
    this.selectLink();
  }

  /** From its end, so that its beginning stays in sight. */
  private selectLink(): void {
    const input = this.renderRoot.querySelector("input")!;
    input.setSelectionRange(0, input.value.length, "backward");
    input.focus();
  }

  protected override render(): TemplateResult {
    const { length } = this.link;
    return html`
      <dialog aria-labelledby="title" aria-describedby="about">
        <form method="dialog">
          <h2 id="title">Share by link</h2>
          <p id="about">
            ${
              this.isWhole
                ? "The link holds the whole document, compressed. Nothing is sent anywhere: who gets the link has the document. Outputs and database files are not in it."
                : "This tutorial is unchanged, so the link only names it."
            }
          </p>
          <label for="link">Link</label>
          <div class="link">
            <input id="link" readonly .value=${this.link}  />
            <dj-copy-button .text=${this.link} what="link" isWhatShown></dj-copy-button>
          </div>
          <p class="size">${COUNT.format(length)} characters</p>
          ${
            length > LONG_LINK
              ? html`<p class="warning" role="note">This link is long. Some programs cut links of more than ${COUNT.format(LONG_LINK)} characters: save the document as a file and send that instead, or try the link before you rely on it.</p>`
              : nothing
          }
          <div class="choices">
            <button class="control outlined">Close</button>
          </div>
        </form>
      </dialog>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "dj-share-dialog": ShareDialogElement;
  }
}
