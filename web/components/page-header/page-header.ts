import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { NotebookState } from "../../app/session/notebook-session.ts";
import { controls } from "../../styles/controls.ts";
import { icon } from "../icon/icon.ts";
import { logo } from "../icon/logo.ts";
import "../menu-button/menu-button.ts";
import type { MenuItem } from "../menu-button/menu-item.ts";
import "../theme-switch/theme-switch.ts";
import type { DocumentMark } from "./document-mark.ts";
import { pageHeaderStyles } from "./page-header.styles.ts";

/**
 * The bar at the top: which document this is, how it is doing, and what can be done with all of it.
 *
 * @fires {CustomEvent<{name: string}>} command - the reader wants a command of the page done
 */
@customElement("dj-page-header")
export class PageHeaderElement extends LitElement {
  /** The document's title; named `heading` because every element has a `title` already. */
  @property() heading = "";
  @property({ attribute: false }) mark: DocumentMark | null = null;
  /** What the menu of the document offers. */
  @property({ attribute: false }) menu: readonly MenuItem[] = [];
  @property() state: NotebookState = "idle";
  @property({ attribute: false }) progress = { ran: 0, asked: 0 };
  @property({ type: Boolean }) hasCells = false;
  @property({ type: Boolean }) isFilesOpen = false;
  @property({ type: Boolean }) isDocumentsOpen = false;

  static override styles = [controls, pageHeaderStyles];

  /** Moves the keyboard to the button that opens the database files. */
  focusFiles(): void {
    this.renderRoot.querySelector<HTMLElement>("#files")?.focus({ preventScroll: true });
  }

  /** Moves the keyboard to the button that opens the list of documents. */
  focusDocuments(): void {
    this.renderRoot.querySelector<HTMLElement>("#documents")?.focus({ preventScroll: true });
  }

  protected override render(): TemplateResult {
    const { progress } = this;
    const isRunning = this.state === "running";
    return html`
      <div class="title">
        <a href="./" aria-label="DataJoint in the browser, first page">${logo}</a>
        <button
          type="button"
          id="documents"
          class="control compact"
          aria-label="Documents"
          title="Documents"
          aria-expanded=${this.isDocumentsOpen}
          @click=${() => this.send("toggle-documents")}
        >
          ${icon("documents")}<span class="label">Documents</span>
        </button>
        <span class="heading">${this.heading}</span>
        ${this.renderMark()}
        ${
          this.menu.length === 0
            ? nothing
            : html`<dj-menu-button
                label="Document menu"
                .items=${this.menu}
                @choose=${(event: CustomEvent<{ name: string }>) => this.send(event.detail.name)}
              ></dj-menu-button>`
        }
      </div>
      <div class="actions" role="group" aria-label="Document actions">
        ${this.hasCells ? this.renderRunActions(isRunning) : nothing}
        <button
          type="button"
          id="files"
          class="control compact"
          aria-label="Database files"
          title="Database files"
          aria-expanded=${this.isFilesOpen}
          @click=${() => this.send("toggle-files")}
        >
          ${icon("database")}<span class="label">Database files</span>
        </button>
        <dj-theme-switch></dj-theme-switch>
      </div>
      <div class="progress" ?hidden=${!isRunning || progress.asked < 2} aria-hidden="true">
        <div style="inline-size: ${(100 * progress.ran) / Math.max(1, progress.asked)}%"></div>
      </div>
    `;
  }

  private renderMark(): TemplateResult | typeof nothing {
    const { mark } = this;
    if (mark === null) return nothing;
    return html`<span class="mark" ?data-problem=${mark.isProblem} title=${mark.explanation}>${mark.text}</span>`;
  }

  /** What can't be pressed keeps the keyboard: who pressed it is still there when it can be again. */
  private renderRunActions(isRunning: boolean): TemplateResult {
    return html`
      <span class="state" data-state=${this.state}>
        <span class="dot" aria-hidden="true"></span><span role="status">${this.state}</span>
      </span>
      <button
        type="button"
        class="control compact stop"
        aria-label="Stop"
        title="Stop what runs"
        aria-disabled=${isRunning ? nothing : "true"}
        @click=${() => isRunning && this.send("stop")}
      >
        ${icon("stop")}<span class="label">Stop</span>
      </button>
      <button
        type="button"
        class="control compact restart"
        aria-label="Restart"
        title="Forget all variables; stored data stays"
        ?data-hidden-on-phone=${isRunning}
        @click=${() => this.send("restart")}
      >
        ${icon("restart")}<span class="label">Restart</span>
      </button>
      <button
        type="button"
        class="control primary"
        aria-disabled=${isRunning ? "true" : nothing}
        @click=${() => !isRunning && this.send("run-all")}
      >
        ${icon("run")}Run all
      </button>
    `;
  }

  private send(name: string): void {
    this.dispatchEvent(new CustomEvent("command", { detail: { name }, bubbles: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "dj-page-header": PageHeaderElement;
  }
}
