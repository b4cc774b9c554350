import { afterEach, beforeEach, expect, test } from "vitest";
import * as dj from "../../../core/index.ts";
import { storesOf } from "../../../core/store/stores.ts";

let inst: dj.Instance;
beforeEach(() => {
  inst = new dj.Instance({
    database: ":memory:",
    safemode: false,
    stores: { default: "main", main: { protocol: "database" } },
  });
});
afterEach(() => inst.close());

const files = (): Promise<string[]> => storesOf(inst.connection).open(null).store.list("");

function recordings() {
  const schema = inst.Schema("imaging");
  class Recording extends dj.Manual {
    static definition = `
      subject : int32
      session : int32
      ---
      frame_count : int32
      frames = null : <object@>
      raw = null : <object@main>
      notes = null : <blob>
    `;
  }
  schema(Recording);
  return Recording;
}

test("writes objects piece by piece, then the row", async () => {
  const Recording = recordings();
  await Recording.stagedInsert1(async (staged) => {
    staged.rec.subject = 1;
    staged.rec.session = 2;
    const frames = staged.store("frames", ".zarr");
    for (let frame = 0; frame < 3; frame++) await frames.set(`0/${frame}`, new Uint8Array([frame, frame]));
    await frames.set("extra", "gone");
    await frames.delete("extra");
    expect(await frames.keys()).toEqual(["0/0", "0/1", "0/2"]);
    expect(await frames.get("0/1")).toEqual(new Uint8Array([1, 1]));
    expect(await frames.get("none")).toBeUndefined();
    expect(staged.store("frames")).toBe(frames);
    const raw = staged.open("raw", ".bin");
    await raw.write("head ");
    await raw.write(new TextEncoder().encode("body"));
    staged.rec.frame_count = 3;
    expect(await Recording.count()).toBe(0);
  });
  const row = await Recording.fetch1();
  const frames = row.frames as dj.ObjectRef;
  expect(frames.toJSON()).toMatchObject({ store: null, size: 6, ext: ".zarr", is_dir: true, item_count: 3 });
  expect(frames.path).toMatch(/^_schema\/imaging\/recording\/subject=1\/session=2\/frames_[\w-]{8}\.zarr$/);
  expect(await frames.walk()).toEqual(["0/0", "0/1", "0/2"]);
  expect(await frames.verify()).toBe(true);
  const raw = row.raw as dj.ObjectRef;
  expect(raw.toJSON()).toMatchObject({
    store: "main",
    size: 9,
    ext: ".bin",
    is_dir: false,
    item_count: null,
  });
  expect(await raw.text()).toBe("head body");
  expect(row).toMatchObject({ subject: 1, session: 2, frame_count: 3, notes: null });
});

test("removes what was written where the row can't be", async () => {
  const Recording = recordings();
  await Recording.insert1({ subject: 1, session: 1, frame_count: 0 });
  const write = async (staged: dj.StagedInsert, session: number): Promise<void> => {
    Object.assign(staged.rec, { subject: 1, session, frame_count: 1 });
    await staged.store("frames").set("a", "content");
  };
  await expect(Recording.stagedInsert1((staged) => write(staged, 1))).rejects.toThrow(
    dj.errors.DuplicateError,
  );
  await expect(
    Recording.stagedInsert1(async (staged) => {
      await write(staged, 2);
      throw new Error("the camera stopped");
    }),
  ).rejects.toThrow("the camera stopped");
  expect(await files()).toEqual([]);
  expect(await Recording.count()).toBe(1);
});

test("says what is wrong", async () => {
  const Recording = recordings();
  const staging = (write: (staged: dj.StagedInsert) => unknown) => Recording.stagedInsert1(write);
  await expect(staging((staged) => staged.store("frames"))).rejects.toThrow(
    /rec\.subject, rec\.session before/,
  );
  await expect(staging((staged) => staged.store("frame"))).rejects.toThrow(/"frame".*frames/);
  await expect(staging((staged) => staged.store("notes"))).rejects.toThrow(/<blob>.*only <object@>/);
  const key = { subject: 1, session: 1, frame_count: 0 };
  await expect(
    staging((staged) => {
      Object.assign(staged.rec, key);
      staged.store("frames");
    }),
  ).rejects.toThrow(/Nothing was written/);
  await expect(
    staging((staged) => {
      Object.assign(staged.rec, key);
      staged.store("frames");
      staged.open("frames");
    }),
  ).rejects.toThrow(/can't be both/);
});
