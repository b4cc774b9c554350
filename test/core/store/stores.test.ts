import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as dj from "../../../core/index.ts";
import { describeBackends } from "../support/backends.ts";

const { NDArray } = dj;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "datajoint-store-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const bytes = (content: string): Uint8Array => new TextEncoder().encode(content);

/** The same tests on stores of files and of the database itself. */
function describeStores(
  title: string,
  body: (connect: (spec?: object) => Promise<dj.Instance>) => void,
): void {
  describeBackends(`${title}, files`, (backend) => {
    body(async (spec = {}) => {
      const inst = await backend.connect();
      inst.config.stores = {
        default: "main",
        filepath_default: "main",
        main: { protocol: "file", location: join(folder, "main"), ...spec },
        cold_store: { protocol: "file", location: join(folder, "cold") },
      };
      return inst;
    });
  });
  describe(`${title}, database`, () => {
    const open: dj.Instance[] = [];
    afterEach(async () => {
      for (const inst of open.splice(0)) await inst.close();
    });
    body(async (spec = {}) => {
      const inst = new dj.Instance({
        database: ":memory:",
        safemode: false,
        stores: {
          default: "main",
          filepath_default: "main",
          main: { protocol: "database", ...spec },
          cold_store: { protocol: "database", location: "cold" },
        },
      });
      open.push(inst);
      return inst;
    });
  });
}

let number = 0;
const schemaName = (): string => `djtest_${process.pid}_${++number}_store`;

async function withSchema(
  inst: dj.Instance,
  use: (schema: ReturnType<dj.Instance["Schema"]>) => Promise<void>,
) {
  const schema = inst.Schema(schemaName());
  try {
    await use(schema);
  } finally {
    await schema.drop({ prompt: false });
  }
}

/** The store `main`, as a codec is given it. */
async function storeOf(inst: dj.Instance, name = "main"): Promise<dj.Store> {
  const { storesOf } = await import("../../../core/store/stores.ts");
  return storesOf(inst.connection).open(name).store;
}

describeStores("codecs of stores", (connect) => {
  test("<blob@> is kept once for equal content, under its hash", async () => {
    const inst = await connect();
    await withSchema(inst, async (schema) => {
      const Trace = schema(
        class Trace extends dj.Manual {
          static definition = `
            trace_id : int32
            ---
            data = null : <blob@>
            cold = null : <blob@cold_store>
          `;
        },
      );
      const data = { list: [1, 2], array: NDArray.from([1.5, 2]) };
      await Trace.insert([
        { trace_id: 1, data, cold: "a" },
        { trace_id: 2, data, cold: null },
        { trace_id: 3, data: null, cold: null },
      ]);
      expect(Trace.heading.get("data")).toMatchObject({ type: "<blob@>", sqlType: "json" });
      expect(await Trace.toArrays("data", { orderBy: "trace_id" })).toEqual([data, data, null]);
      expect(await Trace.restrict("trace_id = 1").fetch1("cold")).toBe("a");
      const files = await (await storeOf(inst)).list("");
      expect(files).toEqual([expect.stringMatching(new RegExp(`^_hash/${schema.database}/[a-z2-7]{26}$`))]);
      expect(await (await storeOf(inst, "cold_store")).list("")).toHaveLength(1);
      const { rows } = await dj.previewExpression(Trace.proj("data"), { limit: 1 });
      expect(rows[0]![1]).toEqual({
        hash: files[0]!.slice(-26),
        path: files[0],
        schema: schema.database,
        store: null,
        size: dj.blob.pack(data).length,
      });
    });
  });

  test("content that was changed or lost is noticed", async () => {
    const inst = await connect();
    await withSchema(inst, async (schema) => {
      const Raw = schema(
        class Raw extends dj.Manual {
          static definition = `
            raw_id : int32
            ---
            content : <hash@>
          `;
        },
      );
      await Raw.insert1({ raw_id: 1, content: bytes("abc") });
      expect(await Raw.fetch1("content")).toEqual(bytes("abc"));
      const store = await storeOf(inst);
      const [path] = await store.list("_hash");
      await store.write(path!, bytes("abd"));
      await expect(Raw.fetch1("content")).rejects.toThrow(/is not what was stored/);
      await store.remove(path!);
      await expect(Raw.fetch1("content")).rejects.toThrow(dj.errors.MissingExternalFile);
      await expect(Raw.insert1({ raw_id: 2, content: "text" })).rejects.toThrow(/bytes are expected/);
    });
  });

  test("<npy@> is a file at the path of its row, and read when it is asked for", async () => {
    const inst = await connect({ partition_pattern: "subject" });
    await withSchema(inst, async (schema) => {
      const Recording = schema(
        class Recording extends dj.Manual {
          static definition = `
            recording_id : int32
            subject : varchar(20)
            ---
            waveform : <npy@>
          `;
        },
      );
      const arrays = [
        NDArray.from([
          [1, 2],
          [3, 4.5],
        ]),
        new NDArray({ dtype: "int64", shape: [], data: [2n ** 60n] }),
        new NDArray({ dtype: "complex64", data: new Float32Array([1, 2, 3, 4]) }),
        new NDArray({ dtype: "datetime64[ms]", data: [5n] }),
        new NDArray({ dtype: "bool", shape: [1, 2], data: [true, false] }),
        new NDArray({ dtype: "str", data: ["a", "żag🦜", ""] }),
        new NDArray({ dtype: "float16", data: [0.5, -2, 65504, 6e-8] }),
        new NDArray({ dtype: "float64", shape: [0, 3], data: [] }),
      ];
      await Recording.insert(
        arrays.map((waveform, index) => ({ recording_id: index, subject: "m/1", waveform })),
      );
      const refs = (await Recording.toArrays("waveform", { orderBy: "recording_id" })) as dj.NpyRef[];
      expect(refs[0]!.path).toMatch(
        new RegExp(
          `^_schema/subject=m%2F1/${schema.database}/recording/recording_id=0/waveform_[\\w-]{8}\\.npy$`,
        ),
      );
      expect([refs[0]!.shape, refs[0]!.dtype, refs[0]!.ndim, refs[0]!.size, refs[0]!.nbytes]).toEqual([
        [2, 2],
        "float64",
        2,
        4,
        32,
      ]);
      expect(String(refs[0])).toBe("NpyRef float64 [2, 2], not loaded");
      expect(await refs[0]!.at(1, 1)).toBe(4.5);
      expect(refs[0]!.isLoaded).toBe(true);
      const loaded = await Promise.all(refs.map((ref) => ref.load()));
      loaded.forEach((array, index) => {
        expect(array.dtype).toBe(arrays[index]!.dtype);
        expect(array.shape).toEqual(arrays[index]!.shape);
      });
      for (const index of [0, 1, 2, 3, 4, 5, 7]) expect(loaded[index]!.equals(arrays[index])).toBe(true);
      expect(loaded[6]!.toArray()).toEqual([0.5, -2, 65504, 2 ** -24]);
      await expect(Recording.insert1([9, "x", [1, 2]])).rejects.toThrow(/NDArray or a typed array/);
      await expect(Recording.insert1([9, "x", NDArray.from([{}])])).rejects.toThrow(/use <blob@>/);
      await (await storeOf(inst)).remove(refs[0]!.path);
      const [again] = (await Recording.toArrays("waveform", { orderBy: "recording_id" })) as dj.NpyRef[];
      await expect(again!.load()).rejects.toThrow(dj.errors.MissingExternalFile);
    });
  });

  test("<object@> is a file or a folder", async () => {
    const inst = await connect();
    await withSchema(inst, async (schema) => {
      const Result = schema(
        class Result extends dj.Manual {
          static definition = `
            result_id : int32
            ---
            content : <object@>
          `;
        },
      );
      await Result.insert1([1, bytes("one")]);
      await Result.insert1([2, [".txt", bytes("two")]]);
      await Result.insert1([
        3,
        new Map<string, unknown>([
          ["a.txt", "A"],
          ["sub/b.txt", bytes("BB")],
        ]),
      ]);
      await Result.insert1([4, new File(["four"], "four.csv")]);
      await writeFile(join(folder, "five.bin"), "five");
      await Result.insert1([5, join(folder, "five.bin")]);
      const refs = (await Result.toArrays("content", { orderBy: "result_id" })) as dj.ObjectRef[];
      expect(refs.map(({ ext, size, isDir, itemCount }) => [ext, size, isDir, itemCount])).toEqual([
        [null, 3, false, null],
        [".txt", 3, false, null],
        [null, 3, true, 2],
        [".csv", 4, false, null],
        [".bin", 4, false, null],
      ]);
      expect(text(await refs[0]!.read())).toBe("one");
      expect(await refs[1]!.text()).toBe("two");
      expect(await refs[2]!.walk()).toEqual(["a.txt", "sub/b.txt"]);
      expect(await refs[2]!.listdir()).toEqual(["a.txt", "sub"]);
      expect(await refs[2]!.text("sub/b.txt")).toBe("BB");
      expect(() => refs[2]!.read()).toThrow(/is a folder/);
      expect(() => refs[0]!.read("x")).toThrow(/is a file/);
      expect(await refs[2]!.exists("a.txt")).toBe(true);
      expect(await refs[2]!.exists("c.txt")).toBe(false);
      expect(await refs[4]!.verify()).toBe(true);
      expect(await refs[2]!.verify()).toBe(true);
      expect(refs[0]!.timestamp).toBeInstanceOf(Date);
      const copy = await refs[2]!.download(join(folder, "copy"));
      expect(await readFile(join(copy, "sub", "b.txt"), "utf8")).toBe("BB");
      await refs[1]!.download(join(folder, "copy"));
      expect(await readdir(join(folder, "copy"))).toHaveLength(3);
      await (await storeOf(inst)).write(refs[0]!.path, bytes("longer"));
      await expect(refs[0]!.verify()).rejects.toThrow(/6 bytes instead of 3/);
      await expect(Result.insert1([9, join(folder, "none")])).rejects.toThrow(/no file or folder/);
      await expect(Result.insert1([9, 5])).rejects.toThrow(/Row 1 .*bytes, \[extension, bytes\]/);
      // What was fetched can be inserted again: it refers to the same object.
      await Result.insert1([10, refs[1]]);
      expect(await ((await Result.restrict("result_id = 10").fetch1("content")) as dj.ObjectRef).text()).toBe(
        "two",
      );
    });
  });

  test("<filepath@> refers to a file that is in the store", async () => {
    const inst = await connect({ filepath_prefix: "raw" });
    await withSchema(inst, async (schema) => {
      const Source = schema(
        class Source extends dj.Manual {
          static definition = `
            source_id : int32
            ---
            file : <filepath@>
          `;
        },
      );
      const store = await storeOf(inst);
      await store.write("raw/day1/data.bin", bytes("12345"));
      await store.write("other/data.bin", bytes("1"));
      await Source.insert([
        [1, "raw/day1/data.bin"],
        [2, "/raw/day1/"],
      ]);
      const [file, directory] = (await Source.toArrays("file", { orderBy: "source_id" })) as dj.ObjectRef[];
      expect([file!.path, file!.size, file!.isDir]).toEqual(["raw/day1/data.bin", 5, false]);
      expect([directory!.path, directory!.size, directory!.isDir]).toEqual(["raw/day1", null, true]);
      expect(text(await file!.read())).toBe("12345");
      for (const [path, message] of [
        ["raw/none", /Put the file there first/],
        ["other/data.bin", /must begin with "raw\/"/],
        ["_hash/x", /keeps for itself/],
        ["_schema/x", /keeps for itself/],
        ["raw/../other/data.bin", /leads out of its store/],
        [5, /a path within the store/],
      ] as const) {
        await expect(Source.insert1([3, path]), String(path)).rejects.toThrow(message);
      }
      expect(await Source.count()).toBe(2);
    });
  });

  test("<attach> and <attach@> keep a file with its name", async () => {
    const inst = await connect();
    inst.config.downloadPath = join(folder, "downloads");
    await withSchema(inst, async (schema) => {
      const Document = schema(
        class Document extends dj.Manual {
          static definition = `
            document_id : int32
            ---
            inline : <attach>
            stored : <attach@>
          `;
        },
      );
      await writeFile(join(folder, "notes.txt"), "the notes");
      await Document.insert1([1, join(folder, "notes.txt"), { name: "notes.txt", data: bytes("others") }]);
      await Document.insert1([2, new File(["three"], "a b.txt"), join(folder, "notes.txt")]);
      expect(Document.heading.get("inline").sqlType).toBe("longblob");
      const rows = await Document.toDicts({ orderBy: "document_id" });
      expect(rows).toEqual([
        {
          document_id: 1,
          inline: join(folder, "downloads", "notes.txt"),
          stored: join(folder, "downloads", "notes_1.txt"),
        },
        {
          document_id: 2,
          inline: join(folder, "downloads", "a b.txt"),
          stored: join(folder, "downloads", "notes.txt"),
        },
      ]);
      expect(await readFile(rows[0]!.inline as string, "utf8")).toBe("the notes");
      expect(await readFile(rows[0]!.stored as string, "utf8")).toBe("others");
      expect(await readdir(join(folder, "downloads"))).toHaveLength(3);
      await expect(Document.insert1([3, folder, { name: "x", data: bytes("") }])).rejects.toThrow(
        /is a folder/,
      );
      await expect(Document.insert1([3, { name: "../x", data: 5 }, "x"])).rejects.toThrow(
        /path of a file, a File/,
      );
    });
  });

  test("a codec of a program keeps its files in a store", async () => {
    class TextFileCodec extends dj.SchemaCodec {
      readonly name = "test_textfile";

      async encode(value: string, context: dj.EncodeContext) {
        const path = this.buildPath(context, "txt");
        await this.getStore(context).write(path, bytes(value));
        return { path, store: context.storeName };
      }

      async decode({ path, store }: { path: string; store: string | null }, context: dj.DecodeContext) {
        return text(await this.getStore(context, store).read(path));
      }
    }
    dj.registerCodec(TextFileCodec);
    const inst = await connect();
    await withSchema(inst, async (schema) => {
      const Note = schema(
        class Note extends dj.Manual {
          static definition = `
            day : date
            ---
            note : <test_textfile@cold_store>
          `;
        },
      );
      await Note.insert(["2024-01-01", "2024-01-02"].map((day) => ({ day, note: `of ${day}` })));
      expect(await Note.toArrays("note", { orderBy: "day" })).toEqual(["of 2024-01-01", "of 2024-01-02"]);
      for await (const row of Note.restrict("day = '2024-01-02'"))
        expect(row).toMatchObject({ note: "of 2024-01-02" });
      const files = await (await storeOf(inst, "cold_store")).list("_schema");
      expect(files[0]).toMatch(
        new RegExp(`^_schema/${schema.database}/note/day=2024-01-01/note_[\\w-]{8}\\.txt$`),
      );
      expect(() =>
        inst.Schema("x")(
          class Bad extends dj.Manual {
            static definition = "a : int32\n---\nb : <test_textfile>";
          },
        ),
      ).toThrow(/write <test_textfile@>/);
      inst.connection.pendingTables.forget("x");
    });
    dj.unregisterCodec("test_textfile");
  });

  test("a folder structure between schema and hash", async () => {
    const inst = await connect({ subfolding: [2, 3], hash_prefix: "content" });
    await withSchema(inst, async (schema) => {
      const Raw = schema(
        class Raw extends dj.Manual {
          static definition = `
            raw_id : int32
            ---
            content : <hash@main>
          `;
        },
      );
      await Raw.insert1({ raw_id: 1, content: bytes("") });
      // The MD5 digest of nothing, in Base32.
      expect(await (await storeOf(inst)).list("")).toEqual([
        `content/${schema.database}/2q/oyz/2qoyzwmpaczaj2mabgmoz6ccpy`,
      ]);
      expect(await Raw.fetch1("content")).toEqual(new Uint8Array());
    });
  });
});

describe("a store in the database", () => {
  test("forgets what a rolled back transaction wrote, and is in the file", async () => {
    const stores = { default: "main", main: { protocol: "database" } };
    const database = join(folder, "lab.db");
    const inst = new dj.Instance({ database, safemode: false, stores });
    class Raw extends dj.Manual {
      static definition = `
        raw_id : int32
        ---
        content : <hash@>
      `;
    }
    inst.Schema("lab")(Raw);
    await Raw.insert1({ raw_id: 1, content: bytes("kept") });
    const failed = inst.connection.transaction(async () => {
      await Raw.insert1({ raw_id: 2, content: bytes("gone") });
      throw new Error("stop");
    });
    await expect(failed).rejects.toThrow("stop");
    expect(await (await storeOf(inst)).list("")).toHaveLength(1);
    await inst.close();
    const later = new dj.Instance({ database, stores });
    expect(await later.FreeTable("lab.raw").fetch1("content")).toEqual(bytes("kept"));
    await later.close();
  });
});

describe("configuration of stores", () => {
  const open = async (stores: Record<string, unknown>, name: string | null = null) => {
    const { storeSpec } = await import("../../../core/store/store-spec.ts");
    return storeSpec(stores, name);
  };

  test("has defaults, and keys in either spelling", async () => {
    expect(
      await open({ default: "a_b", a_b: { protocol: "FILE", location: "/x", hash_prefix: "h" } }),
    ).toEqual({
      protocol: "file",
      location: "/x",
      subfolding: null,
      partitionPattern: null,
      tokenLength: 8,
      hashPrefix: "h",
      schemaPrefix: "_schema",
      filepathPrefix: null,
    });
  });

  test.each([
    [{}, null, /config\.stores\.default is not set/],
    [{ default: 5 }, null, /must be the name of a store/],
    [{ default: "main" }, null, /"main" is not configured/],
    [{ main: { protocol: "file", location: "x" } }, "mian", /Did you mean "main"/],
    [{ main: { protocol: "fiel", location: "x" } }, "main", /unknown protocol "fiel".*Did you mean "file"/],
    [{ main: { protocol: "file" } }, "main", /needs location/],
    [{ main: { protocol: "file", location: "x", hash_prefx: "y" } }, "main", /Did you mean "hashPrefix"/],
    [{ main: { protocol: "file", location: "x", hash_prefix: "_schema/h" } }, "main", /overlap/],
    [{ main: { protocol: "file", location: "x", subfolding: 2 } }, "main", /subfolding must be a list/],
  ])("%j is refused", async (stores, name, message) => {
    await expect(open(stores, name)).rejects.toThrow(message);
    await expect(open(stores, name)).rejects.toThrow(dj.DataJointError);
  });

  test("names of stores stay as they are, whatever way they are set", async () => {
    const spec = { protocol: "file", location: "x" };
    const inst = new dj.Instance({
      database: ":memory:",
      stores: { raw_data: spec, filepath_default: "raw_data" },
    });
    expect(inst.config.stores).toEqual({ raw_data: spec, filepath_default: "raw_data" });
    inst.config["stores.cold_store.location"] = "y";
    inst.config.stores.other_store = spec;
    expect(Object.keys(inst.config.stores)).toEqual([
      "raw_data",
      "filepath_default",
      "cold_store",
      "other_store",
    ]);
    expect(inst.config["stores.cold_store.location"]).toBe("y");
    await inst.close();
  });

  test("come from the environment, too", () => {
    const stores = { default: "main", main: { protocol: "file", location: "/data" } };
    try {
      process.env.DJ_STORES = JSON.stringify(stores);
      expect(new dj.Instance({ database: ":memory:" }).config.stores).toEqual(stores);
      for (const wrong of ["[1]", "{"]) {
        process.env.DJ_STORES = wrong;
        expect(() => new dj.Instance({ database: ":memory:" })).toThrow(/DJ_STORES/);
      }
    } finally {
      delete process.env.DJ_STORES;
    }
  });

  test("adapters add protocols", async () => {
    const files = new Map<string, Uint8Array>();
    class MemoryAdapter extends dj.StorageAdapter {
      readonly protocol = "test_memory";
      override readonly allowedKeys = ["shelf"];
      createStore(): dj.Store {
        return {
          protocol: this.protocol,
          read: async (path) => files.get(path)!,
          write: async (path, content) => void files.set(path, content),
          exists: async (path) => files.has(path),
          isFolder: async () => false,
          size: async (path) => files.get(path)!.length,
          list: async () => [...files.keys()],
          remove: async (path) => void files.delete(path),
          url: (path) => `memory://${path}`,
        };
      }
    }
    dj.registerStorageAdapter(MemoryAdapter);
    expect(dj.getStorageAdapter("test_memory")).toBeInstanceOf(MemoryAdapter);
    expect(dj.getStorageAdapter("test_none")).toBeNull();
    const inst = new dj.Instance({
      database: ":memory:",
      stores: { default: "main", main: { protocol: "test_memory", shelf: 3 } },
    });
    class Raw extends dj.Manual {
      static definition = "raw_id : int32\n---\ncontent : <blob@>";
    }
    inst.Schema("lab")(Raw);
    await Raw.insert1([1, { a: 1 }]);
    expect(await Raw.fetch1("content")).toEqual({ a: 1 });
    expect(files.size).toBe(1);
    await inst.close();
  });
});
