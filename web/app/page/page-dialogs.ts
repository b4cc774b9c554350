import type { ConfirmDialogElement, Question } from "../../components/confirm-dialog/confirm-dialog.ts";
import type { CopyTask } from "../../components/copy-dialog/copy-task.ts";
import type { Toast, ToastListElement } from "../../components/toast-list/toast-list.ts";
import { isCancelled, type Progress } from "../../files/progress.ts";
import type { CommandRegistry } from "../commands/command-registry.ts";

/** What comes up over the page when it is wanted: messages, questions, dialogs, search. Each is loaded with its first use. */
export class PageDialogs {
  private palette: Awaited<ReturnType<typeof loadPalette>> | null = null;

  /** @param page - the element that holds them */
  constructor(private readonly page: HTMLElement) {}

  /** Shows a message that passes. */
  async tell(toast: Toast): Promise<void> {
    await import("../../components/toast-list/toast-list.ts");
    const list = this.page.querySelector<ToastListElement>("dj-toast-list")!;
    // Screen readers read what comes into a region that was there before.
    await list.updateComplete;
    list.show(toast);
  }

  /** Shows how far something is, with a way to cancel it. */
  async follow<Value>(title: string, work: (progress: Progress) => Promise<Value>): Promise<Value> {
    await import("../../components/task-list/task-list.ts");
    return this.hold("dj-task-list").follow(title, work);
  }

  tellProblem(error: unknown): void {
    if (isCancelled(error)) return;
    void this.tell({ text: error instanceof Error ? error.message : String(error), isProblem: true });
  }

  /** Asks the reader; of several questions at a time each has a dialog of its own. */
  async ask(id: "cell-question" | "page-question", question: Question): Promise<boolean> {
    await import("../../components/confirm-dialog/confirm-dialog.ts");
    return this.page.querySelector<ConfirmDialogElement>(`#${id}`)!.ask(question);
  }

  /** Takes back a question that nobody waits for any more. */
  withdraw(id: "cell-question" | "page-question"): void {
    this.page.querySelector<ConfirmDialogElement>(`#${id}`)?.withdraw?.();
  }

  async showLink(link: string, isWhole: boolean): Promise<void> {
    await import("../../components/share-dialog/share-dialog.ts");
    await this.hold("dj-share-dialog").show(link, isWhole);
  }

  async showKeys(commands: CommandRegistry): Promise<void> {
    await import("../../components/keys-dialog/keys-dialog.ts");
    await this.hold("dj-keys-dialog").show(commands.list());
  }

  /** Copies schemas between a database file and a server. */
  async showCopy(task: CopyTask): Promise<void> {
    const { copyHost } = await import("../copy-host.ts");
    await this.hold("dj-copy-dialog").show(task, copyHost);
  }

  /** All commands and sections, to be found by name. */
  async showPalette(commands: CommandRegistry, headings: Iterable<HTMLElement>): Promise<void> {
    // Kept, since an import lets other keys pass before it is done, even of what is there already.
    this.palette ??= await loadPalette();
    await this.hold("dj-command-palette").show(this.palette.paletteEntries(commands, headings));
  }

  /** Opens what finds text in the document, or goes back to it. */
  async showSearch(root: Element): Promise<void> {
    await import("../../components/search-bar/search-bar.ts");
    let bar = this.page.querySelector("dj-search-bar");
    if (bar === null) {
      bar = document.createElement("dj-search-bar");
      bar.root = root;
      bar.addEventListener("close-search", (event) => {
        bar?.remove();
        const { block } = (event as CustomEvent<{ block: HTMLElement | null }>).detail;
        block?.focus({ preventScroll: true });
      });
      this.page.append(bar);
    }
    await bar.start();
  }

  private hold<Name extends keyof HTMLElementTagNameMap>(name: Name): HTMLElementTagNameMap[Name] {
    const held = this.page.querySelector(name);
    if (held !== null) return held;
    const made = document.createElement(name);
    this.page.append(made);
    return made;
  }
}

/** Loads the palette, and what tells its entries. */
async function loadPalette() {
  const [entries] = await Promise.all([
    import("../commands/palette-entries.ts"),
    import("../../components/command-palette/command-palette.ts"),
  ]);
  return entries;
}
