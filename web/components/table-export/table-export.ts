import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { downloadFile } from "../../files/download-file.ts";
import type { TableColumn } from "../../kernel/output.ts";
import type { AskWorker, TableAddress } from "../../kernel/table-questions.ts";
import { icon } from "../icon/icon.ts";
import { type PlainRow, readRows } from "./read-rows.ts";
import "./table-export.css";

const formats = ["CSV", "JSON", "Parquet"] as const;
type Format = (typeof formats)[number];

/** Downloads of all rows that are looked at, in the order in which they are. */
@customElement("dj-table-export")
export class TableExportElement extends LitElement {
  @property({ attribute: false }) columns: readonly TableColumn[] = [];
  @property({ attribute: false }) address!: TableAddress;
  @property({ attribute: false }) ask!: AskWorker;
  @property({ type: Number }) total = 0;
  /** What files are called, before the ending. */
  @property() fileName = "rows";

  @state() private rows: number | null = null;
  @state() private outcome = "";
  private abort: AbortController | null = null;

  protected override createRenderRoot(): this {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // A cell that is moved is back at once.
    queueMicrotask(() => {
      if (!this.isConnected) this.abort?.abort();
    });
  }

  protected override render(): TemplateResult {
    const { rows } = this;
    return html`
      <div class="formats" role="group" aria-label="Download ${this.total.toLocaleString("en")} rows">
        ${formats.map(
          (format) => html`<button
            type="button"
            class="control outlined"
            ?disabled=${rows !== null}
            @click=${() => this.download(format)}
          >${icon("download")} ${format}</button>`,
        )}
        ${
          rows === null
            ? nothing
            : html`<label>
                  <progress max=${Math.max(1, this.total)} value=${rows}></progress>
                  <span>${rows.toLocaleString("en")} of ${this.total.toLocaleString("en")} rows</span>
                </label>
                <button type="button" class="control" @click=${() => this.abort?.abort()}>Cancel</button>`
        }
        <span role="status">${this.outcome}</span>
      </div>
    `;
  }

  private async download(format: Format): Promise<void> {
    const { columns } = this;
    this.abort = new AbortController();
    const { signal } = this.abort;
    this.rows = 0;
    this.outcome = "";
    try {
      const portions = this.counted(readRows(this.ask, this.address, signal));
      const content = await writers[format](columns, portions);
      downloadFile(content, `${this.fileName}.${format.toLowerCase()}`);
      this.outcome = `${format}: ${this.rows.toLocaleString("en")} ${this.rows === 1 ? "row" : "rows"}, ${sizeText(content.size)}`;
    } catch (error) {
      this.outcome = signal.aborted ? "Cancelled" : error instanceof Error ? error.message : String(error);
    }
    this.rows = null;
  }

  private async *counted(portions: AsyncIterable<readonly PlainRow[]>): AsyncGenerator<readonly PlainRow[]> {
    for await (const rows of portions) {
      yield rows;
      this.rows = (this.rows ?? 0) + rows.length;
    }
  }
}

const writers: Readonly<
  Record<
    Format,
    (columns: readonly TableColumn[], portions: AsyncIterable<readonly PlainRow[]>) => Promise<Blob>
  >
> = {
  CSV: async (columns, portions) => (await import("./write-csv.ts")).writeCsv(namesOf(columns), portions),
  JSON: async (columns, portions) => (await import("./write-json.ts")).writeJson(namesOf(columns), portions),
  Parquet: async (columns, portions) => (await import("./write-parquet.ts")).writeParquet(columns, portions),
};

const namesOf = (columns: readonly TableColumn[]): string[] => columns.map(({ name }) => name);

function sizeText(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

declare global {
  interface HTMLElementTagNameMap {
    "dj-table-export": TableExportElement;
  }
}
