import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import {
  type CellRecord,
  failedLine,
  isEditedSinceRun,
  isExpectedToThrow,
} from "../../app/session/cell-record.ts";
import { hasMark, instanceOf } from "../../documents/cell-info.ts";
import type { AfterRun, CodeEditorElement } from "../../editor/code-editor/code-editor.ts";
import "../../editor/code-editor/code-editor.ts";
import "../cell-output/cell-output.ts";
import { icon } from "../icon/icon.ts";
import "./code-cell.css";

/**
 * A cell: its code, what can be done with it, and what it gave.
 *
 * @fires {CustomEvent<{id: string, afterwards: AfterRun}>} run-cell
 * @fires {CustomEvent<{id: string, source: string}>} edit-cell
 * @fires {CustomEvent<{id: string, mark: "hide-code" | "hide-output"}>} unfold - shows what is folded
 */
@customElement("dj-code-cell")
export class CodeCellElement extends LitElement {
  @property({ attribute: false }) cell!: CellRecord;
  /** Whether the cell waits for the engine to load. */
  @property({ type: Boolean }) isStarting = false;

  protected override createRenderRoot(): this {
    return this;
  }

  /** Where the cursor stands in the code, counted in characters; null where there is no code. */
  get caret(): number | null {
    return this.editor?.caret ?? null;
  }

  /** Moves the keyboard to the cell's code. */
  override focus(): void {
    this.editor?.focus();
  }

  protected override render(): TemplateResult {
    const { cell } = this;
    const state = this.describeState();
    const isCodeHidden = hasMark(cell.info, "hide-code");
    return html`
      <div
        class="code-cell"
        role="group"
        aria-label="Cell ${cell.number}"
        data-status=${cell.status}
        @source-change=${(event: CustomEvent<{ source: string }>) => this.send("edit-cell", event.detail)}
        @run=${(event: CustomEvent<{ afterwards: AfterRun }>) => this.send("run-cell", event.detail)}
      >
        <span class="cell-number" aria-hidden="true">${cell.number}</span>
        <button
          type="button"
          class="run-button"
          aria-label="Run cell"
          title="Run cell (Ctrl+Enter)"
          @click=${() => this.send("run-cell", { afterwards: "stay" })}
        >
          ${icon("run")}
        </button>
        <div class="cell-code">
          ${isCodeHidden ? this.renderFolded("code", cell.source) : nothing}
          <dj-code-editor
            ?hidden=${isCodeHidden}
            .source=${cell.source}
            .language=${cell.language}
            .cellId=${cell.id}
            .label=${`Code of cell ${cell.number}`}
            .errorLine=${failedLine(cell)}
          ></dj-code-editor>
        </div>
        <p class="cell-state" data-kind=${state.kind}>
          ${state.icon === null ? nothing : icon(state.icon)}<span>${state.text}</span>
        </p>
        ${cell.language === "ts" ? nothing : html`<span class="cell-language">${languageName(cell)}</span>`}
        ${this.renderOutput()} ${this.renderStatements()}
      </div>
    `;
  }

  private renderOutput(): TemplateResult | typeof nothing {
    const { cell } = this;
    if (cell.outputs.length === 0) return nothing;
    if (hasMark(cell.info, "hide-output")) return this.renderFolded("output", "");
    return html`
      <dj-cell-output
        role="region"
        aria-label="Output ${cell.number}"
        .outputs=${cell.outputs}
        .isErrorExpected=${isExpectedToThrow(cell)}
        .isRunning=${cell.status === "running"}
        @show-line=${(event: CustomEvent<{ line: number; column: number }>) =>
          this.editor?.showLine(event.detail.line, event.detail.column)}
      ></dj-cell-output>
    `;
  }

  /** What stands for a part that is folded, and unfolds it. */
  private renderFolded(part: "code" | "output", source: string): TemplateResult {
    const [line = ""] = source.trim().split("\n");
    const seen = part === "code" ? line || "Code" : "Output";
    const does = `Show the ${part} of cell ${this.cell.number}`;
    return html`<button
      type="button"
      class="control folded"
      data-part=${part}
      aria-expanded="false"
      aria-label=${part === "code" ? `${does}: ${seen}` : does}
      @click=${() => this.send("unfold", { mark: `hide-${part}` })}
    >
      ${icon("down")}<span>${seen}</span>
    </button>`;
  }

  private renderStatements(): TemplateResult | typeof nothing {
    const { statements } = this.cell;
    if (statements === null || statements.total === 0) return nothing;
    // What lists statements is loaded with the first run.
    void import("../statement-list/statement-list.ts");
    return html`<dj-statement-list .log=${statements}></dj-statement-list>`;
  }

  private describeState(): { kind: string; icon: "check" | "cross" | "stop" | null; text: string } {
    const { cell } = this;
    const time = cell.milliseconds === null ? "" : ` in ${duration(cell.milliseconds)}`;
    switch (cell.status) {
      case "waiting":
        return { kind: "waiting", icon: null, text: "waiting" };
      case "running":
        return { kind: "running", icon: null, text: this.isStarting ? "starting the engine …" : "running …" };
      case "failed":
        return isEditedSinceRun(cell)
          ? { kind: "edited", icon: null, text: "edited since it failed" }
          : { kind: "failed", icon: "cross", text: `failed${time}` };
      case "stopped":
        return { kind: "stopped", icon: "stop", text: `stopped${time.replace(" in ", " after ")}` };
      case "done":
        return isEditedSinceRun(cell)
          ? { kind: "edited", icon: null, text: "edited since it ran" }
          : cell.isStale
            ? { kind: "stale", icon: null, text: `done${time}, before a cell above changed` }
            : { kind: "done", icon: "check", text: `done${time}` };
      case "never run":
        if (cell.origin === null) return { kind: "new", icon: null, text: "not run yet" };
        if (isEditedSinceRun(cell)) return { kind: "edited", icon: null, text: "edited, not run yet" };
        return {
          kind: "saved",
          icon: null,
          text: cell.origin === "saved" ? "output of an earlier run" : "ran before the restart",
        };
    }
  }

  private get editor(): CodeEditorElement | null {
    return this.querySelector("dj-code-editor");
  }

  private send(name: "run-cell" | "edit-cell" | "unfold", detail: object): void {
    this.dispatchEvent(new CustomEvent(name, { detail: { ...detail, id: this.cell.id }, bubbles: true }));
  }
}

/** What the cell is written in, and on what it runs where it says so. */
function languageName({ info }: CellRecord): string {
  const language = hasMark(info, "mysql") ? "MySQL’s SQL" : "SQL";
  return [language, instanceOf(info)].filter(Boolean).join(" on ");
}

function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.max(1, Math.round(milliseconds))} ms`;
  return `${(milliseconds / 1000).toFixed(milliseconds < 10_000 ? 1 : 0)} s`;
}

declare global {
  interface HTMLElementTagNameMap {
    "dj-code-cell": CodeCellElement;
  }
}
