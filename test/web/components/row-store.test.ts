import { describe, expect, it } from "vitest";
import { RowStore } from "../../../web/components/data-grid/row-store.ts";
import type { TableOutput } from "../../../web/kernel/output.ts";
import { type AskWorker, type TableView, wholeTable } from "../../../web/kernel/table-questions.ts";

interface Question {
  readonly service: string;
  readonly view: TableView;
  readonly offset?: number;
  answer(value: unknown): void;
  refuse(reason: string): void;
}

/** A store of 1000 rows, and the questions that it asks, each of which waits for an answer. */
function open(): { store: RowStore; questions: Question[]; take: (service: string) => Question } {
  const questions: Question[] = [];
  const ask = ((service: string, argument: { view: TableView; offset?: number }) =>
    new Promise((resolve, reject) => {
      const refuse = (reason: string): void => reject(new Error(reason));
      questions.push({ service, view: argument.view, offset: argument.offset, answer: resolve, refuse });
    })) as unknown as AskWorker;
  const rows = rowsOf("whole", 0);
  const result: TableOutput = { kind: "table", columns: [], rows, total: 1000, sql: null, source: "s" };
  const take = (service: string): Question => {
    const place = questions.findIndex((question) => question.service === service);
    return questions.splice(place, 1)[0]!;
  };
  return { store: new RowStore(result, ask), questions, take };
}

const rowsOf = (view: string, offset: number) =>
  Array.from({ length: 100 }, (_, index) => [{ kind: "text" as const, text: `${view} ${offset + index}` }]);

const sorted: TableView = { filters: [], order: [{ column: "a", isDescending: true }] };

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

const textAt = (store: RowStore, index: number): string | undefined => {
  const value = store.row(index)?.[0];
  return value?.kind === "text" ? value.text : undefined;
};

describe("RowStore", () => {
  it("takes no rows of the view before, where they come after those of the next", async () => {
    const { store, take } = open();
    const sorting = store.setView(sorted);
    const [count, first] = [take("tableCount"), take("tableRows")];
    // The reader scrolls on while the rows are counted.
    store.want(300, 310);
    const late = take("tableRows");
    expect(late.view).toBe(wholeTable);
    count.answer(1000);
    first.answer({ rows: rowsOf("sorted", 0) });
    expect(await sorting).toBe(true);
    late.answer({ rows: rowsOf("whole", 300) });
    await settle();
    expect(store.row(305)).toBeNull();
    store.want(300, 310);
    take("tableRows").answer({ rows: rowsOf("sorted", 300) });
    await settle();
    expect(textAt(store, 305)).toBe("sorted 305");
  });

  it("goes on with the rows that it has asked for where another view is refused", async () => {
    const { store, questions, take } = open();
    store.want(300, 510);
    const [one, other] = [take("tableRows"), take("tableRows")];
    const sorting = store.setView(sorted);
    take("tableCount").refuse("no");
    expect(await sorting).toBe(false);
    one.answer({ rows: rowsOf("whole", 300) });
    other.answer({ rows: rowsOf("whole", 400) });
    await settle();
    expect([305, 405].map((index) => textAt(store, index))).toEqual(["whole 305", "whole 405"]);
    expect(questions.filter(({ offset }) => offset === 500)).toHaveLength(1);
  });
});
