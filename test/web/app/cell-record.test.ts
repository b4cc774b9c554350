import { describe, expect, it } from "vitest";
import {
  type CellRecord,
  failedLine,
  isEditedSinceRun,
  isExpectedToThrow,
} from "../../../web/app/session/cell-record.ts";
import { collectOutput } from "../../../web/app/session/collect-outputs.ts";
import { NotebookSession } from "../../../web/app/session/notebook-session.ts";
import { parseDocument } from "../../../web/documents/parse-document.ts";
import { hashSource, type SavedOutputs } from "../../../web/documents/saved-outputs.ts";
import type { Output } from "../../../web/kernel/output.ts";

const text = (line: string, level: "log" | "warn" = "log"): Output => ({ kind: "text", level, text: line });
const failure: Output = { kind: "error", name: "TypeError", message: "no", line: 2, column: 1 };

function records(markdown: string, saved: SavedOutputs | null = null): readonly CellRecord[] {
  return new NotebookSession(parseDocument(markdown), saved, () => Promise.reject(new Error("no kernel")))
    .cells;
}

describe("the cells of an opened document", () => {
  it("numbers the cells, and keeps what their fences say", () => {
    expect(records("```ts throws\na\n```\ntext\n```sql inst2\nb\n```")).toMatchObject([
      { number: 1, language: "ts", info: "throws", source: "a", status: "never run", outputs: [] },
      { number: 2, language: "sql", info: "inst2", source: "b", origin: null },
    ]);
  });

  it("shows a saved output only below the source that made it", () => {
    const saved: SavedOutputs = {
      format: 1,
      cells: [
        { source: hashSource("a"), outputs: [text("of a")] },
        { source: hashSource("another"), outputs: [text("of another")] },
      ],
    };
    const [a, b, c] = records("```ts\na\n```\n```ts\nb\n```\n```ts\nc\n```", saved);
    expect(a).toMatchObject({ outputs: [text("of a")], origin: "saved", sourceOfOutputs: "a" });
    expect(b).toMatchObject({ outputs: [], origin: null, sourceOfOutputs: null });
    expect(c).toMatchObject({ outputs: [], origin: null });
  });
});

describe("a cell's record", () => {
  const [cell] = records("```ts\none\ntwo\n```");
  const failed: CellRecord = { ...cell!, sourceOfOutputs: cell!.source, outputs: [text("x"), failure] };

  it("tells the line that failed until the cell is edited", () => {
    expect(failedLine(cell!)).toBeNull();
    expect(failedLine(failed)).toBe(2);
    expect(isEditedSinceRun(failed)).toBe(false);
    const edited = { ...failed, source: "one" };
    expect(isEditedSinceRun(edited)).toBe(true);
    expect(failedLine(edited)).toBeNull();
  });

  it("tells whether an error is expected", () => {
    const [throws, not] = records("```ts throws\na\n```\n```sql throwsNot\nb\n```");
    expect([isExpectedToThrow(throws!), isExpectedToThrow(not!)]).toEqual([true, false]);
  });
});

describe("collectOutput", () => {
  it("joins text of one level, and keeps everything in order", () => {
    const outputs = [text("a"), text("b"), text("c", "warn"), failure, text("d")].reduce<readonly Output[]>(
      collectOutput,
      [],
    );
    expect(outputs).toEqual([text("a\nb"), text("c", "warn"), failure, text("d")]);
  });
});

describe("hashSource", () => {
  it("is FNV-1a in 64 bits", () => {
    expect(hashSource("")).toBe("cbf29ce484222325");
    expect(hashSource("a")).toBe("af63dc4c8601ec8c");
    expect(hashSource("foobar")).toBe("85944171f73967e8");
  });

  it("keeps the last word on the progress of each table", () => {
    const progress = (table: string, done: number): Output => ({ kind: "progress", table, done, total: 2 });
    const outputs = [progress("Spike", 0), progress("Spike", 1), progress("Map", 1), progress("Map", 2)];
    expect(outputs.reduce<readonly Output[]>(collectOutput, [])).toEqual([
      progress("Spike", 1),
      progress("Map", 2),
    ]);
  });
});
