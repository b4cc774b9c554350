import {
  html,
  nothing,
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
} from "lit";
import type { CopyTask } from "../../components/copy-dialog/copy-task.ts";
import type { DocumentStore } from "../../documents/kept/document-store.ts";
import type { DatabaseFiles } from "../../files/database-files.ts";
import type { Command } from "../commands/command-registry.ts";
import type { TutorialEntry } from "../load-tutorial.ts";
import { databaseFiles, documentStore } from "../storage.ts";
import { FIRST_WIDTH, LEAST_WIDTH, mostWidth, readWidth, rememberWidth } from "./pane-widths.ts";
import "./side-panes.css";

export type Pane = "documents" | "files";

const TITLES: Readonly<Record<Pane, string>> = { documents: "Documents", files: "Database files" };

/** Where the screen is no wider, there is room for one pane at a time. */
const NARROW = "(width <= 60rem)";

export interface SidePanesOptions {
  readonly tutorials: () => readonly TutorialEntry[];
  /** The document that is open. */
  readonly currentKey: () => string | null;
  readonly onCommand: (name: string) => void;
  readonly onOpenDocument: (href: string) => void;
  readonly onDocumentRemoved: (key: string) => void;
  readonly onFilesRemoved: () => void;
  /** Schemas are to be copied to a server, or from one. */
  readonly onCopy: (task: CopyTask) => void;
  /** A pane was closed: the keyboard goes back to what opened it. */
  readonly onClosed: (pane: Pane) => void;
}

/**
 * The panes beside the document: documents before it, database files after it. One is open at a time, as wide as the
 * reader made it; on a narrow screen it takes the place of the document. What shows them is loaded with the first.
 */
export class SidePanes implements ReactiveController {
  private pane: Pane | null = null;
  /** The pane that is open, or will be once it is loaded. */
  private wanted: Pane | null = null;
  /** Whether the reader waits where they asked for the pane, and the keyboard goes there. */
  private isWaitedFor = true;
  private files: DatabaseFiles | null = null;
  private store: DocumentStore | null = null;
  private readonly widths = new Map<Pane, number>();
  private readonly narrow = matchMedia(NARROW);

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly options: SidePanesOptions,
  ) {
    host.addController(this);
  }

  /** The pane that is open. */
  get open(): Pane | null {
    return this.pane;
  }

  /** Whether a pane stands in the place of the document. */
  get isCovering(): boolean {
    return this.pane !== null && this.narrow.matches;
  }

  hostConnected(): void {
    this.narrow.addEventListener("change", this.onResize);
    window.addEventListener("resize", this.onResize);
  }

  hostDisconnected(): void {
    this.narrow.removeEventListener("change", this.onResize);
    window.removeEventListener("resize", this.onResize);
  }

  commands(): Command[] {
    return [
      {
        name: "toggle-documents",
        title: "Documents",
        group: "View",
        icon: "documents",
        run: () => this.toggle("documents"),
      },
      {
        name: "toggle-files",
        title: "Database files",
        group: "View",
        icon: "database",
        run: () => this.toggle("files"),
      },
    ];
  }

  /** What stands before the document. */
  renderBefore(): TemplateResult | typeof nothing {
    if (this.pane !== "documents") return nothing;
    const { options } = this;
    return html`<aside
      class="side-pane"
      aria-label=${TITLES.documents}
      style="--pane-width: ${this.width("documents")}px"
    >
      <dj-documents-panel
        id="documents-pane"
        .tutorials=${options.tutorials()}
        .store=${this.store}
        .currentKey=${options.currentKey()}
        .takesKeyboard=${this.isWaitedFor}
        @command=${(event: CustomEvent<{ name: string }>) => options.onCommand(event.detail.name)}
        @open-document=${(event: CustomEvent<{ href: string }>) => options.onOpenDocument(event.detail.href)}
        @document-removed=${(event: CustomEvent<{ key: string }>) => options.onDocumentRemoved(event.detail.key)}
        @close-panel=${() => this.close()}
      ></dj-documents-panel>
      ${this.renderSeparator("documents", "start")}
    </aside>`;
  }

  /** What stands after the document. */
  renderAfter(): TemplateResult | typeof nothing {
    if (this.pane !== "files") return nothing;
    return html`<aside
      class="side-pane"
      aria-label=${TITLES.files}
      style="--pane-width: ${this.width("files")}px"
    >
      ${this.renderSeparator("files", "end")}
      <dj-database-panel
        id="files-pane"
        .files=${this.files}
        .takesKeyboard=${this.isWaitedFor}
        @command=${(event: CustomEvent<{ name: string }>) => this.options.onCommand(event.detail.name)}
        @send-to-server=${(event: CustomEvent<{ name: string }>) =>
          this.options.onCopy({ direction: "send", file: event.detail.name })}
        @copy-from-server=${() => this.options.onCopy({ direction: "fetch" })}
        @files-removed=${this.options.onFilesRemoved}
        @close-panel=${() => this.close()}
      ></dj-database-panel>
    </aside>`;
  }

  private renderSeparator(pane: Pane, side: "start" | "end"): TemplateResult {
    return html`<dj-pane-separator
      class="pane-separator"
      aria-label="Width of ${TITLES[pane]}"
      aria-controls="${pane}-pane"
      .pane=${side}
      .size=${this.width(pane)}
      .least=${LEAST_WIDTH}
      .most=${mostWidth(innerWidth)}
      .initial=${FIRST_WIDTH}
      @resize-pane=${(event: CustomEvent<{ size: number }>) => this.resize(pane, event.detail.size)}
    ></dj-pane-separator>`;
  }

  private async toggle(pane: Pane): Promise<void> {
    this.wanted = this.wanted === pane ? null : pane;
    if (this.wanted === null) {
      this.close();
      return;
    }
    const place = document.activeElement;
    const separator = import("../../components/pane-separator/pane-separator.ts");
    if (pane === "files") {
      const panel = import("../../components/database-panel/database-panel.ts");
      [this.files] = await Promise.all([databaseFiles(), panel, separator]);
    } else {
      const panel = import("../../components/documents-panel/documents-panel.ts");
      [this.store] = await Promise.all([documentStore(), panel, separator]);
    }
    // Another one was asked for meanwhile, or none any more.
    if (this.wanted !== pane) return;
    this.isWaitedFor = document.activeElement === place;
    this.pane = pane;
    this.host.requestUpdate();
  }

  private close(): void {
    const { pane } = this;
    this.wanted = null;
    if (pane === null) return;
    this.pane = null;
    this.host.requestUpdate();
    // Where the document was covered, nothing in it could be reached before.
    void this.host.updateComplete.then(() => this.options.onClosed(pane));
  }

  private width(pane: Pane): number {
    const chosen = this.widths.get(pane) ?? readWidth(pane);
    return Math.min(chosen, mostWidth(innerWidth));
  }

  private resize(pane: Pane, width: number): void {
    this.widths.set(pane, width);
    rememberWidth(pane, width);
    this.host.requestUpdate();
  }

  private readonly onResize = (): void => {
    if (this.pane !== null) this.host.requestUpdate();
  };
}
