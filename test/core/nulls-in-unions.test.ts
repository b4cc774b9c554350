import { expect, test } from "vitest";
import * as dj from "../../core/index.ts";
import { describeBackends } from "./support/backends.ts";

describeBackends("nulls that a union brings in", (backend) => {
  test("keep what they are compared with from being excluded, also where other attributes match", async () => {
    const schema = (await backend.connect()).Schema(backend.schemaName("nulls"));
    class Room extends dj.Lookup {
      static definition = "room : int8";
      static contents = [[1], [2], [3]];
    }
    schema(Room);
    class Visit extends dj.Manual {
      static definition = "visit : int8\n---\n-> Room";
    }
    schema(Visit);
    await Visit.insert([
      [1, 1],
      [2, 1],
      [3, 3],
      [4, 2],
      [5, 3],
    ]);
    // Visits 1 to 3 are in it without their rooms.
    const known = Visit.restrict("visit > 3").union(Visit.proj());
    expect(await known.toDicts({ orderBy: "visit" })).toEqual([
      { visit: 1, room: null },
      { visit: 2, room: null },
      { visit: 3, room: null },
      { visit: 4, room: 2 },
      { visit: 5, room: 3 },
    ]);
    expect(await Visit.exclude(known).keys()).toEqual([]);
    expect(await Visit.exclude(known.restrict("visit < 5")).keys()).toEqual([{ visit: 5 }]);
    expect(await Visit.restrict(known).keys()).toEqual([{ visit: 4 }, { visit: 5 }]);
  });
});
