import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { DatabaseFileInfo, DatabaseFiles } from "../../files/database-files.ts";
import { downloadFile } from "../../files/download-file.ts";
import { controls } from "../../styles/controls.ts";
import { icon } from "../icon/icon.ts";
import { savedText } from "../side-panel/saved-text.ts";
import { sidePanelStyles } from "../side-panel/side-panel.styles.ts";
import { SidePanelElement } from "../side-panel/side-panel.ts";
import { databasePanelStyles } from "./database-panel.styles.ts";
import { fileSizeText } from "./file-size.ts";

/**
 * The database files that this page keeps in the browser.
 *
 * @fires {CustomEvent<{name: string}>} command - the reader wants to open a file
 * @fires send-to-server - a file, `{ name }`, is to be copied to a server
 * @fires copy-from-server - a new file is to be made of what a server has
 * @fires files-removed - files were deleted; whatever had them open must let go of them
 * @fires close-panel - the reader has seen enough
 */
@customElement("dj-database-panel")
export class DatabasePanelElement extends SidePanelElement {
  @property({ attribute: false }) files: DatabaseFiles | null = null;

  @state() private list: readonly DatabaseFileInfo[] | null = null;

  static override styles = [controls, sidePanelStyles, databasePanelStyles];

  protected override get source(): DatabaseFiles | null {
    return this.files;
  }

  protected override async read(): Promise<void> {
    const list = await this.files!.list();
    this.list = [...list].sort((a, b) => a.name.localeCompare(b.name));
  }

  protected override render(): TemplateResult {
    return this.renderPanel(
      "Database files",
      html`
        <p class="about">Each Instance keeps its data in a file of its own, in this browser on this computer.</p>
        ${this.renderList()}
      `,
    );
  }

  private renderList(): TemplateResult | typeof nothing {
    const { list } = this;
    if (list === null) return nothing;
    if (list.length === 0) {
      return html`
        <p class="empty">There are none yet. A file appears here when a cell has stored something.</p>
        <div class="actions">${this.renderAdding()}</div>
      `;
    }
    return html`
      <ul>
        ${repeat(
          list,
          (file) => file.name,
          (file) => html`
            <li>
              <div class="file">
                <span class="name">${file.name}</span>
                <span class="details">
                  ${fileSizeText(file.size)}, saved
                  <time datetime=${file.savedAt.toISOString()}>${savedText(file.savedAt)}</time>
                </span>
                <button
                  type="button"
                  class="control send"
                  aria-label="Send to server…, ${file.name}"
                  @click=${() => this.send("send-to-server", { name: file.name })}
                >
                  ${icon("upload")} Send to server…
                </button>
              </div>
              <button
                type="button"
                class="control icon-only"
                aria-label="Download ${sqliteName(file.name)}"
                title="Download ${sqliteName(file.name)}"
                @click=${() => this.attempt(() => this.download(file.name))}
              >
                ${icon("download")}
              </button>
              <button
                type="button"
                class="control icon-only"
                aria-label="Delete ${file.name}"
                title="Delete ${file.name}"
                @click=${() => this.attempt(() => this.deleteFile(file.name))}
              >
                ${icon("trash")}
              </button>
            </li>
          `,
        )}
      </ul>
      <div class="actions">
        ${this.renderAdding()}
        <div class="reset">
          <button type="button" class="control outlined danger" @click=${() => this.attempt(() => this.reset())}>
            Reset
          </button>
          <span class="reset-note">deletes all files and starts afresh</span>
        </div>
      </div>
    `;
  }

  /** Where more files come from. */
  private renderAdding(): TemplateResult {
    return html`<button
        type="button"
        class="control outlined"
        @click=${() => this.send("command", { name: "open-file" })}
      >
        ${icon("open")} Open a database file…
      </button>
      <button type="button" class="control outlined" @click=${() => this.send("copy-from-server")}>
      ${icon("download")} Copy from server…
    </button>`;
  }

  private async download(name: string): Promise<void> {
    const bytes = await this.files!.read(name);
    if (bytes === null) throw new Error(`The file "${name}" is no longer there.`);
    downloadFile(new Blob([bytes], { type: "application/vnd.sqlite3" }), sqliteName(name));
  }

  private async deleteFile(name: string): Promise<void> {
    const isConfirmed = await this.dialog.ask({
      title: `Delete “${name}”?`,
      text: "All schemas, tables and rows in this file will be gone. Download it first if you may want it back.",
      action: "Delete",
    });
    if (!isConfirmed) return;
    await this.files!.remove(name);
    this.removed();
  }

  private async reset(): Promise<void> {
    const names = this.list!.map((file) => file.name);
    const isConfirmed = await this.dialog.ask({
      title: names.length === 1 ? "Delete the database file?" : `Delete all ${names.length} database files?`,
      text: `Everything stored in ${names.join(", ")} will be gone, and the page starts afresh.`,
      action: "Reset",
    });
    if (!isConfirmed) return;
    for (const name of names) await this.files!.remove(name);
    this.removed();
  }

  private removed(): void {
    this.send("files-removed");
    void this.refresh();
    this.focus();
  }
}

/** The name under which a file is downloaded. */
function sqliteName(name: string): string {
  return /\.(sqlite3?|db3?)$/i.test(name) ? name : `${name}.sqlite`;
}

declare global {
  interface HTMLElementTagNameMap {
    "dj-database-panel": DatabasePanelElement;
  }
}
