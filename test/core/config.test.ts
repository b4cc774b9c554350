import { afterEach, describe, expect, test } from "vitest";
import * as dj from "../../core/index.ts";

afterEach(() => dj.setThreadSafe(null));

describe("configuration of an Instance", () => {
  test("is its own", () => {
    const inst = new dj.Instance({ database: ":memory:", safemode: false });
    expect(inst.config.safemode).toBe(false);
    expect(dj.config.safemode).toBe(true);
    inst.config.display.limit = 25;
    expect(new dj.Instance({ database: ":memory:" }).config.display.limit).toBe(12);
  });

  test("takes settings nested, dotted, and with double underscores", () => {
    for (const options of [{ display: { limit: 3 } }, { "display.limit": 3 }, { display__limit: 3 }]) {
      expect(new dj.Instance({ database: ":memory:", ...options }).config.display.limit).toBe(3);
    }
    const { config } = new dj.Instance({ database: ":memory:" });
    config["jobs.add_job_metadata"] = true;
    expect(config.jobs.addJobMetadata).toBe(true);
    expect(config["jobs.addJobMetadata"]).toBe(true);
  });

  test("refuses what it does not know, and says what is near", () => {
    expect(() => new dj.Instance({ database: ":memory:", safe_mode: false })).toThrow(
      /Did you mean "safemode"/,
    );
    expect(() => new dj.Instance({ database: ":memory:", "display.limits": 1 })).toThrow(dj.DataJointError);
    const { config } = new dj.Instance({ database: ":memory:" });
    expect(() => {
      config.display.limit = "many" as never;
    }).toThrow(/must be a number/);
    expect(() => {
      config.loglevel = "LOUD" as never;
    }).toThrow(/"WARNING"/);
  });
});

describe("thread-safe mode", () => {
  test("refuses global state, and leaves Instances alone", async () => {
    dj.setThreadSafe(true);
    expect(() => dj.config.safemode).toThrow(dj.ThreadSafetyError);
    expect(() => dj.conn()).toThrow(dj.ThreadSafetyError);
    expect(() => dj.Schema("tutorial")).toThrow(dj.ThreadSafetyError);
    expect(() => dj.FreeTable("tutorial.lab")).toThrow(dj.ThreadSafetyError);
    const inst = new dj.Instance({ database: ":memory:" });
    expect(await inst.connection.query("SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });
});
