import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { FullEditor } from "../monaco/full-editor.ts";
import { highlight } from "../tokens/highlight.ts";
import { tabKey } from "./tab-key.ts";
import "./code-editor.css";

/** Where fingers type or the screen is narrow, the plain editor is the better one. */
const PLAIN_ONLY = "(pointer: coarse), (width <= 40rem)";

/** What the reader wants besides running the cell: to stay in it, to go on to the next, or a new one below. */
export type AfterRun = "stay" | "next" | "insert";

let nextId = 1;

/**
 * The code of a cell. It starts as a plain text field under which the code is painted: there at once, and
 * good for typing. When it is first used, the full editor is loaded and takes its place without a jump.
 * Light DOM, because the full editor finds its styles only there.
 *
 * @fires {CustomEvent<{source: string}>} source-change - the reader edited the code
 * @fires {CustomEvent<{afterwards: AfterRun}>} run - Ctrl+Enter stays, Shift+Enter goes on, Alt+Enter adds a cell
 * @fires {CustomEvent} leave-editor - Esc, where it closes nothing in the editor
 */
@customElement("dj-code-editor")
export class CodeEditorElement extends LitElement {
  @property({ attribute: false }) source = "";
  @property() language: "ts" | "sql" = "ts";
  /** The cell whose code it is. */
  @property({ attribute: false }) cellId = "";
  /** The accessible name of the text field. */
  @property() label = "Code";
  /** The line at which the last run failed, counted from 1. */
  @property({ attribute: false }) errorLine: number | null = null;

  @state() private isFull = false;
  private fullEditor: FullEditor | null = null;
  private isLoading = false;
  private readonly id_ = nextId++;

  protected override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    tabKey.addEventListener("change", this.onTabKeyChange);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    tabKey.removeEventListener("change", this.onTabKeyChange);
    this.fullEditor?.dispose();
    this.fullEditor = null;
    this.isFull = false;
  }

  /** Where the cursor stands, counted in characters of the source. */
  get caret(): number {
    return this.fullEditor?.caret ?? this.field?.selectionStart ?? 0;
  }

  /** Moves the keyboard to the code. */
  override focus(): void {
    if (this.fullEditor !== null) this.fullEditor.focus();
    else this.field?.focus();
  }

  /** Moves the keyboard to a place in the code. */
  showLine(line: number, column: number): void {
    const lines = this.source.split("\n").slice(0, line);
    const lastLine = lines.pop() ?? "";
    const start =
      lines.join("\n").length + (lines.length > 0 ? 1 : 0) + Math.min(column - 1, lastLine.length);
    if (this.fullEditor !== null) this.fullEditor.select(start, start);
    else this.field?.setSelectionRange(start, start);
    this.focus();
  }

  protected override render(): TemplateResult {
    return html`
      <div
        class="code-editor"
        ?data-full=${this.isFull}
        @keydown=${{ handleEvent: (event: KeyboardEvent) => this.onKeydown(event), capture: true }}
        @focusin=${this.loadFullEditor}
        @pointerenter=${this.prefetch}
      >
        <div class="plain-scroll">
          <div class="plain-editor">
            <pre class="code" aria-hidden="true">${this.renderLines()}</pre>
            <textarea
              class="code"
              rows="1"
              aria-label=${this.label}
              aria-describedby=${this.hintId}
              aria-hidden=${this.isFull ? "true" : nothing}
              tabindex=${this.isFull ? -1 : nothing}
              autocapitalize="off"
              autocomplete="off"
              autocorrect="off"
              spellcheck="false"
              .value=${this.source}
              @input=${this.onInput}
              @focus=${this.onFieldFocus}
            ></textarea>
          </div>
        </div>
        <div class="full-editor code"></div>
        <p class="code-hint" id=${this.hintId}>
          <span><kbd>Shift</kbd>+<kbd>Enter</kbd> runs,</span>
          <span><kbd>Tab</kbd> ${tabKey.isMovingFocus ? "leaves it" : "indents"} (<kbd>Ctrl</kbd>+<kbd>M</kbd> changes that),</span>
          <span><kbd>Esc</kbd> <kbd>?</kbd> lists keys</span>
        </p>
      </div>
    `;
  }

  private renderLines(): TemplateResult[] {
    return highlight(this.source, this.language).map(
      (line, index) =>
        html`<span class="line ${this.errorLine === index + 1 ? "error-line" : ""}">${line.map(
          (piece) => html`<span class="code-${piece.kind}">${piece.text}</span>`,
        )}${"\n"}</span>`,
    );
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (this.fullEditor === null) return;
    if (changed.has("source")) this.fullEditor.source = this.source;
    if (changed.has("label")) this.fullEditor.label = this.label;
    if (changed.has("errorLine")) this.fullEditor.markError(this.errorLine);
  }

  /** What changed while the editor was being painted, in it too. */
  private catchUp(editor: FullEditor, field: HTMLTextAreaElement): void {
    editor.source = this.source;
    editor.select(field.selectionStart, field.selectionEnd);
    editor.label = this.label;
    editor.markError(this.errorLine);
    editor.isTabMovingFocus = tabKey.isMovingFocus;
  }

  private get field(): HTMLTextAreaElement | null {
    return this.querySelector("textarea:not(.inputarea)");
  }

  private get hintId(): string {
    return `code-hint-${this.id_}`;
  }

  private readonly onTabKeyChange = (): void => {
    if (this.fullEditor !== null) this.fullEditor.isTabMovingFocus = tabKey.isMovingFocus;
    this.requestUpdate();
  };

  private onInput(): void {
    this.changeSource(this.field!.value);
  }

  private changeSource(source: string): void {
    if (source === this.source) return;
    this.source = source;
    this.dispatchEvent(new CustomEvent("source-change", { detail: { source }, bubbles: true }));
  }

  private onKeydown(event: KeyboardEvent): void {
    const afterwards = afterRun(event);
    if (afterwards !== null) {
      this.dispatchEvent(new CustomEvent("run", { detail: { afterwards }, bubbles: true }));
    } else if (event.key === "Escape" && this.fullEditor === null && !event.isComposing) {
      this.leave();
    } else if (event.key.toLowerCase() === "m" && event.ctrlKey && !event.metaKey && !event.altKey) {
      tabKey.toggle();
    } else if (event.key === "Tab" && !tabKey.isMovingFocus && this.fullEditor === null && !event.shiftKey) {
      this.insertIndent();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  private leave(): void {
    this.dispatchEvent(new CustomEvent("leave-editor", { bubbles: true }));
  }

  /** Through the browser's own command where there is one, which can be undone. */
  private insertIndent(): void {
    const field = this.field!;
    if (document.execCommand("insertText", false, "  ")) return;
    field.setRangeText("  ", field.selectionStart, field.selectionEnd, "end");
    this.onInput();
  }

  private prefetch(event: PointerEvent): void {
    if (event.pointerType === "mouse" && !matchMedia(PLAIN_ONLY).matches)
      void import("../monaco/full-editor.ts");
  }

  /** The field stays after it was replaced: what had it focused, as a dialog that closes, leads to the code. */
  private onFieldFocus(): void {
    this.fullEditor?.focus();
  }

  private async loadFullEditor(): Promise<void> {
    if (this.isLoading || this.fullEditor !== null || matchMedia(PLAIN_ONLY).matches) return;
    this.isLoading = true;
    try {
      const { FullEditor } = await import("../monaco/full-editor.ts");
      if (!this.isConnected) return;
      await this.replacePlainEditor(FullEditor);
    } catch {
      // The plain editor stays, with which everything can be done.
    } finally {
      this.isLoading = false;
    }
  }

  private async replacePlainEditor(Editor: typeof FullEditor): Promise<void> {
    const field = this.field!;
    const editor = new Editor({
      host: this.querySelector<HTMLElement>(".full-editor")!,
      like: field,
      cellId: this.cellId,
      source: this.source,
      language: this.language === "ts" ? "typescript" : "sql",
      label: this.label,
      describedBy: this.hintId,
      isTabMovingFocus: tabKey.isMovingFocus,
      onInput: (source) => {
        if (this.fullEditor === editor) this.changeSource(source);
      },
      onLeave: () => this.leave(),
    });
    await editor.painted();
    await this.compositionEnd();
    if (!this.isConnected) {
      editor.dispose();
      return;
    }
    this.catchUp(editor, field);
    this.fullEditor = editor;
    this.isFull = true;
    await this.updateComplete;
    // Who has gone elsewhere meanwhile stays there.
    if (field.matches(":focus")) editor.focus();
  }

  /** An input method that composes a character would lose it if the field went away. */
  private async compositionEnd(): Promise<void> {
    if (!this.isComposing) return;
    await new Promise((resolve) => this.addEventListener("compositionend", resolve, { once: true }));
  }

  private isComposing = false;

  override firstUpdated(): void {
    this.addEventListener("compositionstart", () => {
      this.isComposing = true;
    });
    this.addEventListener("compositionend", () => {
      this.isComposing = false;
    });
  }
}

function afterRun(event: KeyboardEvent): AfterRun | null {
  const isMod = event.ctrlKey || event.metaKey;
  if (event.key !== "Enter" || event.isComposing) return null;
  if (event.altKey) return isMod || event.shiftKey ? null : "insert";
  if (event.shiftKey) return "next";
  return isMod ? "stay" : null;
}

declare global {
  interface HTMLElementTagNameMap {
    "dj-code-editor": CodeEditorElement;
  }
}
