import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as dj from "../../core/index.ts";

describe("numbers in conditions", () => {
  const instance = new dj.Instance({ database: ":memory:" });
  const schema = instance.Schema("numbers");
  const Trial = schema(
    class Trial extends dj.Manual {
      static definition = `
        trial_id : int32
        ---
        score : float64
        label : varchar(10)
      `;
    },
  );
  beforeAll(() =>
    Trial.insert(
      Array.from({ length: 12 }, (_, trial_id) => ({
        trial_id,
        score: trial_id / 2,
        label: String(trial_id),
      })),
    ),
  );
  afterAll(() => instance.close());

  const idsWhere = async (condition: string): Promise<unknown[]> =>
    (await Trial.restrict(condition).keys({ orderBy: "KEY" })).map((key) => key.trial_id);

  it.each([
    ["trial_id BETWEEN 3 AND 5", [3, 4, 5]],
    ["trial_id BETWEEN 4 AND 6", [4, 5, 6]],
    ["trial_id NOT BETWEEN 1 AND 10", [0, 11]],
    ["score >= 5", [10, 11]],
    ["score <= 1", [0, 1, 2]],
    ["score > 5.25", [11]],
    ["trial_id <> 0 AND trial_id < 3", [1, 2]],
    ["label = 7", [7]],
    ["trial_id > 9 OR trial_id = 1", [1, 10, 11]],
  ])("compares as written: %s", async (condition, expected) => {
    expect(await idsWhere(condition)).toEqual(expected);
  });

  it("shows them in the SQL of an expression", () => {
    expect(Trial.restrict("trial_id BETWEEN 3 AND 5").makeSql()).toContain("BETWEEN 3 AND 5");
  });
});
