import type { ShownValue, TableOutput } from "../../kernel/output.ts";
import { type AskWorker, type TableView, wholeTable } from "../../kernel/table-questions.ts";

export type ShownRow = readonly ShownValue[];

const pageSize = 100;
const heldPages = 80;
/** More at a time would only keep the kernel from the rows that are in sight now. */
const openRequests = 2;

/**
 * The rows of a table as far as they are known. Pages that are in sight are asked for, the latest wish first;
 * those that nobody looks at any more are forgotten.
 *
 * Dispatches `change`.
 */
export class RowStore extends EventTarget {
  readonly source: string;
  readonly #ask: AskWorker;
  #view: TableView = wholeTable;
  #askedView: TableView | null = null;
  #total: number;
  /** In the order in which they were looked at. */
  #pages = new Map<number, readonly ShownRow[]>();
  #asked = new Set<number>();
  #wanted: readonly number[] = [];
  #problem: string | null = null;
  #isCounting = false;
  /** Grows with each view that is asked for: the latest counts. */
  #generation = 0;

  constructor(result: TableOutput, ask: AskWorker) {
    super();
    this.#ask = ask;
    this.source = result.source ?? "";
    this.#total = result.total;
    if (result.rows.length >= Math.min(pageSize, result.total)) this.#pages.set(0, result.rows);
  }

  get view(): TableView {
    return this.#view;
  }

  /** The view that was asked for last, which may not be there yet. */
  get askedView(): TableView {
    return this.#askedView ?? this.#view;
  }

  /** How many rows the view has; while they are counted, as many as there were. */
  get total(): number {
    return this.#total;
  }

  get isBusy(): boolean {
    return this.#isCounting || this.#asked.size > 0;
  }

  /** Why rows could not be fetched; null if all is well. */
  get problem(): string | null {
    return this.#problem;
  }

  /** A row, or null where it was not fetched yet. */
  row(index: number): ShownRow | null {
    return this.#pages.get(Math.floor(index / pageSize))?.[index % pageSize] ?? null;
  }

  /** Says which rows are in sight, so that they are fetched. */
  want(first: number, last: number): void {
    const wanted: number[] = [];
    for (let page = Math.floor(first / pageSize); page <= Math.floor(last / pageSize); page++) {
      const held = this.#pages.get(page);
      if (held === undefined) wanted.push(page);
      else {
        this.#pages.delete(page);
        this.#pages.set(page, held);
      }
    }
    this.#wanted = wanted;
    this.#fetch();
  }

  /**
   * Sorts and filters anew.
   *
   * @returns when the rows are counted; false where the view is refused, and the rows stay as they were
   */
  async setView(view: TableView): Promise<boolean> {
    const generation = ++this.#generation;
    this.#isCounting = true;
    this.#askedView = view;
    this.#problem = null;
    this.#changed();
    try {
      const address = { source: this.source, view };
      const [total, page] = await Promise.all([
        this.#ask("tableCount", address),
        this.#ask("tableRows", { ...address, offset: 0, limit: pageSize }),
      ]);
      if (generation !== this.#generation) return false;
      this.#view = view;
      this.#total = total;
      this.#pages = new Map([[0, page.rows]]);
      this.#asked = new Set();
      this.#wanted = [];
      return true;
    } catch (error) {
      if (generation === this.#generation) this.#problem = messageOf(error);
      return false;
    } finally {
      if (generation === this.#generation) {
        this.#isCounting = false;
        this.#askedView = null;
        this.#changed();
      }
    }
  }

  #fetch(): void {
    for (const page of this.#wanted) {
      if (this.#asked.size >= openRequests) return;
      if (!this.#asked.has(page) && !this.#pages.has(page)) void this.#fetchPage(page);
    }
  }

  async #fetchPage(page: number): Promise<void> {
    const view = this.#view;
    this.#asked.add(page);
    try {
      const window = { offset: page * pageSize, limit: pageSize };
      const { rows } = await this.#ask("tableRows", { source: this.source, view, ...window });
      // Also while another view is counted, which may be refused, rows of this one are wanted, and no other.
      if (view !== this.#view) return;
      this.#pages.set(page, rows);
      for (const oldest of this.#pages.keys()) {
        if (this.#pages.size <= heldPages) break;
        this.#pages.delete(oldest);
      }
      this.#problem = null;
    } catch (error) {
      if (view !== this.#view) return;
      this.#problem = messageOf(error);
      this.#wanted = [];
    }
    this.#asked.delete(page);
    this.#changed();
    this.#fetch();
  }

  #changed(): void {
    this.dispatchEvent(new Event("change"));
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
