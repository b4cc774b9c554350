import { html, LitElement, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import "../prose-block/prose-block.ts";
import "./prose-cell.css";

/**
 * A text of a document: shown as Markdown says, and written as Markdown when it is opened for editing.
 *
 * @fires {CustomEvent<{id: string, source: string}>} edit-cell - the reader types
 * @fires {CustomEvent<{id: string}>} finish-text - the reader is done
 * @fires {CustomEvent<{id: string, afterwards: "next" | "insert"}>} run-cell - and wants to go on, as after a cell
 */
@customElement("dj-prose-cell")
export class ProseCellElement extends LitElement {
  @property({ attribute: false }) blockId = "";
  @property({ attribute: false }) markdown = "";
  @property({ attribute: false }) linkDefinitions = "";
  @state() private isEdited = false;

  protected override createRenderRoot(): this {
    return this;
  }

  /** Opens the text for editing, with the keyboard in it. */
  async edit(): Promise<void> {
    this.isEdited = true;
    await this.updateComplete;
    this.querySelector("textarea")?.focus();
  }

  protected override render(): TemplateResult {
    if (this.isEdited) return this.renderEditor();
    const isEmpty = this.markdown.trim() === "";
    return html`<div class="prose-cell" @dblclick=${this.onDoubleClick}>
      ${
        isEmpty
          ? html`<button type="button" class="control prose-empty" @click=${() => this.edit()}>Empty text: write something</button>`
          : html`<dj-prose-block .markdown=${this.markdown} .linkDefinitions=${this.linkDefinitions}></dj-prose-block>`
      }
    </div>`;
  }

  private renderEditor(): TemplateResult {
    return html`<div class="prose-editor" data-text=${`${this.markdown}\n`}>
        <textarea
          aria-label="Text in Markdown"
          rows="1"
          .value=${this.markdown}
          @input=${(event: Event) => this.send("edit-cell", { source: (event.target as HTMLTextAreaElement).value })}
          @keydown=${this.onKeydown}
          @blur=${this.finish}
        ></textarea>
      </div>
      <p class="prose-hint">Markdown. <kbd>Shift</kbd>+<kbd>Enter</kbd> or <kbd>Esc</kbd> ends editing.</p>`;
  }

  private onDoubleClick(event: MouseEvent): void {
    if ((event.target as Element).closest("a, summary") !== null) return;
    void this.edit();
  }

  private onKeydown(event: KeyboardEvent): void {
    const isRun = event.key === "Enter" && (event.shiftKey || event.ctrlKey || event.metaKey || event.altKey);
    if ((event.key !== "Escape" && !isRun) || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    this.closest<HTMLElement>("[tabindex]")?.focus();
    this.finish();
    const afterwards = event.altKey ? "insert" : "next";
    if (isRun && (event.altKey || event.shiftKey)) this.send("run-cell", { afterwards });
  }

  private finish(): void {
    if (!this.isEdited) return;
    this.isEdited = false;
    this.send("finish-text", {});
  }

  private send(name: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(name, { detail: { ...detail, id: this.blockId }, bubbles: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "dj-prose-cell": ProseCellElement;
  }
}
