import { expect, test } from "vitest";
import * as dj from "../../core/index.ts";
import { describeBackends } from "./support/backends.ts";

describeBackends("values inside of JSON", (backend) => {
  async function notes() {
    const schema = (await backend.connect()).Schema(backend.schemaName("notes"));
    class Note extends dj.Manual {
      static definition = `
        note : int32
        ---
        doc : json
      `;
    }
    schema(Note);
    const values = [3, -2, 2.5, "12", "abc", true, false, null, [1, 2], "2024-01-31 10:20:30"];
    await Note.insert(values.map((v, note) => ({ note, doc: { v } })));
    return Note;
  }

  test("a path with a type is NULL where the value is none of that type", async () => {
    const Note = await notes();
    const read = async (type: string) =>
      await Note.proj({ v: `doc.v:${type}` }).toArrays("v", { orderBy: "note" });
    expect(await read("signed")).toEqual([3, -2, 2, 12, null, 1, 0, null, null, null]);
    expect(await read("unsigned")).toEqual([3, null, 2, 12, null, 1, 0, null, null, null]);
    expect(await read("double")).toEqual([3, -2, 2.5, 12, null, 1, 0, null, null, null]);
    expect(await read("decimal(3,1)")).toEqual([
      ...["3.0", "-2.0", "2.5", "12.0", null, "1.0", "0.0", null, null, null],
    ]);
    expect(await read("decimal(2,1)")).toEqual([
      ...["3.0", "-2.0", "2.5", null, null, "1.0", "0.0", null, null, null],
    ]);
    expect(await read("char(4)")).toEqual([
      ...["3", "-2", "2.5", "12", "abc", "true", null, null, null, null],
    ]);
    expect(await read("datetime")).toEqual([...Array(9).fill(null), "2024-01-31 10:20:30"]);
    expect(await read("time")).toEqual([...Array(9).fill(null), "10:20:30"]);
  });

  test("a condition compares a path with a type as that type", async () => {
    const Note = await notes();
    const matching = async (condition: Record<string, unknown>) =>
      await Note.restrict(condition).toArrays("note", { orderBy: "note" });
    expect(await matching({ "doc.v:unsigned": 2 })).toEqual([2]);
    expect(await matching({ "doc.v:signed": "12" })).toEqual([3]);
    expect(await matching({ "doc.v:signed": true })).toEqual([5]);
    expect(await matching({ "doc.v:unsigned": null })).toEqual([1, 4, 7, 8, 9]);
    expect(await matching({ "doc.v:char(5)": "true" })).toEqual([5]);
  });

  // MariaDB keeps JSON as text, whose truth is that of the number that it starts with.
  test.runIf(backend.name === "sqlite")("JSON is true as a condition but for the number 0", async () => {
    const Note = await notes();
    await Note.insert1({ note: 20, doc: { v: 0 } });
    await Note.insert1({ note: 21, doc: {} });
    expect(await Note.restrict("NOT doc->'$.v'").toArrays("note")).toEqual([20]);
    expect(await Note.restrict("doc->'$.v' OR FALSE").count()).toBe(10);
  });

  // MariaDB rounds halves away from zero.
  test.runIf(backend.name === "sqlite")(
    "a fraction is rounded to the even of two integers that are as near",
    async () => {
      const Note = await notes();
      const bits = Note.restrict("note IN (1, 3, 5)").proj({ bits: "(0.5e0 * note) | 0" });
      expect(await bits.toArrays("bits", { orderBy: "note" })).toEqual([0, 2, 2]);
    },
  );
});
