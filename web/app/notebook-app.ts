import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import "../components/code-cell/code-cell.ts";
import type { CodeCellElement } from "../components/code-cell/code-cell.ts";
import type { ConfirmDialogElement } from "../components/confirm-dialog/confirm-dialog.ts";
import "../components/confirm-dialog/confirm-dialog.ts";
import "../components/database-panel/database-panel.ts";
import type { PageHeaderElement } from "../components/page-header/page-header.ts";
import "../components/page-header/page-header.ts";
import "../components/prose-block/prose-block.ts";
import "../components/tutorial-list/tutorial-list.ts";
import { isCell } from "../documents/document.ts";
import { knownCells } from "../editor/known-cells.ts";
import type { DatabaseFiles } from "../files/database-files.ts";
import { deletionDialog } from "./deletion-dialog.ts";
import { databaseFiles, openKernel } from "./engine.ts";
import { loadTutorial, type Tutorial, type TutorialEntry, UnknownTutorialError } from "./load-tutorial.ts";
import { cellRecords } from "./session/cell-record.ts";
import { NotebookSession, SESSION_CHANGE } from "./session/notebook-session.ts";
import "./notebook-app.css";

const FIRST_TUTORIAL = "instances";

interface OpenTutorial extends Tutorial {
  readonly session: NotebookSession;
}

interface LoadProblem {
  readonly message: string;
  readonly tutorials: readonly TutorialEntry[];
}

/** The page: a tutorial, its cells and what runs them. Light DOM, for the editors inside of it. */
@customElement("dj-notebook-app")
export class NotebookAppElement extends LitElement {
  @state() private tutorial: OpenTutorial | null = null;
  @state() private problem: LoadProblem | null = null;
  @state() private files: DatabaseFiles | null = null;
  @state() private isFilesOpen = false;
  @query("dj-page-header") private header!: PageHeaderElement;
  @query(":scope > dj-confirm-dialog") private confirmDialog!: ConfirmDialogElement;

  protected override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.open(new URLSearchParams(location.search).get("doc") ?? FIRST_TUTORIAL);
  }

  protected override render(): TemplateResult {
    const session = this.tutorial?.session;
    return html`
      <dj-page-header
        .heading=${this.tutorial?.document.title ?? ""}
        .state=${session?.state ?? "idle"}
        .progress=${session?.progress ?? { ran: 0, asked: 0 }}
        .hasCells=${(session?.cells.length ?? 0) > 0}
        .isFilesOpen=${this.isFilesOpen}
        role="banner"
        @run-all=${() => session?.runAll()}
        @stop=${() => session?.stop()}
        @restart=${() => session?.restart()}
        @toggle-files=${() => this.toggleFiles()}
      ></dj-page-header>
      ${this.renderFiles()}
      <main
        @run-cell=${this.onRunCell}
        @edit-cell=${(event: CustomEvent<{ id: string; source: string }>) =>
          session?.edit(event.detail.id, event.detail.source)}
      >
        ${this.renderStartProblem()} ${this.problem === null ? this.renderDocument() : this.renderProblem(this.problem)}
      </main>
      <dj-confirm-dialog></dj-confirm-dialog>
    `;
  }

  private renderDocument(): TemplateResult | typeof nothing {
    if (this.tutorial === null) return nothing;
    const { document, session } = this.tutorial;
    const cells = [...session.cells];
    return html`<article>
      ${document.blocks.map((block) => {
        if (!isCell(block)) {
          return html`<dj-prose-block
            .markdown=${block.markdown}
            .linkDefinitions=${document.linkDefinitions}
          ></dj-prose-block>`;
        }
        const cell = cells.shift()!;
        return html`<dj-code-cell
          id=${cell.id}
          .cell=${cell}
          .isStarting=${session.isStarting && cell.status === "running"}
        ></dj-code-cell>`;
      })}
    </article>`;
  }

  private renderProblem(problem: LoadProblem): TemplateResult {
    return html`<article>
      <div class="notice" role="alert"><p>${problem.message}</p></div>
      ${
        problem.tutorials.length === 0
          ? html`<p><a href="">Try again</a></p>`
          : html`<h1>Tutorials</h1>
              <dj-tutorial-list .tutorials=${problem.tutorials}></dj-tutorial-list>`
      }
    </article>`;
  }

  private renderStartProblem(): TemplateResult | typeof nothing {
    const problem = this.tutorial?.session.problem ?? null;
    if (problem === null) return nothing;
    return html`<div class="notice start-problem" role="alert">
      <p><strong>The cells cannot run:</strong> the engine did not start. ${problem}</p>
      <button type="button" class="control outlined danger" @click=${() => this.tutorial?.session.runAll()}>Try again</button>
    </div>`;
  }

  private renderFiles(): TemplateResult | typeof nothing {
    if (!this.isFilesOpen) return nothing;
    return html`<dj-database-panel
      .files=${this.files}
      @files-removed=${() => this.tutorial?.session.restart()}
      @close-panel=${() => this.closeFiles()}
    ></dj-database-panel>`;
  }

  private async open(name: string): Promise<void> {
    try {
      const tutorial = await loadTutorial(name);
      const records = cellRecords(tutorial.document.blocks.filter(isCell), tutorial.saved);
      const session = new NotebookSession(records, () =>
        openKernel((question) => this.confirmDialog.ask(deletionDialog(question))),
      );
      session.addEventListener(SESSION_CHANGE, () => {
        if (session.state !== "running") this.confirmDialog.withdraw();
        knownCells.set(session.cells);
        this.requestUpdate();
      });
      knownCells.set(session.cells);
      this.tutorial = { ...tutorial, session };
      document.title = `${tutorial.document.title ?? name} · DataJoint`;
      await this.scrollToAnchor();
    } catch (error) {
      document.title = "DataJoint in the browser";
      this.problem = {
        message: error instanceof Error ? error.message : String(error),
        tutorials: error instanceof UnknownTutorialError ? error.tutorials : [],
      };
    }
  }

  /** The address may name a heading, which was not there when the browser looked for it. */
  private async scrollToAnchor(): Promise<void> {
    if (location.hash === "") return;
    await this.updateComplete;
    document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  }

  private onRunCell(event: CustomEvent<{ id: string; advance: boolean }>): void {
    const { id, advance } = event.detail;
    this.tutorial?.session.run(id);
    if (!advance) return;
    const all = [...this.querySelectorAll<CodeCellElement>("dj-code-cell")];
    const next = all[all.findIndex((element) => element.id === id) + 1];
    next?.focus();
    next?.scrollIntoView({ block: "nearest", behavior: "smooth" });
  }

  private async toggleFiles(): Promise<void> {
    if (this.isFilesOpen) {
      this.closeFiles();
      return;
    }
    this.files ??= await databaseFiles();
    this.isFilesOpen = true;
  }

  private closeFiles(): void {
    this.isFilesOpen = false;
    this.header.focusFiles();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "dj-notebook-app": NotebookAppElement;
  }
}
