import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as dj from "../../core/index.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "datajoint-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const openLab = (database: string) => {
  const inst = new dj.Instance({ database, safemode: false, "database.lockTimeout": 0.05 });
  const Lab = inst.Schema("tutorial")(
    class Lab extends dj.Manual {
      static definition = "lab_id : int32\n---\nlab_name : varchar(20) # what it is called";
    },
  );
  return { inst, Lab };
};

describe("a database file in Node", () => {
  test("keeps its rows and headings for a program without the classes", async () => {
    const file = join(folder, "lab.sqlite");
    const { inst, Lab } = openLab(file);
    await Lab.insert1([1, "one"]);
    await inst.close();
    expect(readFileSync(file).subarray(0, 15).toString()).toBe("SQLite format 3");

    const later = new dj.Instance({ database: file });
    const table = await later.FreeTable("tutorial.lab").load();
    expect(table.heading.get("lab_name")).toMatchObject({
      type: "varchar(20)",
      comment: "what it is called",
    });
    expect(await table.toDicts()).toEqual([{ lab_id: 1, lab_name: "one" }]);
    await later.close();
    expect(readdirSync(folder)).toEqual(["lab.sqlite"]);
  });

  test("is one database for all Instances of it in the process", async () => {
    const file = join(folder, "shared.sqlite");
    const one = openLab(file);
    const other = openLab(join(folder, ".", "shared.sqlite"));
    await one.Lab.insert1([1, "one"]);
    expect(await other.Lab.toDicts()).toEqual([{ lab_id: 1, lab_name: "one" }]);
    await one.inst.close();
    await other.Lab.insert1([2, "two"]);
    await other.inst.close();
    const third = openLab(file);
    expect(await third.Lab.count()).toBe(2);
    await third.inst.close();
  });

  test("keeps others out of an open transaction, and says so after the time limit", async () => {
    const file = join(folder, "busy.sqlite");
    const one = openLab(file);
    const other = openLab(file);
    await one.Lab.count();
    await other.Lab.count();
    await one.inst.connection.transaction(async () => {
      await one.Lab.insert1([1, "one"]);
      await expect(other.Lab.count()).rejects.toThrow(/Another Instance holds a transaction/);
    });
    expect(await other.Lab.count()).toBe(1);
    await one.inst.close();
    await other.inst.close();
  });

  test("lets others wait for the end of a transaction, whether it is committed or undone", async () => {
    const file = join(folder, "patient.sqlite");
    const one = openLab(file);
    await one.Lab.count();
    const patient = new dj.Instance({ database: file, safemode: false });
    const table = await patient.FreeTable("tutorial.lab").load();
    let waiting: Promise<unknown>[] = [];
    await one.inst.connection.transaction(async () => {
      await one.Lab.insert1([1, "one"]);
      waiting = [
        table.insert1([2, "two"]),
        patient.connection.transaction(async () => table.insert1([3, "three"])),
      ];
      await one.Lab.insert1([4, "four"]);
    });
    await Promise.all(waiting);
    expect(await one.Lab.count()).toBe(4);
    await expect(
      one.inst.connection.transaction(async () => {
        await one.Lab.insert1([5, "five"]);
        waiting = [table.insert1([5, "its own five"])];
        throw new Error("undo");
      }),
    ).rejects.toThrow("undo");
    await waiting[0];
    expect(await one.Lab.restrict({ lab_id: 5 }).fetch1("lab_name")).toBe("its own five");
    await one.inst.close();
    await patient.close();
  });

  test("gives a waiting transaction the turn together with what was asked for after it", async () => {
    const file = join(folder, "together.sqlite");
    const one = openLab(file);
    await one.Lab.count();
    const patient = new dj.Instance({ database: file });
    const table = await patient.FreeTable("tutorial.lab").load();
    let count: Promise<number> | undefined;
    let transaction: Promise<number | undefined> | undefined;
    await one.inst.connection.transaction(async () => {
      transaction = patient.connection.transaction(async () => {
        await table.insert1([2, "two"]);
        return count;
      });
      await one.Lab.insert1([1, "one"]);
      count = table.count();
      await one.Lab.insert1([3, "three"]);
    });
    expect([2, 3]).toContain(await transaction);
    expect(await one.Lab.count()).toBe(3);
    await one.inst.close();
    await patient.close();
  });

  test("lets a statement that waits for a transaction go when it is aborted", async () => {
    const file = join(folder, "aborted.sqlite");
    const one = openLab(file);
    await one.Lab.count();
    const patient = new dj.Instance({ database: file });
    const table = await patient.FreeTable("tutorial.lab").load();
    await one.inst.connection.transaction(async () => {
      const controller = new AbortController();
      const waiting = table.toDicts({ signal: controller.signal });
      await one.Lab.insert1([1, "one"]);
      controller.abort(new Error("not needed any more"));
      await expect(waiting).rejects.toThrow("not needed any more");
    });
    expect(await table.count()).toBe(1);
    await one.inst.close();
    await patient.close();
  });

  test("fails instead of hanging where two transactions wait for one another", async () => {
    const file = join(folder, "crossed.sqlite");
    const one = openLab(file);
    const other = openLab(file);
    await one.Lab.count();
    await other.Lab.count();
    await expect(
      one.inst.connection.transaction(async () => {
        await one.Lab.insert1([1, "one"]);
        await other.inst.connection.transaction(() => other.Lab.insert1([2, "two"]));
      }),
    ).rejects.toThrow(/Another Instance holds a transaction.*gave up after 0.05 s/);
    expect(await one.Lab.count()).toBe(0);
    await other.Lab.insert1([2, "two"]);
    await other.inst.connection.transaction(() => other.Lab.insert1([3, "three"]));
    expect(await one.Lab.count()).toBe(2);
    await one.inst.close();
    await other.inst.close();
  });

  test("is not overwritten when another program changed it", async () => {
    const file = join(folder, "touched.sqlite");
    const { inst, Lab } = openLab(file);
    await Lab.insert1([1, "one"]);
    await dj.saveDatabases();
    writeFileSync(file, "changed by someone else");
    await Lab.insert1([2, "two"]);
    await expect(dj.saveDatabases()).rejects.toThrow(/changed by another program/);
    expect(readFileSync(file, "utf8")).toBe("changed by someone else");
    await expect(inst.close()).rejects.toThrow(/changed by another program/);
  });

  test("is read anew after a close that found it changed by another program", async () => {
    const file = join(folder, "replaced.sqlite");
    const { inst, Lab } = openLab(file);
    await Lab.insert1([1, "one"]);
    await dj.saveDatabases();
    const bytes = readFileSync(file);
    await Lab.insert1([2, "two"]);
    rmSync(file);
    writeFileSync(file, bytes);
    await expect(inst.close()).rejects.toThrow(/open the file again/);

    const later = openLab(file);
    expect(await later.Lab.toDicts()).toEqual([{ lab_id: 1, lab_name: "one" }]);
    await later.Lab.insert1([3, "three"]);
    await later.inst.close();
    const last = openLab(file);
    expect(await last.Lab.keys()).toEqual([{ lab_id: 1 }, { lab_id: 3 }]);
    await last.inst.close();
  });

  test("is saved when the program ends, and the program fails in words where that can't be", async () => {
    const program = join(folder, "program.mjs");
    // So many that a process which listened for each of them would warn.
    writeFileSync(
      program,
      `import { writeFileSync } from "node:fs";
      import * as dj from ${JSON.stringify(pathToFileURL(resolve("core/index.ts")).href)};
      export async function main(given) {
        for (let number = 0; number < 12; number++) {
          const Lab = new dj.Instance({ database: number + ".sqlite" }).Schema("lab")(
            class Lab extends dj.Manual {
              static definition = "lab_id : int32";
            },
          );
          await Lab.insert1([process.pid]);
        }
        if (given[0] === "disturbed") writeFileSync("0.sqlite", "changed by someone else");
      }`,
    );
    const run = (...given: string[]) =>
      spawnSync(process.execPath, [resolve("scripts/typescript.mjs"), program, ...given], {
        cwd: folder,
        encoding: "utf8",
      });
    expect(run()).toMatchObject({ status: 0, stderr: "" });
    const { status, stderr } = run("disturbed");
    expect(stderr).toMatch(/^Changes were not saved\. The database file "0\.sqlite" was changed by another/);
    expect(stderr).not.toMatch(/^ +at /m);
    expect(status).toBe(1);
    expect(readFileSync(join(folder, "0.sqlite"), "utf8")).toBe("changed by someone else");
    const inst = new dj.Instance({ database: join(folder, "11.sqlite") });
    expect(await inst.FreeTable("lab.lab").count()).toBe(2);
    await inst.close();
  });

  test("holds every kind of value exactly", async () => {
    const inst = new dj.Instance({ database: ":memory:" });
    const Sample = inst.Schema("values")(
      class Sample extends dj.Manual {
        static definition = `
          sample_id : int64
          ---
          amount : decimal(12,3)
          large : decimal(30,10)
          ratio : float64
          single : float32
          is_good : bool
          kind : enum('a','b')
          taken : date
          seen : datetime(6)
          took : time
          token : uuid
          data : bytes
          info : json
          note=null : varchar(20)
        `;
      },
    );
    const row = {
      sample_id: 9223372036854775807n,
      amount: "123456789.125",
      large: "12345678901234567890.0123456789",
      ratio: 0.1,
      single: 0.1,
      is_good: true,
      kind: "b",
      taken: "2024-02-29",
      seen: "2024-01-31 10:20:30.5",
      took: "-100:20:30",
      token: "00112233-4455-6677-8899-aabbccddeeff",
      data: new Uint8Array([0, 1, 255]),
      info: { a: [1, "x", null] },
      note: null,
    };
    await Sample.insert1(row);
    expect(await Sample.fetch1()).toEqual(row);
    expect(
      await Sample.restrict({
        sample_id: 9223372036854775807n,
        token: row.token,
        amount: "123456789.125",
      }).count(),
    ).toBe(1);
    for (const wrong of [
      { kind: "c" },
      { taken: "2023-02-29" },
      { token: "x" },
      { data: "text" },
      { amount: 1e9 },
    ]) {
      await expect(Sample.insert1({ ...row, sample_id: 1, ...wrong })).rejects.toThrow(dj.DataJointError);
    }
  });
});
