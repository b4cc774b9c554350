import { afterEach, beforeEach, expect, test } from "vitest";
import * as dj from "../../../core/index.ts";
import { storesOf } from "../../../core/store/stores.ts";

let inst: dj.Instance;
beforeEach(() => {
  inst = new dj.Instance({
    database: ":memory:",
    safemode: false,
    stores: {
      default: "main",
      main: { protocol: "database", subfolding: [2, 2] },
      cold: { protocol: "database", location: "cold", partitionPattern: "run" },
    },
  });
});
afterEach(() => inst.close());

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const filesOf = (name: string | null): Promise<string[]> =>
  storesOf(inst.connection).open(name).store.list("");

async function recordings() {
  const make = (name: string) => {
    const schema = inst.Schema(name);
    class Recording extends dj.Manual {
      static definition = `
        run : int32
        ---
        trace = null : <blob@>
        scans = null : <object@>
        old_scans = null : <object@cold>
      `;
    }
    schema(Recording);
    return { schema, Recording };
  };
  const { schema, Recording } = make("lab");
  const other = make("other");
  const folder = () =>
    new Map([
      ["a/0", bytes("zero")],
      ["a/1", bytes("one")],
    ]);
  for (const run of [1, 2]) {
    await Recording.insert1({ run, trace: ["trace", run], scans: folder(), old_scans: bytes("old") });
  }
  await other.Recording.insert1({ run: 1, trace: "of the other", scans: folder(), old_scans: null });
  return { schema, Recording, other };
}

test("finds and removes what no row refers to, of its own schemas and store alone", async () => {
  const { schema, Recording } = await recordings();
  const collector = new dj.gc.GarbageCollector(schema);
  expect(await collector.collect()).toMatchObject({
    hashPathsStored: 2,
    hashPathsOrphaned: 0,
    schemaPathsStored: 4,
  });

  await Recording.restrict({ run: 1 }).delete();
  const before = await filesOf(null);
  const report = await collector.collect();
  expect(report).toMatchObject({
    hashPathsReferenced: 1,
    hashPathsOrphaned: 1,
    schemaPathsReferenced: 1,
    schemaPathsOrphaned: 2,
    schemaPathsOrphanedBytes: 7,
    deleted: 0,
    bytesFreed: 0,
    dryRun: true,
  });
  expect(await filesOf(null)).toEqual(before);

  const orphans = [...report.orphanedHashPaths, ...report.orphanedSchemaPaths];
  expect(await collector.collect({ dryRun: false })).toMatchObject({ deleted: 3, errors: 0, dryRun: false });
  expect(await filesOf(null)).toEqual(before.filter((file) => !orphans.includes(file)));
  expect(await filesOf("cold")).toHaveLength(2);
  expect(await Recording.fetch1("trace")).toEqual(["trace", 2]);
  expect(await ((await Recording.fetch1("scans")) as dj.ObjectRef).walk()).toEqual(["a/0", "a/1"]);

  const cold = new dj.gc.GarbageCollector(schema, { store: "cold" });
  expect(await cold.collect({ dryRun: false })).toMatchObject({ schemaPathsDeleted: 1, hashPathsStored: 0 });
  expect(await filesOf("cold")).toHaveLength(1);
});

test("removes nothing where it can't tell what rows refer to, and says what it needs", async () => {
  const { schema } = await recordings();
  class GoneCodec extends dj.Codec {
    readonly name = "gone";
    getDtype = () => "<object@>";
    encode = (value: Uint8Array) => value;
    decode = (value: unknown) => value;
  }
  dj.registerCodec(GoneCodec);
  class Extra extends dj.Manual {
    static definition = "extra : int32\n---\nfile : <gone@>";
  }
  schema(Extra);
  await Extra.insert1({ extra: 1, file: bytes("kept") });
  dj.unregisterCodec("gone");
  const collector = new dj.gc.GarbageCollector(schema);
  const before = await filesOf(null);
  await expect(collector.collect({ dryRun: false })).rejects.toThrow(/registerCodec/);
  expect(await filesOf(null)).toEqual(before);
  expect(() => new dj.gc.GarbageCollector()).toThrow(/needs schemas/);
  expect(() => new dj.gc.GarbageCollector(schema, { store: "none" })).toThrow(/not configured/);
});
