import { afterAll, beforeAll, expect, test } from "vitest";
import * as dj from "../../core/index.ts";
import { describeBackends } from "./support/backends.ts";

describeBackends(
  "values of other types than the attribute",
  (backend) => {
    class Run extends dj.Manual {
      static definition = `
      run : int16
      ---
      site : varchar(8)
      side : enum('right', 'left')
      cost = null : decimal(6,2)
      total = null : decimal(20,3)
      opened : date
      began : datetime
      lasted = null : time
      tag = null : uuid
      meta = null : json
    `;
    }
    beforeAll(async () => {
      (await backend.connect()).Schema(backend.schemaName("compared"))(Run);
      const uuid = "3b12f1df-5232-4c5b-8c3a-8a5b3a3f4c3b";
      await Run.insert([
        [
          1,
          "a",
          "left",
          "1.50",
          "1.500",
          "2024-02-29",
          "2024-02-29 10:00:00",
          "01:30:00",
          uuid,
          { k: 1, t: 2 },
        ],
        [2, "5x", "right", "-2.25", null, "2020-01-31", "2020-01-31 00:00:00", "100:00:00", null, [1]],
        [3, "b", "left", null, "7.000", "2020-01-31", "2020-02-01 00:00:00", "-00:10:00", null, { k: 1 }],
        [4, "c ", "right", "0.00", "0.000", "2021-12-31", "2021-12-31 23:59:59", "09:00:00", null, "x"],
        [5, "", "left", "3.00", "3.000", "2021-12-30", "2021-12-31 23:59:58", null, null, null],
      ]);
    });

    const cases: [Record<string, unknown>, number[]][] = [
      [{ run: 1.5 }, []],
      [{ run: "1.50" }, []],
      [{ run: "1abc" }, [1]],
      [{ run: true }, [1]],
      [{ run: 2n }, [2]],
      [{ cost: 1.504 }, []],
      [{ cost: "1.5" }, [1]],
      [{ total: 1.5 }, [1]],
      [{ total: "1.5001" }, []],
      [{ site: 5 }, [2]],
      [{ site: "c" }, [4]],
      [{ site: 0 }, [1, 3, 4, 5]],
      [{ side: 1 }, [2, 4]],
      [{ side: "none" }, []],
      [{ opened: 20200131 }, [2, 3]],
      [{ opened: "2020-01-31 10:00:00" }, []],
      [{ began: "2020-01-31" }, [2]],
      [{ began: new Date("2021-12-31T23:59:59Z") }, [4]],
      [{ lasted: "1:30:00" }, [1]],
      [{ lasted: 90000 }, [4]],
      [{ lasted: "9:00" }, [4]],
      [{ meta: "x" }, [4]],
    ];
    test.each(cases)("%o", async (row, runs) => {
      expect(await Run.restrict(row).toArrays("run", { orderBy: "run" })).toEqual(runs);
      // The same where the attribute is computed.
      const [name] = Object.keys(row) as [string];
      const copies = Run.proj({ copied: `IFNULL(${name}, NULL)` });
      if (name === "side" || name === "meta") return;
      expect(await copies.restrict({ copied: row[name] }).toArrays("run", { orderBy: "run" })).toEqual(runs);
    });

    test("computed texts are the same up to trailing spaces, as stored ones are", async () => {
      const named = Run.proj({
        whole: "CONCAT(site, ' ')",
        chosen: "CASE WHEN run > 3 THEN 'c ' ELSE 'd' END",
      });
      expect(await named.restrict("whole = 'c'").toArrays("run")).toEqual([4]);
      expect(await named.restrict("chosen = 'c'").restrict({ chosen: "c" }).count()).toBe(2);
    });

    test("a bad UUID is refused before anything is sent", () => {
      expect(() => Run.restrict({ tag: "abc" })).toThrow(dj.errors.DataJointError);
    });

    test("a text that is no date is an error", () => {
      expect(() => Run.restrict({ opened: "abc" })).toThrow(dj.errors.DataJointError);
      expect(() => Run.exclude({ began: "soon" })).toThrow(/2024-01-31/);
    });

    test("times sort by their length, JSON values by their kind and size", async () => {
      expect(await Run.toArrays("run", { orderBy: "lasted" })).toEqual([5, 3, 1, 4, 2]);
      if (backend.name !== "sqlite") return;
      expect(await Run.toArrays("run", { orderBy: "meta" })).toEqual([5, 4, 3, 1, 2]);
    });
  },
  afterAll,
);
