import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type { TableColumn } from "../../kernel/output.ts";
import type { AskWorker, TableAddress } from "../../kernel/table-questions.ts";
import {
  type ChartChoice,
  type ChartRow,
  type ChartType,
  chartTypes,
  chartValue,
  firstChoice,
} from "./chart-choice.ts";
import "./chart-view.css";

/** More points than this can't be told apart, and keep a phone busy. */
const mostRows = 20_000;

/** A quick chart of chosen columns. */
@customElement("dj-chart-view")
export class ChartViewElement extends LitElement {
  @property({ attribute: false }) columns: readonly TableColumn[] = [];
  @property({ attribute: false }) address!: TableAddress;
  @property({ attribute: false }) ask!: AskWorker;
  @property({ type: Number }) total = 0;

  @state() private choice: ChartChoice | null = null;
  @state() private rows: readonly ChartRow[] | null = null;
  @state() private problem: string | null = null;
  @query(".drawing") private readonly frame!: HTMLElement | null;
  private resized: ResizeObserver | null = null;
  private drawnWidth = 0;

  protected override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.resized = new ResizeObserver(() => {
      if (this.frame !== null && Math.abs(this.frame.clientWidth - this.drawnWidth) > 4) void this.draw();
    });
    // Where its cell was moved, the chart is there already.
    if (this.hasUpdated && this.frame !== null) this.resized.observe(this.frame);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resized?.disconnect();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("address")) void this.load();
  }

  protected override render(): TemplateResult {
    const { choice, rows, problem } = this;
    if (problem !== null) return html`<p class="note" role="alert">${problem}</p>`;
    if (choice === null || rows === null) return html`<p class="note">loading the rows …</p>`;
    const names = this.columns.map(({ name }) => name);
    return html`
      <div class="choices">
        ${this.renderSelect("Chart", "type", chartTypes, choice.type)}
        ${this.renderSelect("x", "x", names, choice.x)}
        ${choice.type === "histogram" ? nothing : this.renderSelect("y", "y", ["(count)", ...names], choice.y ?? "(count)")}
        ${this.renderSelect("Colour", "colour", ["(none)", ...names], choice.colour ?? "(none)")}
      </div>
      <div class="drawing" role="img" aria-label=${this.description(choice)}></div>
      ${
        this.total > rows.length
          ? html`<p class="note">The first ${rows.length.toLocaleString("en")} of ${this.total.toLocaleString("en")} rows.</p>`
          : nothing
      }
    `;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has("choice") || changed.has("rows")) void this.draw();
    if (this.frame !== null) this.resized?.observe(this.frame);
  }

  private renderSelect(
    label: string,
    key: keyof ChartChoice,
    options: readonly string[],
    chosen: string,
  ): TemplateResult {
    return html`<label>
      <span>${label}</span>
      <select
        @change=${(event: Event) => {
          const value = (event.target as HTMLSelectElement).value;
          this.choice = { ...this.choice!, [key]: value.startsWith("(") ? null : value } as ChartChoice;
        }}
      >
        ${options.map((option) => html`<option value=${option} ?selected=${option === chosen}>${option}</option>`)}
      </select>
    </label>`;
  }

  private description({ type, x, y, colour }: ChartChoice): string {
    const what: Record<ChartType, string> = {
      dots: "Dots",
      line: "Line",
      bars: "Bars",
      histogram: "Histogram",
    };
    if (type === "histogram") return `Histogram of ${x}`;
    return `${what[type]} of ${y ?? "count"} by ${x}${colour === null ? "" : `, coloured by ${colour}`}`;
  }

  private async load(): Promise<void> {
    const { address } = this;
    this.rows = null;
    this.problem = null;
    try {
      const values = await this.ask("tableRange", { ...address, offset: 0, limit: mostRows });
      if (address !== this.address) return;
      this.rows = values.map((row) =>
        Object.fromEntries(
          this.columns.map((column, index) => [column.name, chartValue(row[index]!, column)]),
        ),
      );
      this.choice ??= firstChoice(this.columns, this.rows);
    } catch (error) {
      if (address !== this.address) return;
      this.problem = error instanceof Error ? error.message : String(error);
    }
  }

  private async draw(): Promise<void> {
    const { frame, choice, rows } = this;
    if (frame === null || choice === null || rows === null) return;
    this.drawnWidth = frame.clientWidth;
    try {
      const { drawChart } = await import("./draw-chart.ts");
      if (choice !== this.choice || rows !== this.rows) return;
      frame.replaceChildren(drawChart(rows, choice, frame.clientWidth));
    } catch (error) {
      frame.textContent = `This chart can't be drawn: ${error instanceof Error ? error.message : String(error)}`;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "dj-chart-view": ChartViewElement;
  }
}
