import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { DatabaseFileInfo, DatabaseFiles } from "../../files/database-files.ts";
import { controls } from "../../styles/controls.ts";
import type { ConfirmDialogElement } from "../confirm-dialog/confirm-dialog.ts";
import "../confirm-dialog/confirm-dialog.ts";
import { icon } from "../icon/icon.ts";
import { databasePanelStyles } from "./database-panel.styles.ts";
import { fileSizeText } from "./file-size.ts";

const TIME = new Intl.DateTimeFormat("en", { timeStyle: "short" });
const DAY = new Intl.DateTimeFormat("en", { dateStyle: "medium" });

/**
 * The database files that this page keeps in the browser.
 *
 * @fires send-to-server - a file, `{ name }`, is to be copied to a server
 * @fires copy-from-server - a new file is to be made of what a server has
 * @fires files-removed - files were deleted; whatever had them open must let go of them
 * @fires close-panel - the reader has seen enough
 */
@customElement("dj-database-panel")
export class DatabasePanelElement extends LitElement {
  @property({ attribute: false }) files: DatabaseFiles | null = null;

  @state() private list: readonly DatabaseFileInfo[] | null = null;
  @state() private problem: string | null = null;
  @query("dj-confirm-dialog") private dialog!: ConfirmDialogElement;

  static override styles = [controls, databasePanelStyles];

  override connectedCallback(): void {
    super.connectedCallback();
    this.files?.addEventListener("change", this.refresh);
    void this.refresh();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.files?.removeEventListener("change", this.refresh);
  }

  override focus(): void {
    this.renderRoot.querySelector("h2")?.focus({ preventScroll: true });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("files")) return;
    changed.get("files")?.removeEventListener("change", this.refresh);
    this.files?.addEventListener("change", this.refresh);
    void this.refresh();
  }

  protected override firstUpdated(): void {
    this.focus();
  }

  protected override render(): TemplateResult {
    return html`
      <div class="panel" @keydown=${this.onKeydown}>
        <header>
          <h2 tabindex="-1">Database files</h2>
          <button type="button" class="control icon-only" aria-label="Close database files" @click=${this.close}>
            ${icon("cross")}
          </button>
        </header>
        <p class="about">Each Instance keeps its data in a file of its own, in this browser on this computer.</p>
        ${this.problem === null ? nothing : html`<p class="problem" role="alert">${this.problem}</p>`}
        ${this.renderList()}
      </div>
      <dj-confirm-dialog></dj-confirm-dialog>
    `;
  }

  private renderList(): TemplateResult | typeof nothing {
    const { list } = this;
    if (list === null) return nothing;
    if (list.length === 0) {
      return html`
        <p class="empty">There are none yet. A file appears here when a cell has stored something.</p>
        <div class="actions">${this.renderFetch()}</div>
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
                  @click=${() => this.tell("send-to-server", { name: file.name })}
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
        ${this.renderFetch()}
        <div class="reset">
          <button type="button" class="control outlined danger" @click=${() => this.attempt(() => this.reset())}>
            Reset
          </button>
          <span class="reset-note">deletes all files and starts afresh</span>
        </div>
      </div>
    `;
  }

  private renderFetch(): TemplateResult {
    return html`<button type="button" class="control outlined" @click=${() => this.tell("copy-from-server")}>
      ${icon("download")} Copy from server…
    </button>`;
  }

  private tell(event: "send-to-server" | "copy-from-server", detail: object = {}): void {
    this.dispatchEvent(new CustomEvent(event, { bubbles: true, detail }));
  }

  private readonly refresh = async (): Promise<void> => {
    const { files } = this;
    if (files === null) return;
    await this.attempt(async () => {
      const list = await files.list();
      this.list = [...list].sort((a, b) => a.name.localeCompare(b.name));
    });
  };

  private async download(name: string): Promise<void> {
    const bytes = await this.files!.read(name);
    if (bytes === null) throw new Error(`The file "${name}" is no longer there.`);
    const url = URL.createObjectURL(new Blob([bytes as BlobPart], { type: "application/vnd.sqlite3" }));
    const link = document.createElement("a");
    link.href = url;
    link.download = sqliteName(name);
    link.click();
    // The browser reads the address after this task, so it must live a little longer.
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
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
    this.dispatchEvent(new CustomEvent("files-removed", { bubbles: true }));
    void this.refresh();
    this.focus();
  }

  private async attempt(action: () => Promise<void>): Promise<void> {
    try {
      this.problem = null;
      await action();
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
    }
  }

  private onKeydown(event: KeyboardEvent): void {
    if (event.key === "Escape") this.close();
  }

  private close(): void {
    this.dispatchEvent(new CustomEvent("close-panel", { bubbles: true }));
  }
}

/** The hour for what was saved today, the day for anything older. */
function savedText(savedAt: Date): string {
  const isToday = savedAt.toDateString() === new Date().toDateString();
  return isToday ? `today at ${TIME.format(savedAt)}` : DAY.format(savedAt);
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
