import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import { CopyStopped, type DatabaseCopier } from "../../copying/database-copier.ts";
import { ConnectionDeclined } from "../../gateway/gateway-connector.ts";
import type { CopyPlace, TransferProgress, TransferReport } from "../../kernel/copy-questions.ts";
import { controls } from "../../styles/controls.ts";
import { dialogStyles } from "../../styles/dialog.ts";
import { formDialogStyles } from "../../styles/form-dialog.ts";
import { rowCountStyles } from "../../styles/row-counts.ts";
import { copyDialogStyles } from "./copy-dialog.styles.ts";
import { renderProgress, renderReport } from "./copy-report.ts";
import { type CopyTask, wordsOf } from "./copy-task.ts";
import { renderChoices, type SchemaChoice, totalText } from "./schema-choice.ts";

/** What the dialog needs of the page. */
export interface CopyHost {
  openCopier(): Promise<DatabaseCopier>;
  /** Has the next connection ask where to and who, also where an answer is remembered. */
  askForServerAnew(): Promise<void>;
  /** The names of database files that are there. */
  fileNames(): Promise<readonly string[]>;
}

type Phase =
  | { readonly kind: "choosing" }
  | { readonly kind: "copying"; readonly progress: TransferProgress | null }
  | { readonly kind: "done"; readonly report: TransferReport }
  /** It was cancelled or has failed while it ran. */
  | { readonly kind: "ended"; readonly problem: string | null };

interface Problem {
  readonly text: string;
  readonly list: readonly string[];
  /** Whether going on with a copy that was ended may help. */
  readonly isOccupied: boolean;
}

const choosing: Phase = { kind: "choosing" };

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Sends schemas of a database file to a server, or brings them from there into a new file. */
@customElement("dj-copy-dialog")
export class CopyDialogElement extends LitElement {
  @state() private task: CopyTask = { direction: "fetch" };
  @state() private phase: Phase = choosing;
  @state() private choices: readonly SchemaChoice[] | null = null;
  /** Who uses the server, and where it is; null before there is a connection. */
  @state() private server: string | null = null;
  @state() private isBusy = false;
  @state() private problem: Problem | null = null;
  @state() private isNameWrong = false;
  /** The name of the new file; null as long as it follows the chosen schema. */
  @state() private ownName: string | null = null;
  @query("dialog") private readonly dialog!: HTMLDialogElement;

  private host!: CopyHost;
  private copier: DatabaseCopier | null = null;
  /** Counts the times that the dialog was shown; what was asked before is void. */
  private showing = 0;

  static override styles = [controls, dialogStyles, formDialogStyles, rowCountStyles, copyDialogStyles];

  /** Shows what can be copied, and copies what the reader chooses. */
  async show(task: CopyTask, host: CopyHost): Promise<void> {
    this.showing++;
    this.task = task;
    this.host = host;
    this.phase = choosing;
    this.choices = null;
    this.server = null;
    this.problem = null;
    this.isNameWrong = false;
    this.ownName = null;
    this.isBusy = false;
    await this.updateComplete;
    this.dialog.showModal();
    this.focusMain();
    if (task.direction === "send") await this.attempt(() => this.readSchemas());
  }

  protected override updated(changed: PropertyValues): void {
    const before = changed.get("phase") as Phase | undefined;
    if (before !== undefined && before.kind !== this.phase.kind) this.focusMain();
  }

  protected override render(): TemplateResult {
    const { title } = wordsOf(this.task);
    return html`
      <dialog aria-labelledby="title" @cancel=${this.onCancel} @close=${this.onClose}>
        <h2 id="title">${title}</h2>
        ${this.renderPhase()}
      </dialog>
    `;
  }

  private renderPhase(): TemplateResult {
    const { phase } = this;
    switch (phase.kind) {
      case "choosing":
        return this.renderChoosing();
      case "copying":
        return html`
          ${renderProgress(phase.progress, this.server)}
          <p class="visually-hidden" role="status">${phase.progress === null ? "" : `Copying ${phase.progress.table}`}</p>
          <div class="choices">
            <button type="button" class="control outlined main" @click=${this.cancelCopy}>Cancel</button>
          </div>
        `;
      case "done":
        return html`
          <div role="status">${renderReport(phase.report)}</div>
          ${this.task.direction === "send" ? nothing : this.renderUse()}
          <div class="choices">
            <button type="button" class="control primary main" @click=${() => this.dialog.close()}>Close</button>
          </div>
        `;
      case "ended":
        return this.renderEnded(phase.problem);
    }
  }

  private renderChoosing(): TemplateResult {
    const { choices, server, isBusy } = this;
    const { about, action, legend } = wordsOf(this.task);
    return html`
      <p>${about}</p>
      <form @submit=${this.submit} novalidate autocomplete="off">
        <div class="server">
          <span class="caption">Server</span>
          <span class="name">${server ?? "not connected"}</span>
          ${
            server === null
              ? nothing
              : html`<button type="button" class="control" @click=${this.reconnect}>Another server or user…</button>`
          }
        </div>
        ${
          choices === null
            ? nothing
            : choices.length === 0
              ? html`<p class="note">There are no schemas.</p>`
              : renderChoices(legend, choices, this.choose)
        }
        ${this.task.direction === "fetch" && choices !== null && choices.length > 0 ? this.renderName() : nothing}
        <p class="total" role="status">${choices === null ? nothing : (totalText(choices) ?? nothing)}</p>
        <div role="alert">${this.problem === null ? nothing : this.renderProblem(this.problem)}</div>
        <div class="choices">
          <button type="button" class="control outlined" @click=${() => this.dialog.close()}>Cancel</button>
          ${
            this.problem?.isOccupied === true
              ? html`<button type="button" class="control outlined" @click=${() => this.begin(true)}>
                  Go on with what is missing
                </button>`
              : nothing
          }
          <button class="control primary main" aria-disabled=${isBusy}>
            ${server === null ? (isBusy ? "Please wait …" : "Connect…") : action}
          </button>
        </div>
      </form>
    `;
  }

  private renderName(): TemplateResult {
    return html`<div class="field">
      <label for="name">Name of the new file</label>
      <input
        id="name"
        .value=${this.fileName}
        aria-invalid=${this.isNameWrong}
        aria-describedby=${this.isNameWrong ? "problem" : nothing}
        autocapitalize="off"
        spellcheck="false"
        @input=${(event: Event) => {
          this.ownName = (event.target as HTMLInputElement).value;
        }}
      />
    </div>`;
  }

  private renderProblem({ text, list }: Problem): TemplateResult {
    return html`<div class="problem" id="problem">
      ${text}${list.length === 0 ? nothing : html`<ul>${list.map((item) => html`<li>${item}</li>`)}</ul>`}
    </div>`;
  }

  private renderUse(): TemplateResult {
    const code = `new dj.Instance({ database: ${JSON.stringify(this.fileName)} })`;
    return html`<p class="use">It is among the database files now. Cells open it with <code>${code}</code></p>`;
  }

  private renderEnded(problem: string | null): TemplateResult {
    const kept =
      this.task.direction === "send"
        ? "Tables that were copied before are whole on the server; nothing is kept of the one that was being copied. Going on passes over those that are there."
        : "Nothing was kept in this browser.";
    return html`
      ${problem === null ? html`<p class="outcome" role="status">Cancelled. ${kept}</p>` : nothing}
      ${problem === null ? nothing : html`<div role="alert"><div class="problem">${problem}</div></div><p>${kept}</p>`}
      <div class="choices">
        <button type="button" class="control outlined" @click=${() => this.dialog.close()}>Close</button>
        <button type="button" class="control primary main" @click=${() => this.begin(this.task.direction === "send")}>
          ${this.task.direction === "send" ? "Go on" : "Try again"}
        </button>
      </div>
    `;
  }

  private get fileName(): string {
    return this.ownName ?? this.choices?.find(({ isChosen }) => isChosen)?.name ?? "";
  }

  private get source(): CopyPlace {
    return this.task.direction === "send" ? { kind: "file", name: this.task.file } : { kind: "server" };
  }

  private focusMain(): void {
    this.renderRoot.querySelector<HTMLElement>(".main")?.focus();
  }

  private readonly submit = (event: Event): void => {
    event.preventDefault();
    if (this.isBusy) return;
    if (this.server === null) void this.attempt(() => this.connect());
    else void this.begin(false);
  };

  /** Does what takes its time, as long as the dialog is not closed meanwhile. */
  private async attempt(work: () => Promise<void>): Promise<void> {
    const { showing } = this;
    this.problem = null;
    this.isNameWrong = false;
    this.isBusy = true;
    try {
      await work();
    } catch (error) {
      const isUnwanted = error instanceof CopyStopped || error instanceof ConnectionDeclined;
      if (showing === this.showing && !isUnwanted)
        this.problem = { text: messageOf(error), list: [], isOccupied: false };
    } finally {
      if (showing === this.showing) this.isBusy = false;
    }
  }

  private async opened(): Promise<DatabaseCopier> {
    const { showing } = this;
    const copier = this.copier ?? (await this.host.openCopier());
    if (showing !== this.showing) throw new CopyStopped("The dialog was closed.");
    this.copier = copier;
    return copier;
  }

  private async connect(): Promise<void> {
    const { showing } = this;
    const copier = await this.opened();
    const { description, schemas } = await copier.schemasOf({ kind: "server" });
    if (showing !== this.showing) return;
    this.server = description;
    if (this.task.direction === "fetch") this.choices = schemas.map((name) => notChosen(name));
    await this.updateComplete;
    this.focusMain();
  }

  private readonly reconnect = (): void => {
    if (this.isBusy) return;
    const { showing } = this;
    void this.attempt(async () => {
      await this.copier?.stop();
      if (showing !== this.showing) return;
      this.server = null;
      if (this.task.direction === "fetch") this.choices = null;
      await this.host.askForServerAnew();
      await this.connect();
    });
  };

  /** All schemas of a file are chosen at first. */
  private async readSchemas(): Promise<void> {
    const { showing } = this;
    const copier = await this.opened();
    const { schemas } = await copier.schemasOf(this.source);
    if (showing !== this.showing) return;
    this.choices = schemas.map((name) => ({ ...notChosen(name), isChosen: true }));
    for (const name of schemas) await this.survey(name);
  }

  private async survey(schema: string): Promise<void> {
    const { showing } = this;
    const tables = await (await this.opened()).survey(this.source, schema);
    if (showing === this.showing) this.change(schema, { tables });
  }

  private change(schema: string, change: Partial<SchemaChoice>): void {
    this.choices =
      this.choices?.map((choice) => (choice.name === schema ? { ...choice, ...change } : choice)) ?? null;
  }

  private readonly choose = (schema: string, isChosen: boolean): void => {
    this.change(schema, { isChosen });
    const isKnown = this.choices?.find(({ name }) => name === schema)?.tables !== null;
    if (!isChosen || isKnown) return;
    const { showing } = this;
    this.survey(schema).catch((error: unknown) => {
      if (showing === this.showing && !(error instanceof CopyStopped))
        this.problem = { text: messageOf(error), list: [], isOccupied: false };
    });
  };

  private async begin(resume: boolean): Promise<void> {
    const { task, showing, fileName } = this;
    const schemas = (this.choices ?? []).filter(({ isChosen }) => isChosen).map(({ name }) => name);
    if (!(await this.mayBegin(schemas))) return;
    const to: CopyPlace = task.direction === "send" ? { kind: "server" } : { kind: "file", name: fileName };
    this.problem = null;
    this.phase = { kind: "copying", progress: null };
    try {
      const copier = await this.opened();
      const outcome = await copier.copy({ from: this.source, to, schemas, resume }, (progress) => {
        if (showing === this.showing && this.phase.kind === "copying")
          this.phase = { kind: "copying", progress };
      });
      if (showing !== this.showing) return;
      if (outcome.kind === "copied") this.phase = { kind: "done", report: outcome.report };
      else this.refuse(outcome.problems, outcome.isOccupied);
    } catch (error) {
      if (showing !== this.showing) return;
      const isCancelled = error instanceof CopyStopped || error instanceof ConnectionDeclined;
      this.phase = { kind: "ended", problem: isCancelled ? null : messageOf(error) };
    }
  }

  /** Whether what was entered will do; tells what is wrong. */
  private async mayBegin(schemas: readonly string[]): Promise<boolean> {
    this.isNameWrong = false;
    if (schemas.length === 0) {
      this.problem = { text: "Choose at least one schema.", list: [], isOccupied: false };
      this.renderRoot.querySelector<HTMLElement>(".schemas input")?.focus();
      return false;
    }
    if (this.task.direction === "send") return true;
    const { showing, fileName: name } = this;
    const isTaken = (await this.host.fileNames()).includes(name);
    // Closed, or begun by another press, meanwhile.
    if (showing !== this.showing || this.phase.kind === "copying") return false;
    if (name.trim() === "") this.refuseName("Give the new file a name.");
    else if (isTaken)
      this.refuseName(`There is a file “${name}” already. Choose another name; nothing is overwritten.`);
    return !this.isNameWrong;
  }

  private refuseName(text: string): void {
    this.isNameWrong = true;
    this.problem = { text, list: [], isOccupied: false };
    this.renderRoot.querySelector<HTMLElement>("#name")?.focus();
  }

  private refuse(list: readonly string[], isOccupied: boolean): void {
    const place = this.task.direction === "send" ? "on the server" : "in the file";
    this.problem = {
      text: `Nothing was copied, as nothing ${place} is overwritten or left without what it refers to:`,
      list,
      isOccupied,
    };
    this.phase = choosing;
  }

  private readonly cancelCopy = (): void => {
    void this.copier?.stop();
    // What it was connected to is gone with it.
    this.server = null;
  };

  /** Escape ends the copy first, and then the dialog. */
  private readonly onCancel = (event: Event): void => {
    if (this.phase.kind !== "copying") return;
    event.preventDefault();
    this.cancelCopy();
  };

  private readonly onClose = (): void => {
    // The event of an earlier time may come when it is shown again.
    if (this.dialog.open) return;
    this.showing++;
    void this.copier?.close();
    this.copier = null;
  };
}

const notChosen = (name: string): SchemaChoice => ({ name, isChosen: false, tables: null });

declare global {
  interface HTMLElementTagNameMap {
    "dj-copy-dialog": CopyDialogElement;
  }
}
