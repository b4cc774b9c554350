import { html, LitElement, nothing, type TemplateResult } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { ConfirmDialogElement } from "../confirm-dialog/confirm-dialog.ts";
import "../confirm-dialog/confirm-dialog.ts";
import { icon } from "../icon/icon.ts";

/**
 * A panel beside the document, with what all of them share: a heading, what went wrong, a question to the reader, and
 * the way out. What it lists is read again whenever it changes.
 *
 * @fires close-panel - the reader has seen enough
 */
export abstract class SidePanelElement extends LitElement {
  /** Whether the keyboard goes to the panel when it opens. */
  @property({ attribute: false }) takesKeyboard = true;
  @state() protected problem: string | null = null;
  @query("dj-confirm-dialog") protected dialog!: ConfirmDialogElement;
  private watched: EventTarget | null = null;

  /** What it lists, which dispatches `change`; null while it is not there. */
  protected abstract get source(): EventTarget | null;

  /** Reads what it lists. */
  protected abstract read(): Promise<void>;

  override connectedCallback(): void {
    super.connectedCallback();
    this.watch(this.source);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.watch(null);
  }

  override focus(): void {
    this.renderRoot.querySelector("h2")?.focus({ preventScroll: true });
  }

  protected override willUpdate(): void {
    this.watch(this.source);
  }

  protected override firstUpdated(): void {
    if (this.takesKeyboard) this.focus();
  }

  /** The panel with its heading around what it shows. */
  protected renderPanel(title: string, content: TemplateResult): TemplateResult {
    return html`
      <div class="panel" @keydown=${this.onKeydown}>
        <header>
          <h2 tabindex="-1">${title}</h2>
          <button
            type="button"
            class="control icon-only"
            aria-label="Close ${title.toLowerCase()}"
            @click=${() => this.send("close-panel")}
          >
            ${icon("cross")}
          </button>
        </header>
        ${this.problem === null ? nothing : html`<p class="problem" role="alert">${this.problem}</p>`}
        ${content}
      </div>
      <dj-confirm-dialog></dj-confirm-dialog>
    `;
  }

  protected readonly refresh = (): Promise<void> => this.attempt(() => this.read());

  /** Does something, and says in the panel what went wrong with it. */
  protected async attempt(action: () => Promise<void>): Promise<void> {
    try {
      this.problem = null;
      await action();
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
    }
  }

  protected send(name: string, detail: object = {}): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
  }

  /** Leaves what the reader is in: the panel, where it is nothing else. */
  protected leave(): void {
    this.send("close-panel");
  }

  private watch(source: EventTarget | null): void {
    if (source === this.watched) return;
    this.watched?.removeEventListener("change", this.refresh);
    this.watched = source;
    source?.addEventListener("change", this.refresh);
    if (source !== null) void this.refresh();
  }

  private onKeydown(event: KeyboardEvent): void {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    this.leave();
  }
}
