import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import type { DocumentViewElement } from "../components/document-view/document-view.ts";
import "../components/document-view/document-view.ts";
import type { PageHeaderElement } from "../components/page-header/page-header.ts";
import "../components/page-header/page-header.ts";
import { documentMark } from "../components/page-header/document-mark.ts";
import {
  engineNotice,
  keepingNotice,
  originalNotice,
  renderNotice,
} from "../components/page-notices/page-notices.ts";
import { nextTutorial } from "../components/tutorial-list/next-tutorial.ts";
import "../components/tutorial-list/tutorial-list.ts";
import { isShared } from "../documents/shared-mark.ts";
import type { AfterRun } from "../editor/code-editor/code-editor.ts";
import { knownCells } from "../editor/known-cells.ts";
import { FileDrop } from "./file-drop.ts";
import { fetchTutorials, type TutorialEntry, UnknownTutorialError } from "./load-tutorial.ts";
import { decodedPart } from "./opening/decoded-part.ts";
import { readDocumentAddress } from "./opening/document-address.ts";
import { type OpenedDocument, openDocument } from "./opening/open-document.ts";
import { nameOfShown, type ShownDocument } from "./opening/shown-document.ts";
import { EarlyKeys } from "./page/early-keys.ts";
import { TypedAhead } from "./page/typed-ahead.ts";
import type { Page, Workbench } from "./page/workbench.ts";
import { NotebookSession, SESSION_CHANGE } from "./session/notebook-session.ts";
import { documentStore, hasKeptDocuments } from "./storage.ts";
import "./notebook-app.css";

interface LoadProblem {
  readonly message: string;
  readonly tutorials: readonly TutorialEntry[];
  readonly canBeTriedAgain: boolean;
}

/** The page: a document, its cells and what runs them. Light DOM, for the editors inside of it. */
@customElement("dj-notebook-app")
export class NotebookAppElement extends LitElement implements Page {
  @state() shown: ShownDocument | null = null;
  @state() tutorials: readonly TutorialEntry[] = [];
  @state() private problem: LoadProblem | null = null;
  /** How much of a document of another site has come. */
  @state() private arrived: { readonly received: number; readonly size: number | null } | null = null;
  @state() private revision = 0;
  @state() private isWorkbenchMissing = false;
  @state() private isDropping = false;
  /** Null until it has come. */
  @state() private bench: Workbench | null = null;
  @query("dj-page-header") header!: PageHeaderElement;
  @query("dj-document-view") view!: DocumentViewElement | null;

  private readonly early = new EarlyKeys();
  private readonly opening = new AbortController();
  private readonly drop = new FileDrop({
    onHover: (isOver) => {
      this.isDropping = isOver;
    },
    onDrop: (files) => void this.whenWorking.then((bench) => bench.openFiles(files)),
  });
  /** Comes when the document is there to be read. */
  private whenWorking!: Promise<Workbench>;

  protected override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.early.listen();
    this.drop.connect();
    window.addEventListener("hashchange", this.onHashChange);
    this.whenWorking = this.open().then(() => this.loadWorkbench());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.early.take();
    this.drop.disconnect();
    window.removeEventListener("hashchange", this.onHashChange);
    this.bench?.dispose();
  }

  protected override render(): TemplateResult {
    const { bench } = this;
    const session = this.shown?.session;
    return html`
      <dj-page-header
        .heading=${this.documentName}
        .mark=${bench?.autosave ? documentMark(bench.autosave) : null}
        .menu=${bench?.menu ?? []}
        .state=${session?.state ?? "idle"}
        .progress=${session?.progress ?? { ran: 0, asked: 0 }}
        .hasCells=${(session?.cells.length ?? 0) > 0}
        .isFilesOpen=${bench?.panes.open === "files"}
        .isDocumentsOpen=${bench?.panes.open === "documents"}
        role="banner"
        @command=${(event: CustomEvent<{ name: string }>) => this.execute(event.detail.name)}
      ></dj-page-header>
      <div class="panes">
        ${bench?.panes.renderBefore()}
        <div class="document-pane" ?inert=${bench?.panes.isCovering}>
          <main>${this.problem === null ? this.renderDocument() : this.renderProblem(this.problem)}</main>
        </div>
        ${bench?.panes.renderAfter()}
      </div>
      <dj-confirm-dialog id="cell-question"></dj-confirm-dialog>
      <dj-confirm-dialog id="page-question"></dj-confirm-dialog>
      <dj-toast-list></dj-toast-list>
      ${this.isDropping ? html`<div class="drop-target" aria-hidden="true"><p>Drop to open</p></div>` : nothing}
    `;
  }

  private renderDocument(): TemplateResult | typeof nothing {
    if (this.shown === null) return this.arrived === null ? nothing : this.renderArrival(this.arrived);
    const { session, opened } = this.shown;
    const autosave = this.bench?.autosave;
    const does = (name: string) => () => this.execute(name);
    return html`
      ${
        this.isWorkbenchMissing
          ? renderNotice({
              text: "A part of this page could not be loaded: cells cannot be run, and changes are not kept.",
              isUrgent: true,
              actions: [{ title: "Load the page again", run: () => location.reload() }],
            })
          : nothing
      }
      ${engineNotice(session)} ${autosave ? keepingNotice(autosave, does("save-document")) : nothing}
      ${opened.note === null ? nothing : renderNotice({ text: opened.note })}
      ${opened.isOriginalNew && autosave ? originalNotice(autosave, does("reset-document")) : nothing}
      <article>
        <dj-document-view
          .session=${session}
          .revision=${this.revision}
          @run-cell=${(event: CustomEvent<{ id: string; afterwards: AfterRun }>) => this.runCell(session, event.detail)}
          @edit-cell=${(event: CustomEvent<{ id: string; source: string }>) =>
            session.edit(event.detail.id, event.detail.source)}
          @finish-text=${(event: CustomEvent<{ id: string }>) => session.finishText(event.detail.id)}
          @activate-block=${(event: CustomEvent<{ id: string }>) => session.activate(event.detail.id)}
          @block-command=${(event: CustomEvent<{ id: string | null; name: string }>) => {
            const { id, name } = event.detail;
            session.activate(id);
            this.execute(name, () => session.activate(id));
          }}
          @cancel-run=${does("stop")}
          @insert-cell=${(event: CustomEvent<{ code: string }>) => this.insertBelow(session, event)}
        ></dj-document-view>
      </article>
      ${opened.address.kind === "tutorial" ? nextTutorial(this.tutorials, opened.address.name) : nothing}
    `;
  }

  /** Runs a cell from within, and goes where the reader wants to write next. */
  private runCell(session: NotebookSession, { id, afterwards }: { id: string; afterwards: AfterRun }): void {
    const index = session.blocks.findIndex((block) => block.id === id);
    const isCell = session.blocks[index]?.kind === "cell";
    if (isCell) session.run(id);
    if (afterwards === "insert") void this.view?.enter(session.insert("ts", index + 1));
    else if (afterwards === "next" && isCell) this.view?.focusCellAfter(id);
    else if (afterwards === "next") void this.view?.select(session.blocks[index + 1]?.id ?? id);
  }

  /** Puts code that was offered, such as that of a restriction, into a new cell below the one that offered it. */
  private insertBelow(session: NotebookSession, event: CustomEvent<{ code: string }>): void {
    const id = (event.target as Element).closest<HTMLElement>("[data-block]")?.dataset.block;
    const index = session.blocks.findIndex((block) => block.id === id);
    void this.view?.enter(session.insert("ts", index + 1, event.detail.code));
  }

  private renderArrival({ received, size }: { received: number; size: number | null }): TemplateResult {
    return html`<div class="arrival">
      <h1 id="arrival">Loading the document</h1>
      <progress aria-labelledby="arrival" value=${size === null ? nothing : received} max=${size ?? nothing}></progress>
      <button type="button" class="control outlined" @click=${() => this.opening.abort()}>Cancel</button>
    </div>`;
  }

  private renderProblem(problem: LoadProblem): TemplateResult {
    return html`<article>
      ${renderNotice({ text: problem.message, isUrgent: true })}
      ${problem.canBeTriedAgain ? html`<p><a href="">Try again</a></p>` : nothing}
      ${
        problem.tutorials.length === 0
          ? nothing
          : html`<h1>Tutorials</h1>
              <dj-tutorial-list .tutorials=${problem.tutorials}></dj-tutorial-list>`
      }
    </article>`;
  }

  private get documentName(): string {
    return this.bench?.document?.name ?? (this.shown === null ? "" : nameOfShown(this.shown));
  }

  private async open(): Promise<void> {
    try {
      const address = readDocumentAddress(location);
      // Where nothing was ever kept, what keeps documents is not loaded.
      const store = (await hasKeptDocuments()) ? await documentStore() : null;
      const { signal } = this.opening;
      const report = (received: number, size: number | null): void => {
        this.arrived = { received, size };
      };
      this.show(await openDocument(address, store, { report, signal }));
      await this.scrollToAnchor();
      void this.loadTutorials();
    } catch (error) {
      document.title = "DataJoint in the browser";
      const isUnknown = error instanceof UnknownTutorialError;
      this.problem = {
        message: this.opening.signal.aborted
          ? "The document was not loaded: you cancelled it."
          : error instanceof Error
            ? error.message
            : String(error),
        tutorials: isUnknown ? error.tutorials : await this.loadTutorials(),
        canBeTriedAgain: !isUnknown,
      };
    }
  }

  private show(opened: OpenedDocument): void {
    const session = new NotebookSession(opened.document, opened.saved, async () =>
      (await this.whenWorking).openKernel(),
    );
    session.addEventListener(SESSION_CHANGE, this.onChange);
    this.shown = { opened, session, text: session.text };
    this.onChange();
  }

  private readonly onChange = (): void => {
    const { session } = this.shown!;
    if (session.state !== "running") this.bench?.dialogs.withdraw("cell-question");
    knownCells.set(session.cells);
    this.revision++;
    document.title = `${this.documentName} · DataJoint`;
  };

  private async loadWorkbench(): Promise<Workbench> {
    const { Workbench } = await import("./page/workbench.ts").catch((error: unknown) => {
      this.isWorkbenchMissing = true;
      TypedAhead.begin().end();
      throw error;
    });
    const bench = new Workbench(this);
    bench.autosave?.addEventListener("change", this.onChange);
    this.bench = bench;
    bench.catchUp(this.early.take());
    return bench;
  }

  /**
   * Does one of the page's commands, as soon as it can be done.
   *
   * @param prepare - what comes right before it: the reader may have gone on to another block meanwhile
   */
  private execute(name: string, prepare = (): void => {}): void {
    void this.whenWorking.then(({ commands }) => {
      prepare();
      return commands.execute(name);
    });
  }

  private async loadTutorials(): Promise<readonly TutorialEntry[]> {
    this.tutorials = await fetchTutorials().catch(() => []);
    return this.tutorials;
  }

  /** The address may name a heading, which was not there when the browser looked for it. */
  private async scrollToAnchor(): Promise<void> {
    await this.updateComplete;
    await this.view?.updateComplete;
    if (location.hash === "" || isShared(location.hash)) return;
    document.getElementById(decodedPart(location.hash.slice(1)))?.scrollIntoView();
  }

  /** A link to a document was put into the address of this tab. */
  private readonly onHashChange = (): void => {
    if (isShared(location.hash)) location.reload();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "dj-notebook-app": NotebookAppElement;
  }
}
