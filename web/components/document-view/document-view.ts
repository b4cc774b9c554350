import { html, LitElement, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { kindOf, type OpenBlock } from "../../app/session/editable-document.ts";
import type { NotebookSession } from "../../app/session/notebook-session.ts";
import { type CellMark, withMark } from "../../documents/cell-info.ts";
import "../block-actions/block-actions.ts";
import "../code-cell/code-cell.ts";
import { icon } from "../icon/icon.ts";
import "../prose-cell/prose-cell.ts";
import { BlockDrag } from "./block-drag.ts";
import "./document-view.css";

/**
 * The blocks of a document, in reading order. Light DOM, for the editors inside of it.
 *
 * @fires {CustomEvent<{id: string}>} activate-block - the reader is in a block
 * @fires {CustomEvent<{id: string, name: string}>} block-command - the reader wants a command done with a block
 */
@customElement("dj-document-view")
export class DocumentViewElement extends LitElement {
  @property({ attribute: false }) session!: NotebookSession;
  /** Counts the changes of the session, which is the same object after each. */
  @property({ attribute: false }) revision = 0;

  private readonly drag = new BlockDrag((id, target, isBehind) => {
    const indexOf = (one: string): number => this.session.blocks.findIndex((block) => block.id === one);
    const place = indexOf(target) + (isBehind ? 1 : 0);
    this.session.move(id, indexOf(id) < place ? place - 1 : place);
    void this.select(id);
  });

  protected override createRenderRoot(): this {
    return this;
  }

  /** Moves the keyboard into a block; text is opened for editing. */
  async enter(id: string): Promise<void> {
    await this.updateComplete;
    const block = this.blockElement(id);
    const text = block?.querySelector("dj-prose-cell");
    if (text != null) await text.edit();
    else block?.querySelector("dj-code-cell")?.focus();
    block?.scrollIntoView({ block: "nearest" });
  }

  /** Where in the source of a cell the cursor stands; null for text. */
  caretIn(id: string): number | null {
    return this.blockElement(id)?.querySelector("dj-code-cell")?.caret ?? null;
  }

  /** Moves the keyboard to a block as a whole. */
  async select(id: string): Promise<void> {
    await this.updateComplete;
    const block = this.blockElement(id);
    block?.focus({ preventScroll: true });
    block?.scrollIntoView({ block: "nearest" });
  }

  /** Moves the keyboard into the next cell that can be run. */
  focusCellAfter(id: string): void {
    const cells = [...this.querySelectorAll("dj-code-cell")];
    const next = cells[cells.findIndex((cell) => cell.id === id) + 1];
    next?.focus();
    next?.scrollIntoView({ block: "nearest", behavior: "smooth" });
  }

  /** Complete are the blocks only when what is in them is. */
  protected override async getUpdateComplete(): Promise<boolean> {
    const isComplete = await super.getUpdateComplete();
    for (const inside of ["dj-prose-cell, dj-code-cell", "dj-prose-block, dj-code-editor"]) {
      const elements = [...this.querySelectorAll<LitElement>(inside)];
      await Promise.all(elements.map((element) => element.updateComplete));
    }
    return isComplete;
  }

  protected override render(): TemplateResult {
    const { blocks, cells, activeId } = this.session;
    const records = new Map(cells.map((cell) => [cell.id, cell]));
    return html`
      ${repeat(
        blocks,
        (block) => `${block.id} ${kindOf(block)}`,
        (block, index) => html`<div
          class="block"
          tabindex="-1"
          data-block=${block.id}
          data-kind=${block.kind}
          ?data-active=${block.id === activeId}
          @focusin=${() => this.send("activate-block", { id: block.id })}
          @dragover=${(event: DragEvent) => this.drag.over(event)}
          @drop=${(event: DragEvent) => this.drag.drop(event)}
          @leave-editor=${() => this.select(block.id)}
          @unfold=${(event: CustomEvent<{ mark: CellMark }>) => {
            if (block.kind === "cell")
              this.session.changeInfo(block.id, withMark(block.info, event.detail.mark, false));
            void this.select(block.id);
          }}
        >
          ${this.renderBlock(block, records)}
          <span
            class="drag-handle"
            draggable="true"
            title="Drag to move"
            aria-hidden="true"
            @dragstart=${(event: DragEvent) => this.drag.start(event, block.id)}
            @dragend=${(event: DragEvent) => this.drag.end(event)}
            >${icon("grip")}</span
          >
          <dj-block-actions
            class="block-actions"
            .label=${block.kind === "prose" ? "Actions of the text" : `Actions of cell ${records.get(block.id)!.number}`}
            .kind=${kindOf(block)}
            .info=${block.kind === "cell" ? block.info : ""}
            .isFirst=${index === 0}
            .isLast=${index === blocks.length - 1}
            @block-command=${(event: CustomEvent<{ name: string }>) => {
              event.stopPropagation();
              this.send("block-command", { id: block.id, name: event.detail.name });
            }}
          ></dj-block-actions>
        </div>`,
      )}
      ${this.renderAdding(blocks.at(-1)?.id ?? null)}
    `;
  }

  private renderBlock(
    block: OpenBlock,
    records: ReadonlyMap<string, NotebookSession["cells"][number]>,
  ): TemplateResult {
    if (block.kind === "prose") {
      return html`<dj-prose-cell
        .blockId=${block.id}
        .markdown=${block.markdown}
        .linkDefinitions=${this.session.document.linkDefinitions}
      ></dj-prose-cell>`;
    }
    const cell = records.get(block.id)!;
    return html`<dj-code-cell
      id=${cell.id}
      .cell=${cell}
      .isStarting=${this.session.isStarting && cell.status === "running"}
    ></dj-code-cell>`;
  }

  /** What adds a block at the end of the document. */
  private renderAdding(lastId: string | null): TemplateResult {
    const button = (name: string, title: string): TemplateResult =>
      html`<button
        type="button"
        class="control"
        aria-label="Add ${title} at the end"
        @click=${() => this.send("block-command", { id: lastId, name })}
      >
        ${icon("plus")} ${title}
      </button>`;
    return html`<div class="add-block" role="group" aria-label="Add at the end">
      ${button("add-ts", "TypeScript")} ${button("add-sql", "SQL")} ${button("add-prose", "Text")}
    </div>`;
  }

  private blockElement(id: string): HTMLElement | null {
    return this.querySelector<HTMLElement>(`[data-block="${id}"]`);
  }

  private send(name: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "dj-document-view": DocumentViewElement;
  }
}
