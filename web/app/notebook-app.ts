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
import { Autosave } from "./autosave.ts";
import { type BlockCommandContext, blockCommands } from "./commands/block-commands.ts";
import { CommandRegistry } from "./commands/command-registry.ts";
import { type DocumentCommandContext, documentCommands } from "./commands/document-commands.ts";
import { DOCUMENT_MENU, menuItems } from "./commands/menu-items.ts";
import { selectionCommands } from "./commands/selection-commands.ts";
import { viewCommands } from "./commands/view-commands.ts";
import { deletionDialog } from "./deletion-dialog.ts";
import type { OpenDocument } from "./document-actions.ts";
import { databaseFiles, documentStore, hasKeptDocuments, openKernel } from "./engine.ts";
import { FileDrop } from "./file-drop.ts";
import { fetchTutorials, type TutorialEntry, UnknownTutorialError } from "./load-tutorial.ts";
import { readDatabaseAddresses, readDocumentAddress } from "./opening/document-address.ts";
import { type OpenedDocument, openDocument } from "./opening/open-document.ts";
import { PageDialogs } from "./page/page-dialogs.ts";
import { SidePanes } from "./page/side-panes.ts";
import { NotebookSession, SESSION_CHANGE } from "./session/notebook-session.ts";
import "./notebook-app.css";

interface Shown {
  readonly opened: OpenedDocument;
  readonly session: NotebookSession;
  readonly autosave: Autosave;
}

interface LoadProblem {
  readonly message: string;
  readonly tutorials: readonly TutorialEntry[];
}

/** The page: a document, its cells and what runs them. Light DOM, for the editors inside of it. */
@customElement("dj-notebook-app")
export class NotebookAppElement extends LitElement {
  @state() private shown: Shown | null = null;
  @state() private problem: LoadProblem | null = null;
  @state() private tutorials: readonly TutorialEntry[] = [];
  @state() private revision = 0;
  @state() private isDropping = false;
  @query("dj-page-header") private header!: PageHeaderElement;
  @query("dj-document-view") private view!: DocumentViewElement | null;

  private readonly dialogs = new PageDialogs(this);
  /** Databases that the address asked for are there before a cell runs. */
  private databases: Promise<void> = Promise.resolve();
  private readonly context: DocumentCommandContext = {
    open: () => this.openDocument,
    openStore: documentStore,
    openFiles: databaseFiles,
    confirm: (question) => this.dialogs.ask("page-question", question),
    tell: (toast) => void this.dialogs.tell(toast),
    goTo: (href) => this.goTo(href),
    showLink: (link, isWhole) => this.dialogs.showLink(link, isWhole),
  };
  private readonly blockContext: BlockCommandContext = {
    session: () => this.session,
    enter: (id) => void this.updateComplete.then(() => this.view?.enter(id)),
    select: (id) => void this.updateComplete.then(() => this.view?.select(id)),
    tellUndoable: (text) =>
      void this.dialogs.tell({
        text,
        action: { title: "Undo", run: () => void this.commands.execute("undo") },
      }),
  };
  /** All that can be done on the page, for its buttons, menus and keys. */
  readonly commands = new CommandRegistry((error) => this.dialogs.tellProblem(error));
  private readonly panes = new SidePanes(this, {
    tutorials: () => this.tutorials,
    currentKey: () => this.shown?.autosave.currentKey ?? null,
    onCommand: (name) => void this.commands.execute(name),
    onOpenDocument: (href) => void this.goTo(href),
    onDocumentRemoved: (key) => this.onDocumentRemoved(key),
    onFilesRemoved: () => void this.session?.restart(),
    onCopy: (task) => this.attempt(() => this.dialogs.showCopy(task)),
    onClosed: (pane) => (pane === "files" ? this.header.focusFiles() : this.header.focusDocuments()),
  });
  private readonly drop = new FileDrop({
    onHover: (isOver) => {
      this.isDropping = isOver;
    },
    onDrop: (files) =>
      this.attempt(async () => (await this.actions()).openLocal(this.context, this.session, files)),
  });

  protected override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.commands.register([
      ...documentCommands(this.context),
      ...blockCommands(this.blockContext),
      ...selectionCommands(this.blockContext),
      ...viewCommands({
        hasDocument: () => this.shown !== null,
        showPalette: () =>
          this.dialogs.showPalette(this.commands, this.querySelectorAll(".prose :is(h1, h2, h3)")),
        showSearch: async () => this.dialogs.showSearch(this.view!),
        showKeys: () => this.dialogs.showKeys(this.commands),
      }),
      ...this.panes.commands(),
    ]);
    window.addEventListener("keydown", this.onKeydown);
    window.addEventListener("beforeunload", this.onBeforeUnload);
    window.addEventListener("hashchange", this.onHashChange);
    this.drop.connect();
    void this.open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("keydown", this.onKeydown);
    window.removeEventListener("beforeunload", this.onBeforeUnload);
    window.removeEventListener("hashchange", this.onHashChange);
    this.drop.disconnect();
    this.shown?.autosave.dispose();
  }

  protected override render(): TemplateResult {
    const { session } = this;
    return html`
      <dj-page-header
        .heading=${this.openDocument?.name ?? ""}
        .mark=${this.shown === null ? null : documentMark(this.shown.autosave)}
        .menu=${menuItems(this.commands, DOCUMENT_MENU)}
        .state=${session?.state ?? "idle"}
        .progress=${session?.progress ?? { ran: 0, asked: 0 }}
        .hasCells=${(session?.cells.length ?? 0) > 0}
        .isFilesOpen=${this.panes.open === "files"}
        .isDocumentsOpen=${this.panes.open === "documents"}
        role="banner"
        @command=${this.onCommand}
      ></dj-page-header>
      <div class="panes">
        ${this.panes.renderBefore()}
        <div class="document-pane" ?inert=${this.panes.isCovering}>
          <main>${this.problem === null ? this.renderDocument() : this.renderProblem(this.problem)}</main>
        </div>
        ${this.panes.renderAfter()}
      </div>
      <dj-confirm-dialog id="cell-question"></dj-confirm-dialog>
      <dj-confirm-dialog id="page-question"></dj-confirm-dialog>
      <dj-toast-list></dj-toast-list>
      ${this.isDropping ? html`<div class="drop-target" aria-hidden="true"><p>Drop to open</p></div>` : nothing}
    `;
  }

  private renderDocument(): TemplateResult | typeof nothing {
    if (this.shown === null) return nothing;
    const { session, opened, autosave } = this.shown;
    const does = (name: string) => () => void this.commands.execute(name);
    return html`
      ${engineNotice(session)} ${keepingNotice(autosave, does("save-document"))}
      ${opened.note === null ? nothing : renderNotice({ text: opened.note })}
      ${opened.isOriginalNew ? originalNotice(autosave, does("reset-document")) : nothing}
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
            session.activate(event.detail.id);
            void this.commands.execute(event.detail.name);
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

  private renderProblem(problem: LoadProblem): TemplateResult {
    return html`<article>
      ${renderNotice({ text: problem.message, isUrgent: true })}
      ${problem.tutorials.length === 0 ? html`<p><a href="">Try again</a></p>` : nothing}
      ${
        problem.tutorials.length === 0
          ? nothing
          : html`<h1>Tutorials</h1>
              <dj-tutorial-list .tutorials=${problem.tutorials}></dj-tutorial-list>`
      }
    </article>`;
  }

  private get session(): NotebookSession | null {
    return this.shown?.session ?? null;
  }

  private get openDocument(): OpenDocument | null {
    if (this.shown === null) return null;
    const { session, autosave, opened } = this.shown;
    const name =
      autosave.name ??
      session.document.title ??
      ("name" in opened.address ? opened.address.name : "Untitled");
    return { session, autosave, name };
  }

  private async open(): Promise<void> {
    try {
      const address = readDocumentAddress(location);
      // Where nothing was ever kept, what keeps documents is not loaded.
      const store = (await hasKeptDocuments()) ? await documentStore() : null;
      const opened = await openDocument(address, store);
      this.show(opened);
      void this.fetchDatabases();
      await this.scrollToAnchor();
    } catch (error) {
      document.title = "DataJoint in the browser";
      this.problem = {
        message: error instanceof Error ? error.message : String(error),
        tutorials: error instanceof UnknownTutorialError ? error.tutorials : await this.loadTutorials(),
      };
    }
    await this.loadTutorials();
  }

  private show(opened: OpenedDocument): void {
    const session = new NotebookSession(opened.document, opened.saved, async () => {
      await this.databases;
      return openKernel((question) => this.dialogs.ask("cell-question", deletionDialog(question)));
    });
    const autosave = new Autosave({
      session,
      openStore: documentStore,
      address: opened.address,
      original: opened.original,
      kept: opened.kept,
    });
    const onChange = (): void => {
      if (session.state !== "running") this.dialogs.withdraw("cell-question");
      knownCells.set(session.cells);
      this.revision++;
      document.title = `${this.openDocument?.name ?? ""} · DataJoint`;
    };
    session.addEventListener(SESSION_CHANGE, onChange);
    autosave.addEventListener("change", onChange);
    this.shown = { opened, session, autosave };
    onChange();
  }

  private async loadTutorials(): Promise<readonly TutorialEntry[]> {
    this.tutorials = await fetchTutorials().catch(() => []);
    return this.tutorials;
  }

  private async fetchDatabases(): Promise<void> {
    const addresses = readDatabaseAddresses(location);
    if (addresses.length === 0) return;
    const fetching = addresses.map(async (address) =>
      (await this.actions()).fetchDatabase(this.context, this.session, address),
    );
    // One after the other asks; what went wrong with one keeps none of the others from coming.
    this.databases = fetching.reduce(
      (before, next) => before.then(() => next).catch((error: unknown) => this.dialogs.tellProblem(error)),
      Promise.resolve(),
    );
    await this.databases;
  }

  private actions() {
    return import("./document-actions.ts");
  }

  private async goTo(href: string): Promise<void> {
    await this.shown?.autosave.flush();
    location.assign(new URL(href, document.baseURI));
  }

  private async onDocumentRemoved(key: string): Promise<void> {
    if (this.shown?.autosave.currentKey !== key) return;
    this.shown.autosave.dispose();
    location.assign(new URL("./", document.baseURI));
  }

  private async attempt(action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      this.dialogs.tellProblem(error);
    }
  }

  /** The address may name a heading, which was not there when the browser looked for it. */
  private async scrollToAnchor(): Promise<void> {
    if (location.hash === "" || isShared(location.hash)) return;
    await this.updateComplete;
    await this.view?.updateComplete;
    document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  }

  private readonly onCommand = (event: CustomEvent<{ name: string }>): void => {
    void this.commands.execute(event.detail.name);
  };

  private readonly onKeydown = (event: KeyboardEvent): void => {
    this.commands.onKeydown(event);
  };

  private readonly onBeforeUnload = (event: BeforeUnloadEvent): void => {
    const autosave = this.shown?.autosave;
    if (autosave === undefined || autosave.isSafe) return;
    void autosave.flush();
    event.preventDefault();
  };

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
