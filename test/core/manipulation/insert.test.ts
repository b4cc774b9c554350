import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import * as dj from "../../../core/index.ts";
import { describeBackends } from "../support/backends.ts";
import { studio } from "../support/studio.ts";

describeBackends("inserting", (backend) => {
  test("wants the same fields in all rows of a call", async () => {
    const { Tenant } = await studio(backend);
    const four = { tenant: 4, name: "four" };
    await expect(Tenant.insert([four, { tenant: 5, name: "five", quota: 1 }])).rejects.toThrow(
      /Row 2 .*same fields.*"quota"/s,
    );
    await expect(Tenant.insert([{ ...four, quota: 1 }, four])).rejects.toThrow(/does not/);
    expect(await Tenant.count()).toBe(3);
    await Tenant.insert([four, { name: "five", tenant: 5, extra: 1 }], { ignoreExtraFields: true });
    await Tenant.insert([
      { tenant: 6, name: "six", quota: null, rent: Number.NaN },
      { tenant: 7, name: "seven", quota: 2, rent: 1.5 },
    ]);
    expect(await Tenant.restrict("tenant > 3").proj("quota", "rent").toDicts({ orderBy: "KEY" })).toEqual([
      { tenant: 4, quota: 5, rent: null },
      { tenant: 5, quota: 5, rent: null },
      { tenant: 6, quota: 5, rent: null },
      { tenant: 7, quota: 2, rent: 1.5 },
    ]);
  });

  test("names a misspelt field rather than the attribute that lacks its value", async () => {
    const { Tenant } = await studio(backend);
    const misspelt = Tenant.insert1({ tenant: 4, nam: "four" });
    await expect(misspelt).rejects.toThrow(dj.errors.UnknownAttributeError);
    await expect(misspelt).rejects.toThrow(/Row 1 .*"nam".*"name"/s);
    expect(await Tenant.count()).toBe(3);
  });

  test("keeps no padding of a text of fixed length", async () => {
    const schema = (await backend.connect()).Schema(backend.schemaName("padding"));
    const Code = schema(
      class Code extends dj.Manual {
        static definition = "code : char(3)\n---\nlabel : varchar(6)";
      },
    );
    await Code.insert1({ code: "a   ", label: "b " });
    expect(await Code.toDicts()).toEqual([{ code: "a", label: "b " }]);
    expect(await Code.restrict({ code: "a  " }).restrict("length(code) = 1").count()).toBe(1);
  });

  test("converts the values of a query to the types of their attributes", async () => {
    const schema = (await backend.connect()).Schema(backend.schemaName("converted"));
    const Source = schema(
      class Source extends dj.Manual {
        static definition = `
          id : int32
          ---
          x : float64
          word : varchar(20)
          at : datetime(3)
          price : decimal(8,3)
        `;
      },
    );
    const Copy = schema(
      class Copy extends dj.Manual {
        static definition = `
          id : int32
          ---
          n = null : int16
          word = null : varchar(6)
          code = null : char(4)
          choice = null : enum('2', 'x')
          day = null : date
          at = null : datetime
          price = null : decimal(6,1)
        `;
      },
    );
    await Source.insert1({ id: 1, x: 2.5, word: "2 ", at: "2024-01-31 10:20:30.567", price: "12.345" });
    const converted: [string, string, unknown][] = [
      ["n", "x", 2],
      ["n", "x * 3", 8],
      ["n", "id / 2", 1],
      ["n", "'3.6'", 4],
      ["word", "x", "2.5"],
      ["word", "price", "12.345"],
      ["word", "'abcdef   '", "abcdef"],
      ["code", "word", "2"],
      ["choice", "word", "2"],
      ["day", "at", "2024-01-31"],
      ["day", "'2024-3-1'", "2024-03-01"],
      ["day", "20240301", "2024-03-01"],
      ["at", "at", "2024-01-31 10:20:31"],
      ["at", "date(at)", "2024-01-31 00:00:00"],
      ["price", "price", "12.3"],
      ["price", "x / 3", "0.8"],
      ["price", "word", "2.0"],
    ];
    for (const [attribute, sql, value] of converted) {
      await Copy.insert(Source.proj({ [attribute]: sql }));
      expect([attribute, sql, await Copy.fetch1(attribute)]).toEqual([attribute, sql, value]);
      await Copy.deleteQuick();
    }
    const refused = [
      ["n", "'x'"],
      ["n", "1e9"],
      ["word", "at"],
      ["code", "'abcde'"],
      ["choice", "'y'"],
      ["day", "'2024-02-31'"],
      ["price", "'one'"],
      ["price", "1e7"],
    ] as const;
    for (const [attribute, sql] of refused) {
      await expect(Copy.insert(Source.proj({ [attribute]: sql })), `${attribute} = ${sql}`).rejects.toThrow(
        dj.errors.QueryError,
      );
    }
    expect(await Copy.count()).toBe(0);
  });

  test("replaces rows in place, so that their children stay", async () => {
    const { Tenant, Desk, Badge, Locker } = await studio(backend);
    await Tenant.insert(
      [
        { tenant: 1, name: "new" },
        { tenant: 9, name: "nine" },
      ],
      { replace: true },
    );
    expect(await Tenant.restrict("tenant IN (1, 9)").proj("name").toDicts({ orderBy: "KEY" })).toEqual([
      { tenant: 1, name: "new" },
      { tenant: 9, name: "nine" },
    ]);
    expect(await Desk.restrict({ tenant: 1 }).count()).toBe(2);
    await Locker.insert([[1, 1]], { replace: true });
    // Each row also replaces what stands in its way in a unique key.
    await Badge.insert(
      [
        [1, 1, "b"],
        [2, 9, "a"],
      ],
      { replace: true },
    );
    expect(await Badge.toDicts({ orderBy: "KEY" })).toEqual([
      { badge: 1, tenant: 1, code: "b" },
      { badge: 2, tenant: 9, code: "a" },
    ]);
  });

  test("names the parent that is missing, also of rows that would be passed over", async () => {
    const { Desk, Key } = await studio(backend);
    await expect(
      Desk.insert([
        [2, 9, null],
        [77, 1, null],
      ]),
    ).rejects.toThrow(/tenant.*does not exist.*77/s);
    const orphan = Desk.insert([[77, 1, null]], { skipDuplicates: true });
    await expect(orphan).rejects.toThrow(dj.errors.IntegrityError);
    await Desk.insert([[1, 1, "x"]], { skipDuplicates: true });
    await expect(Key.insert1({ tenant: 3, desk: 5, locker: 1 })).rejects.toThrow(/desk/);
    expect(await Desk.count()).toBe(3);
  });

  test("reads CSV text, blobs and files", async () => {
    const { Tenant } = await studio(backend);
    await Tenant.insert('tenant,name,rent\n4,"four ""and\nmore""",1.5\n5,five,\n');
    expect(
      await Tenant.restrict("tenant > 3").proj("name", "rent", "quota").toDicts({ orderBy: "KEY" }),
    ).toEqual([
      { tenant: 4, name: 'four "and\nmore"', rent: 1.5, quota: 5 },
      { tenant: 5, name: "five", rent: null, quota: 5 },
    ]);
    await Tenant.insert(new Blob(["\uFEFFtenant,name\r\n6,six\r\n"]));
    const folder = await mkdtemp(join(tmpdir(), "datajoint-csv-"));
    try {
      await writeFile(join(folder, "tenants.csv"), "name,tenant,colour\nseven,7,red\n");
      await expect(Tenant.insert(join(folder, "tenants.csv"))).rejects.toThrow(
        dj.errors.UnknownAttributeError,
      );
      await Tenant.insert(join(folder, "tenants.csv"), { ignoreExtraFields: true });
    } finally {
      await rm(folder, { recursive: true });
    }
    expect(await Tenant.restrict("tenant > 5").proj("name").toDicts({ orderBy: "KEY" })).toEqual([
      { tenant: 6, name: "six" },
      { tenant: 7, name: "seven" },
    ]);
    await expect(Tenant.insert("tenant,name\n8,eight,more\n")).rejects.toThrow(
      /Row 1 of the CSV has 3 values/,
    );
    await expect(Tenant.insert('tenant,name\n8,"eight\n')).rejects.toThrow(/CSV is broken/);
    await expect(Tenant.insert("no-such-file.csv")).rejects.toThrow(/no-such-file.csv[^.]*\.$/);
    for (const text of ["", "tenant,name"])
      await expect(Tenant.insert(text)).rejects.toThrow(/taken for a path/);
    await expect(Tenant.insert("tenant,name\nx,y\n")).rejects.toThrow(/Row 1 .*"tenant"/s);
  });

  test("reads texts of numbers, dates and times as MySQL does", async () => {
    const inst = await backend.connect();
    const Visit = inst.Schema(backend.schemaName("visits"))(
      class Visit extends dj.Manual {
        static readonly definition = `
          visit : int32
          ---
          weight = null : float64
          day = null : date
          moment = null : datetime(3)
          span = null : time
        `;
      },
    );
    await Visit.insert(
      "visit,weight,day,moment\n1,nan,20240229,20240229102030.5\n2, NaN ,2024-3-1,2024-03-01T10:20\n",
    );
    await Visit.update1({ visit: 2, span: "2024-03-01 10:20:30" });
    expect(await Visit.toDicts({ orderBy: "KEY" })).toEqual([
      { visit: 1, weight: null, day: "2024-02-29", moment: "2024-02-29 10:20:30.5", span: null },
      { visit: 2, weight: null, day: "2024-03-01", moment: "2024-03-01 10:20:00", span: "10:20:30" },
    ]);
    expect(Visit.validate([{ visit: 3, weight: "nan" }]).isValid).toBe(true);
    await expect(Visit.insert1({ visit: 3, day: "20230229" })).rejects.toThrow(/"day"/);
    await expect(Visit.insert1({ visit: 3, span: "2024-03-01" })).rejects.toThrow(/"span"/);
  });

  test("refuses options that it does not have", async () => {
    const { Tenant } = await studio(backend);
    const given = { skip_duplicates: true } as object;
    await expect(Tenant.insert([{ tenant: 1, name: "x" }], given)).rejects.toThrow(
      /insert\(\) has no option "skip_duplicates"\. Did you mean "skipDuplicates"\?/,
    );
    await expect(Tenant.insert1({ tenant: 9, name: "x" }, given)).rejects.toThrow(dj.DataJointError);
    expect(() => Tenant.validate([], given)).toThrow(/ignoreExtraFields/);
    await expect(Tenant.delete({ part_integrity: "cascade" } as object)).rejects.toThrow(/"partIntegrity"/);
    await expect(Tenant.deleteQuick({ get_count: true } as object)).rejects.toThrow(/"getCount"/);
    await expect(Tenant.toDicts({ order_by: "KEY" } as object)).rejects.toThrow(/"orderBy"/);
    await expect(Tenant.keys({ first: 1 } as object)).rejects.toThrow(/orderBy, limit/);
    expect(await Tenant.count()).toBe(3);
  });

  test("takes rows from generators, and all of a call or none", async () => {
    const { Tenant } = await studio(backend);
    async function* rows() {
      for (let tenant = 10; tenant < 700; tenant++) yield { tenant, name: `tenant ${tenant}` };
      yield { tenant: 1, name: "there already" };
    }
    await expect(Tenant.insert(rows())).rejects.toThrow(dj.errors.DuplicateError);
    expect(await Tenant.count()).toBe(3);
    await expect(Tenant.insert(rows(), { chunkSize: 200 })).rejects.toThrow(dj.errors.DuplicateError);
    expect(await Tenant.count()).toBe(603);
    await expect(Tenant.insert([], { chunkSize: 0 })).rejects.toThrow(/chunkSize/);
    await expect(Tenant.insert({ tenant: 1, name: "one" } as never)).rejects.toThrow(/insert1/);
  });

  test("takes the Arrow tables that toArrow() gives", async () => {
    const inst = await backend.connect();
    const schema = inst.Schema(backend.schemaName("arrow"));
    const definition = `
      id : int32
      ---
      big : int64
      name : varchar(20)
      size : enum('small', 'large')
      share = null : float64
      price : decimal(20,4)
      is_active : bool
      day : date
      moment : datetime(6)
      duration : time(3)
      token : uuid
      raw : bytes
    `;
    const Original = schema(
      class Original extends dj.Manual {
        static definition = definition;
      },
    );
    const Copy = schema(
      class Copy extends dj.Manual {
        static definition = definition;
      },
    );
    await Original.insert([
      {
        id: 1,
        big: 2n ** 62n,
        name: "one",
        size: "large",
        share: 0.25,
        price: "12345678901.2345",
        is_active: true,
        day: "1969-12-31",
        moment: "2024-02-29 10:20:30.123456",
        duration: "-123:04:05.678",
        token: "0b5c1f0e-6a51-4d0c-9a6b-4f2a5d7c9e10",
        raw: Uint8Array.of(0, 255),
      },
      {
        id: 2,
        big: -5,
        name: "",
        size: "small",
        share: null,
        price: "-0.5",
        is_active: false,
        day: "2024-12-31",
        moment: "1960-01-01 00:00:00",
        duration: "00:00:01",
        token: "00000000-0000-0000-0000-000000000000",
        raw: new Uint8Array(),
      },
    ]);
    await Copy.insert(await Original.toArrow({ useDecimalInt: true }));
    expect(await Copy.toDicts({ orderBy: "KEY" })).toEqual(await Original.toDicts({ orderBy: "KEY" }));
  });

  test("copies rows inside of the database", async () => {
    const { Tenant, Desk } = await studio(backend);
    await Desk.insert(Tenant.proj({ desk: "7" }));
    expect(await Desk.restrict("desk = 7").count()).toBe(3);
    await Desk.insert(Tenant.proj({ desk: "7" }), { skipDuplicates: true });
    await expect(Desk.insert(Tenant.proj({ desk: "7" }))).rejects.toThrow(dj.errors.DuplicateError);
    await expect(Desk.insert(Tenant.proj("name", { desk: "8" }))).rejects.toThrow(/name/);
    await expect(Desk.insert(Tenant.proj({ desk: "8" }), { chunkSize: 5 })).rejects.toThrow(/chunkSize/);
  });

  test("keeps whole numbers in bools beside true and false", async () => {
    const { Tenant } = await studio(backend);
    await Tenant.insert([
      { tenant: 4, name: "", is_active: false },
      { tenant: 5, name: "", is_active: 7 },
      { tenant: 6, name: "", is_active: "1" },
    ]);
    expect(await Tenant.restrict("tenant > 3").toArrays("is_active", { orderBy: "KEY" })).toEqual([
      false,
      7,
      true,
    ]);
  });

  test("validates rows without inserting them", async () => {
    const { inst, Tenant, schema } = await studio(backend);
    const found = Tenant.validate([
      { tenant: 1, name: "fine" },
      { tenant: 2, name: "x".repeat(21), colour: "red" },
      { tenant: 2 ** 40, name: null },
      [1, 2],
      { name: "no key" },
    ]);
    expect(found.isValid).toBe(false);
    expect(found.rowsChecked).toBe(5);
    expect(found.errors.map(({ row, attribute }) => [row, attribute])).toEqual([
      [1, "colour"],
      [1, "name"],
      [2, "tenant"],
      [2, "name"],
      [3, null],
      [4, "tenant"],
      [4, "tenant"],
    ]);
    expect(found.errors[1]!.message).toMatch(/21 characters/);
    expect(found.summary().split("\n")).toHaveLength(7);
    expect(found.summary()).toMatch(/^Row 2, attribute "colour"/);
    expect(() => found.raiseIfInvalid()).toThrow(dj.DataJointError);
    expect(Tenant.validate([{ tenant: 1, name: "", x: 1 }], { ignoreExtraFields: true }).isValid).toBe(true);
    expect((await Tenant.validate("tenant,name\n1,one\n")).isValid).toBe(true);
    const free = inst.FreeTable(`${schema.database}.tenant`);
    await free.load();
    expect(free.validate([{ tenant: 1 }]).errors).toHaveLength(1);
    expect(await Tenant.count()).toBe(3);
  });
});

describeBackends("updating one row", (backend) => {
  test("changes what the row names, and sets null back to the default", async () => {
    const { Tenant } = await studio(backend);
    await Tenant.update1({ tenant: 1, name: "changed", quota: 9, rent: 2.5, is_active: false });
    expect(await Tenant.restrict({ tenant: 1 }).fetch1()).toEqual({
      tenant: 1,
      name: "changed",
      quota: 9,
      rent: 2.5,
      is_active: false,
    });
    await Tenant.update1({ tenant: 1, quota: null, rent: null, is_active: null });
    expect(await Tenant.restrict({ tenant: 1 }).fetch1()).toEqual({
      tenant: 1,
      name: "changed",
      quota: 5,
      rent: null,
      is_active: true,
    });
    await Tenant.update1({ tenant: 1 });
  });

  test("refuses what names no row, or does not fit", async () => {
    const { Tenant, Desk, Plant, Badge } = await studio(backend);
    await expect(Desk.update1({ tenant: 1, lamp: "x" })).rejects.toThrow(/primary key; desk is missing/);
    await expect(Tenant.update1({ tenant: 42, name: "x" })).rejects.toThrow(/no row/);
    await expect(Tenant.update1({ tenant: 1, nmae: "x" })).rejects.toThrow(/"name"/);
    await expect(Tenant.update1({ tenant: 1, name: null })).rejects.toThrow(dj.errors.MissingAttributeError);
    await expect(Tenant.update1({ tenant: 1, name: "x".repeat(21) })).rejects.toThrow(/21 characters/);
    await expect(Tenant.restrict({ tenant: 1 }).update1({ tenant: 1, name: "x" })).rejects.toThrow(
      /whole table/,
    );
    await expect(Plant.update1({ plant: 1, tenant: 77 })).rejects.toThrow(dj.errors.IntegrityError);
    await expect(Badge.update1({ badge: 1, code: "b" })).rejects.toThrow(dj.errors.DuplicateError);
    expect(await Tenant.restrict({ tenant: 1 }).fetch1("name")).toBe("tenant 1");
  });
});
