import type { ConfirmDialogElement, Question } from "../../components/confirm-dialog/confirm-dialog.ts";
import type { CopyTask } from "../../components/copy-dialog/copy-task.ts";
import type { SearchBarElement } from "../../components/search-bar/search-bar.ts";
import type { Toast, ToastListElement } from "../../components/toast-list/toast-list.ts";
import { isCancelled, type Progress } from "../../files/progress.ts";
import type { CommandRegistry } from "../commands/command-registry.ts";
import { TypedAhead } from "./typed-ahead.ts";

/** What comes up over the page when it is wanted: messages, questions, dialogs, search. Each is loaded with its first use. */
export class PageDialogs {
  /** Of each kind of question, what waits for its turn; `withdrawn` counts how often all of it was taken back. */
  private readonly questions = {
    "cell-question": { turn: Promise.resolve(), withdrawn: 0 },
    "page-question": { turn: Promise.resolve(), withdrawn: 0 },
  };

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

  /** Asks the reader, one question after the other; those of cells and those of the page have dialogs of their own. */
  ask(id: "cell-question" | "page-question", question: Question): Promise<boolean> {
    const line = this.questions[id];
    const { withdrawn } = line;
    const asking = line.turn.then(async () => {
      await import("../../components/confirm-dialog/confirm-dialog.ts");
      if (line.withdrawn !== withdrawn) return false;
      return this.page.querySelector<ConfirmDialogElement>(`#${id}`)!.ask(question);
    });
    line.turn = asking.then(
      () => {},
      () => {},
    );
    return asking;
  }

  /** Takes back questions that nobody waits for any more. */
  withdraw(id: "cell-question" | "page-question"): void {
    this.questions[id].withdrawn++;
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
  showPalette(commands: CommandRegistry, headings: Iterable<HTMLElement>): Promise<void> {
    return takeField(async () => {
      const [{ paletteEntries }] = await Promise.all([
        import("../commands/palette-entries.ts"),
        import("../../components/command-palette/command-palette.ts"),
      ]);
      return () => this.hold("dj-command-palette").show(paletteEntries(commands, headings));
    });
  }

  /** Opens what finds text in the document, or goes back to it. */
  showSearch(root: Element): Promise<void> {
    return takeField(async () => {
      await import("../../components/search-bar/search-bar.ts");
      return (isWaitedFor) => this.searchBar(root).start(isWaitedFor);
    });
  }

  private searchBar(root: Element): SearchBarElement {
    const held = this.page.querySelector("dj-search-bar");
    if (held !== null) return held;
    const bar = document.createElement("dj-search-bar");
    bar.root = root;
    bar.addEventListener("close-search", (event) => {
      bar.remove();
      const { block } = (event as CustomEvent<{ block: HTMLElement | null }>).detail;
      block?.focus({ preventScroll: true });
    });
    this.page.append(bar);
    return bar;
  }

  private hold<Name extends keyof HTMLElementTagNameMap>(name: Name): HTMLElementTagNameMap[Name] {
    const held = this.page.querySelector(name);
    if (held !== null) return held;
    const made = document.createElement(name);
    this.page.append(made);
    return made;
  }
}

/**
 * Opens something with a field to type into, which gets what is typed while it is loaded.
 *
 * @param load - gives what opens it, told whether the reader is still waiting for it
 */
async function takeField(
  load: () => Promise<(isWaitedFor: boolean) => Promise<HTMLInputElement>>,
): Promise<void> {
  const ahead = TypedAhead.begin();
  try {
    const open = await load();
    if (ahead.isGivenUp) return;
    const field = await open(!ahead.hasLeft);
    for (const event of ahead.keys) type(event, field);
  } finally {
    ahead.end();
  }
}

/** Does in a field what a key does there that was pressed elsewhere. */
function type(event: KeyboardEvent, field: HTMLInputElement): void {
  const isText = [...event.key].length === 1;
  if (!isText && event.key !== "Backspace") {
    field.dispatchEvent(new KeyboardEvent(event.type, event));
    return;
  }
  const end = field.selectionEnd ?? 0;
  const start = field.selectionStart ?? end;
  if (isText) field.setRangeText(event.key, start, end, "end");
  else field.setRangeText("", start === end ? Math.max(0, start - 1) : start, end, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}
