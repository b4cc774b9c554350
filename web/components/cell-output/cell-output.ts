import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { ErrorOutput, Output, ProgressOutput } from "../../kernel/output.ts";
import { icon } from "../icon/icon.ts";
import "../result-table/result-table.ts";
import "../shown-value/shown-value.ts";
import { progressText } from "./progress-text.ts";
import "./cell-output.css";

/**
 * What a cell gave: tables, values, text, errors, in the order in which they came.
 *
 * @fires {CustomEvent} cancel-run - the reader does not want to wait for what takes long
 * @fires {CustomEvent<{line: number, column: number}>} show-line - the reader wants to see the line of an error
 */
@customElement("dj-cell-output")
export class CellOutputElement extends LitElement {
  @property({ attribute: false }) outputs: readonly Output[] = [];
  /** Whether an error is what the cell's author wants to show. */
  @property({ type: Boolean }) isErrorExpected = false;

  /** Whether the cell still runs. */
  @property({ type: Boolean }) isRunning = false;

  protected override createRenderRoot(): this {
    return this;
  }

  protected override render(): TemplateResult {
    return html`${repeat(
      this.outputs,
      (_, index) => index,
      (output) => this.renderOutput(output),
    )}`;
  }

  private renderOutput(output: Output): TemplateResult {
    switch (output.kind) {
      case "table":
        return html`<dj-result-table .result=${output}></dj-result-table>`;
      case "diagram":
        void import("../diagram-view/diagram-view.ts");
        return html`<dj-diagram-view .diagram=${output}></dj-diagram-view>`;
      case "value":
        return html`<dj-shown-value .value=${output.value}></dj-shown-value>`;
      case "text":
        return html`<pre class="text ${output.level}" tabindex="0">${output.text}</pre>`;
      case "progress":
        return this.renderProgress(output);
      case "error":
        return this.renderError(output);
    }
  }

  private renderProgress(output: ProgressOutput): TemplateResult {
    const { done, total } = output;
    return html`<div class="progress">
      <label>
        <span>${progressText(output)}</span>
        <progress value=${done} max=${Math.max(1, total)}></progress>
      </label>
      ${
        this.isRunning && done < total
          ? html`<button class="control outlined" type="button" @click=${this.cancel}>Cancel</button>`
          : nothing
      }
    </div>`;
  }

  private cancel(): void {
    this.dispatchEvent(new CustomEvent("cancel-run", { bubbles: true }));
  }

  private renderError(error: ErrorOutput): TemplateResult {
    const { line, column } = error;
    // That the reader stopped a cell is no fault of it.
    const isStop = error.name === "Stopped";
    return html`
      <div class="error ${isStop ? "stopped" : this.isErrorExpected ? "expected" : ""}">
        ${icon(isStop ? "stop" : "alert")}
        <div>
          <p class="error-title">
            <strong>${error.name}</strong>
            ${
              line === null
                ? nothing
                : html`<button class="control" type="button" @click=${() => this.showLine(line, column ?? 1)}>line ${line}</button>`
            }
          </p>
          <p class="error-message">${error.message}</p>
          ${this.isErrorExpected && !isStop ? html`<p class="error-note">This cell is meant to raise an error.</p>` : nothing}
        </div>
      </div>
    `;
  }

  private showLine(line: number, column: number): void {
    this.dispatchEvent(
      new CustomEvent("show-line", { detail: { line, column }, bubbles: true, composed: true }),
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "dj-cell-output": CellOutputElement;
  }
}
