import type { ReactiveControllerHost } from "lit";
import type { DocumentViewElement } from "../../components/document-view/document-view.ts";
import type { MenuItem } from "../../components/menu-button/menu-item.ts";
import type { PageHeaderElement } from "../../components/page-header/page-header.ts";
import type { LocalFile } from "../../files/local-files.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import { Autosave } from "../autosave.ts";
import { type BlockCommandContext, blockCommands } from "../commands/block-commands.ts";
import { CommandRegistry } from "../commands/command-registry.ts";
import { type DocumentCommandContext, documentCommands } from "../commands/document-commands.ts";
import { DOCUMENT_MENU, menuItems } from "../commands/menu-items.ts";
import { selectionCommands } from "../commands/selection-commands.ts";
import { viewCommands } from "../commands/view-commands.ts";
import { deletionDialog } from "../deletion-dialog.ts";
import type { OpenDocument } from "../document-actions.ts";
import type { TutorialEntry } from "../load-tutorial.ts";
import { openKernel } from "../open-kernel.ts";
import { readDatabaseAddresses } from "../opening/document-address.ts";
import { nameOfShown, type ShownDocument } from "../opening/shown-document.ts";
import type { NotebookSession } from "../session/notebook-session.ts";
import { databaseFiles, documentStore, hasKeptDocuments } from "../storage.ts";
import type { PressedKeys } from "./early-keys.ts";
import { PageDialogs } from "./page-dialogs.ts";
import { SidePanes } from "./side-panes.ts";

/** The page, as far as working on it needs it. */
export interface Page extends ReactiveControllerHost, HTMLElement {
  readonly shown: ShownDocument | null;
  readonly tutorials: readonly TutorialEntry[];
  readonly header: PageHeaderElement;
  readonly view: DocumentViewElement | null;
}

/**
 * What working on a document takes, and reading it does not: commands and their keys, panes, messages, and keeping
 * what is edited. It is loaded when the page has shown the document.
 */
export class Workbench {
  readonly dialogs: PageDialogs;
  /** All that can be done on the page, for its buttons, menus and keys. */
  readonly commands = new CommandRegistry((error) => this.dialogs.tellProblem(error));
  readonly panes: SidePanes;
  /** Keeps the document that is shown; null where none is. */
  readonly autosave: Autosave | null;
  /** Databases that the address asks for: they are there before a cell runs. */
  private readonly databases: Promise<void>;
  private readonly context: DocumentCommandContext;

  constructor(private readonly page: Page) {
    this.dialogs = new PageDialogs(page);
    this.autosave = this.keep(page.shown);
    this.context = {
      open: () => this.document,
      openStore: documentStore,
      openFiles: databaseFiles,
      confirm: (question) => this.dialogs.ask("page-question", question),
      tell: (toast) => void this.dialogs.tell(toast),
      follow: (title, work) => this.dialogs.follow(title, work),
      goTo: (href) => this.goTo(href),
      showLink: (link, isWhole) => this.dialogs.showLink(link, isWhole),
    };
    this.panes = new SidePanes(page, {
      tutorials: () => page.tutorials,
      currentKey: () => this.autosave?.currentKey ?? null,
      onCommand: (name) => void this.commands.execute(name),
      onOpenDocument: (href) => void this.goTo(href),
      onDocumentRemoved: (key) => this.onDocumentRemoved(key),
      onFilesRemoved: () => void this.session?.restart(),
      onCopy: (task) => void this.attempt(() => this.dialogs.showCopy(task)),
      onClosed: (pane) => (pane === "files" ? page.header.focusFiles() : page.header.focusDocuments()),
    });
    this.register();
    window.addEventListener("keydown", this.onKeydown);
    window.addEventListener("beforeunload", this.onBeforeUnload);
    document.addEventListener("visibilitychange", this.onVisibilityChange);
    this.databases = this.fetchDatabases();
  }

  dispose(): void {
    window.removeEventListener("keydown", this.onKeydown);
    window.removeEventListener("beforeunload", this.onBeforeUnload);
    document.removeEventListener("visibilitychange", this.onVisibilityChange);
    this.autosave?.dispose();
  }

  /** The document that is open, by the name that the reader gave it. */
  get document(): OpenDocument | null {
    const { shown } = this.page;
    const { autosave } = this;
    if (shown === null || autosave === null) return null;
    return { session: shown.session, autosave, name: autosave.name ?? nameOfShown(shown) };
  }

  /** What the menu of the document offers now. */
  get menu(): readonly MenuItem[] {
    return menuItems(this.commands, DOCUMENT_MENU);
  }

  /** Does what was asked for by keys before all of this was here. */
  catchUp(pressed: readonly PressedKeys[]): void {
    for (const keys of pressed) this.commands.press(keys);
  }

  /** Loads what runs cells, which ask the reader before they delete. */
  async openKernel(): Promise<Kernel> {
    await this.databases;
    return openKernel((question) => this.dialogs.ask("cell-question", deletionDialog(question)));
  }

  /** Opens files that were dropped. */
  openFiles(files: readonly LocalFile[]): Promise<void> {
    return this.attempt(async () => (await this.actions()).openLocal(this.context, this.session, files));
  }

  /** Does something, and tells the reader what went wrong with it. */
  private async attempt(action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      this.dialogs.tellProblem(error);
    }
  }

  private get session(): NotebookSession | null {
    return this.page.shown?.session ?? null;
  }

  private register(): void {
    const { page, dialogs } = this;
    const blocks: BlockCommandContext = {
      session: () => this.session,
      enter: (id) => void page.updateComplete.then(() => page.view?.enter(id)),
      select: (id) => void page.updateComplete.then(() => page.view?.select(id)),
      caretIn: (id) => page.view?.caretIn(id) ?? null,
      tellUndoable: (text) =>
        void dialogs.tell({
          text,
          action: { title: "Undo", run: () => void this.commands.execute("undo") },
          until: this.autosave?.untilEdited(),
        }),
    };
    this.commands.register([
      ...documentCommands(this.context),
      ...blockCommands(blocks),
      ...selectionCommands(blocks),
      ...viewCommands({
        hasDocument: () => page.shown !== null,
        showPalette: () =>
          dialogs.showPalette(this.commands, page.querySelectorAll(".prose :is(h1, h2, h3)")),
        showSearch: async () => dialogs.showSearch(page.view!),
        showKeys: () => dialogs.showKeys(this.commands),
      }),
      ...this.panes.commands(),
    ]);
  }

  private keep(shown: ShownDocument | null): Autosave | null {
    if (shown === null) return null;
    const { opened, session, text } = shown;
    const { address, original, kept } = opened;
    const autosave = new Autosave({ session, openStore: documentStore, address, original, kept, text });
    // Another tab may have saved it after it was read here, and before this watch began.
    void hasKeptDocuments().then((hasKept) => hasKept && autosave.lookForOthers());
    return autosave;
  }

  private async fetchDatabases(): Promise<void> {
    for (const address of readDatabaseAddresses(location)) {
      await this.attempt(async () =>
        (await this.actions()).fetchDatabase(this.context, this.session, address),
      );
    }
  }

  private actions() {
    return import("../document-actions.ts");
  }

  private async goTo(href: string): Promise<void> {
    await this.autosave?.flush();
    location.assign(new URL(href, document.baseURI));
  }

  private onDocumentRemoved(key: string): void {
    if (this.autosave?.currentKey !== key) return;
    this.autosave.dispose();
    location.assign(new URL("./", document.baseURI));
  }

  private readonly onKeydown = (event: KeyboardEvent): void => this.commands.onKeydown(event);

  /** A page that is out of sight may be ended without a word, as on a phone. */
  private readonly onVisibilityChange = (): void => {
    if (document.visibilityState === "hidden") void this.autosave?.flush();
  };

  private readonly onBeforeUnload = (event: BeforeUnloadEvent): void => {
    const { autosave } = this;
    if (autosave === null || autosave.isSafe) return;
    void autosave.flush();
    event.preventDefault();
  };
}
