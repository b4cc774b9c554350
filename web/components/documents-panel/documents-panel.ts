import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { TutorialEntry } from "../../app/load-tutorial.ts";
import { addressOfKey } from "../../app/opening/document-address.ts";
import { type DocumentStore, type KeptDocumentInfo, nameOf } from "../../documents/kept/document-store.ts";
import { controls } from "../../styles/controls.ts";
import { icon } from "../icon/icon.ts";
import { savedText } from "../side-panel/saved-text.ts";
import { sidePanelStyles } from "../side-panel/side-panel.styles.ts";
import { SidePanelElement } from "../side-panel/side-panel.ts";
import { documentsPanelStyles } from "./documents-panel.styles.ts";

/**
 * The documents that there are: the site's tutorials, and those that the browser keeps for the reader.
 *
 * @fires {CustomEvent<{name: string}>} command - the reader wants a new document, or to open a file
 * @fires {CustomEvent<{href: string}>} open-document - the reader chose one of the documents
 * @fires {CustomEvent<{key: string}>} document-removed - a document was deleted
 * @fires close-panel - the reader has seen enough
 */
@customElement("dj-documents-panel")
export class DocumentsPanelElement extends SidePanelElement {
  @property({ attribute: false }) tutorials: readonly TutorialEntry[] = [];
  @property({ attribute: false }) store: DocumentStore | null = null;
  /** The key of the document that is open. */
  @property({ attribute: false }) currentKey: string | null = null;

  /** Null until they have been read. */
  @state() private kept: readonly KeptDocumentInfo[] | null = null;
  @state() private renaming: string | null = null;

  static override styles = [controls, sidePanelStyles, documentsPanelStyles];

  protected override get source(): DocumentStore | null {
    return this.store;
  }

  protected override async read(): Promise<void> {
    this.kept = await this.store!.list();
  }

  protected override render(): TemplateResult {
    const own = (this.kept ?? []).filter(({ key }) => !key.startsWith("tutorial:"));
    return this.renderPanel(
      "Documents",
      html`
        <div class="documents" @click=${this.onClick}>
          <div class="actions">
            <button type="button" class="control outlined" @click=${() => this.send("command", { name: "new-document" })}>
              ${icon("plus")} New document
            </button>
            <button type="button" class="control outlined" @click=${() => this.send("command", { name: "open-file" })}>
              ${icon("open")} Open a file
            </button>
          </div>
          <h3 id="tutorials">Tutorials</h3>
          <ul aria-labelledby="tutorials">
            ${this.tutorials.map((tutorial) => this.renderTutorial(tutorial))}
          </ul>
          <h3 id="own">Your documents</h3>
          ${
            own.length === 0
              ? html`<p class="quiet" ?hidden=${this.kept === null}>There are none yet. What you write is kept here, in this browser on this computer.</p>`
              : html`<ul aria-labelledby="own">
                  ${repeat(
                    own,
                    ({ key }) => key,
                    (kept) => (this.renaming === kept.key ? this.renderRename(kept) : this.renderOwn(kept)),
                  )}
                </ul>`
          }
          <p class="quiet hint">
            A Markdown file, a notebook or a database file can also be dropped anywhere on this page.
          </p>
        </div>
      `,
    );
  }

  private renderTutorial({ name, title }: TutorialEntry): TemplateResult {
    const key = `tutorial:${name}`;
    const isModified = this.kept?.some((kept) => kept.key === key) ?? false;
    return html`<li>
      <a href=${addressOfKey(key)} aria-current=${key === this.currentKey ? "page" : nothing}>
        <span class="name">${title}</span>
        ${isModified ? html`<span class="details">modified by you</span>` : nothing}
      </a>
    </li>`;
  }

  private renderOwn(kept: KeptDocumentInfo): TemplateResult {
    const name = nameOf(kept);
    return html`<li>
      <a href=${addressOfKey(kept.key)} aria-current=${kept.key === this.currentKey ? "page" : nothing}>
        <span class="name">${name}</span>
        <span class="details">
          ${kept.key.startsWith("source:") ? `from ${hostOf(kept.key)}, ` : ""}edited
          <time datetime=${kept.savedAt.toISOString()}>${savedText(kept.savedAt)}</time>
        </span>
      </a>
      <button
        type="button"
        class="control icon-only"
        aria-label="Rename ${name}"
        title="Rename ${name}"
        @click=${() => this.startRenaming(kept.key)}
      >
        ${icon("pencil")}
      </button>
      <button
        type="button"
        class="control icon-only"
        aria-label="Delete ${name}"
        title="Delete ${name}"
        @click=${() => this.attempt(() => this.deleteDocument(kept))}
      >
        ${icon("trash")}
      </button>
    </li>`;
  }

  private renderRename(kept: KeptDocumentInfo): TemplateResult {
    const name = nameOf(kept);
    const finish = (event: Event): void => {
      event.preventDefault();
      const given = this.renderRoot.querySelector("input")!.value.trim();
      this.renaming = null;
      this.focus();
      if (given !== "" && given !== name) void this.attempt(() => this.store!.rename(kept.key, given));
    };
    return html`<li>
      <form @submit=${finish}>
        <input aria-label="New name of ${name}" .value=${name} autocomplete="off" spellcheck="false" />
        <button class="control outlined">Rename</button>
      </form>
    </li>`;
  }

  private async startRenaming(key: string): Promise<void> {
    this.renaming = key;
    await this.updateComplete;
    const input = this.renderRoot.querySelector("input");
    // To select what is in it moves the keyboard there in some browsers alone.
    input?.focus();
    input?.select();
  }

  private async deleteDocument(kept: KeptDocumentInfo): Promise<void> {
    const isConfirmed = await this.dialog.ask({
      title: `Delete “${nameOf(kept)}”?`,
      text: "It will be gone from this browser. Files that it was saved to stay, and so does data that its cells have stored.",
      action: "Delete",
    });
    if (!isConfirmed) return;
    await this.store!.remove(kept.key);
    this.send("document-removed", { key: kept.key });
    this.focus();
  }

  /** The page opens a document itself, when it has saved the one that is open. */
  private onClick(event: MouseEvent): void {
    const link = (event.target as Element).closest("a");
    if (link === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.send("open-document", { href: link.getAttribute("href")! });
  }

  protected override leave(): void {
    if (this.renaming === null) {
      super.leave();
    } else {
      this.renaming = null;
      this.focus();
    }
  }
}

function hostOf(key: string): string {
  return URL.parse?.(key.slice("source:".length), document.baseURI)?.host ?? "another site";
}

declare global {
  interface HTMLElementTagNameMap {
    "dj-documents-panel": DocumentsPanelElement;
  }
}
