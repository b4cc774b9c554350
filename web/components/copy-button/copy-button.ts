import { css, html, LitElement, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { controls } from "../../styles/controls.ts";
import { icon } from "../icon/icon.ts";

/** Copies a text to the clipboard, and says so. */
@customElement("dj-copy-button")
export class CopyButtonElement extends LitElement {
  /** The text to copy. */
  @property({ attribute: false }) text = "";
  /** What is copied, for the button's name: `Copy` and this. */
  @property() what = "";
  /** Whether `what` is to be seen too, where the text itself does not stand beside the button. */
  @property({ type: Boolean }) isWhatShown = false;

  @state() private outcome: "copied" | "failed" | null = null;
  private timer = 0;

  static override styles = [
    controls,
    css`
      button[data-outcome="copied"] {
        color: var(--tier-manual-ink);
      }
    `,
  ];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
    this.outcome = null;
  }

  protected override render(): TemplateResult {
    const label = this.outcome === "copied" ? "Copied" : this.outcome === "failed" ? "Not copied" : "Copy";
    return html`
      <button class="control" type="button" data-outcome=${this.outcome ?? ""} @click=${this.copy}>
        ${icon(this.outcome === "copied" ? "check" : "copy")} ${label}
        <span class=${this.isWhatShown ? "" : "visually-hidden"}>${this.what}</span>
      </button>
      <span class="visually-hidden" aria-live="polite">${this.outcome === null ? "" : label}</span>
    `;
  }

  private async copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.text);
      this.outcome = "copied";
    } catch {
      this.outcome = "failed";
    }
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => {
      this.outcome = null;
    }, 2000);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "dj-copy-button": CopyButtonElement;
  }
}
