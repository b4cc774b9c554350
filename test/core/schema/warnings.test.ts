import { afterEach, beforeEach, expect, test } from "vitest";
import * as dj from "../../../core/index.ts";
import { describeBackends } from "../support/backends.ts";

describeBackends("warnings of definitions", (backend) => {
  let entries: dj.LogEntry[];
  beforeEach(() => {
    entries = [];
    dj.setLog((entry) => entries.push(entry));
  });
  afterEach(() => dj.setLog(null));

  const warnings = () => entries.filter(({ level }) => level === "WARNING").map(({ message }) => message);

  function define(inst: dj.Instance, name: string, definition: string) {
    const table = class Sample extends dj.Manual {
      static definition = definition;
    };
    return inst.Schema(name)(table);
  }

  test("tell of native types once for each table", async () => {
    const inst = await backend.connect();
    const name = backend.schemaName("native");
    for (let count = 0; count < 2; count++) {
      await define(inst, name, "sample : int32\n---\nnotes : mediumtext").count();
    }
    expect(warnings()).toHaveLength(1);
    expect(warnings()[0]).toMatch(
      /^In the definition of Sample, line 3, column 9: attribute "notes".*mediumtext/,
    );
  });

  test("tell of a definition that differs from the table that exists", async () => {
    const inst = await backend.connect();
    const name = backend.schemaName("changed");
    await define(inst, name, "sample : int32\n---\nnote : varchar(9)").insert1([1, "a"]);
    await define(inst, name, "sample : int32 # with a comment\n---\nnote : varchar(9)").count();
    expect(warnings()).toEqual([]);
    const changed = define(inst, name, "sample : int32\n---\nnote : varchar(12)\nmore=null : int8");
    expect(await changed.toDicts()).toEqual([{ sample: 1, note: "a" }]);
    expect(warnings()).toHaveLength(1);
    expect(warnings()[0]).toContain("change note : varchar(9) to note : varchar(12); add more=null : int8");
    await changed.alter();
    expect(await changed.toDicts()).toEqual([{ sample: 1, note: "a", more: null }]);
    await define(inst, name, "other : int32").count();
    expect(warnings()[1]).toMatch(/differs.*primary key/);
  });

  test("are kept back by the log level", async () => {
    const inst = await backend.connect();
    inst.config.loglevel = "ERROR";
    await define(inst, backend.schemaName("quiet"), "sample : mediumint").count();
    expect(entries).toEqual([]);
  });
});
