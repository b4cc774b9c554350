import { inspect } from "node:util";
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

describe("settings for a while", () => {
  test("hold until the work is done, and are put back after an error too", async () => {
    const { config } = new dj.Instance({ database: ":memory:", stores: { main: { protocol: "file" } } });
    const { display } = config;
    expect(
      config.override({ safemode: false, display__limit: 3 }, () => [config.safemode, display.limit]),
    ).toEqual([false, 3]);
    expect([config.safemode, display.limit]).toEqual([true, 12]);

    const settings = { "display.width": 5, stores: { main: { location: "here" }, other: {} } };
    const work = config.override(settings, async () => {
      await Promise.resolve();
      expect(config.stores).toEqual({ main: { location: "here" }, other: {} });
      throw new Error(`as wide as ${display.width}`);
    });
    await expect(work).rejects.toThrow("as wide as 5");
    expect(display.width).toBe(14);
    expect(config.stores).toEqual({ main: { protocol: "file" } });
  });

  test("are refused as a whole where one is unknown", () => {
    const { config } = new dj.Instance({ database: ":memory:" });
    const work = (): never => expect.unreachable();
    expect(() => config.override({ safemode: false, "display.limits": 1 }, work)).toThrow(/"limit"/);
    expect(config.safemode).toBe(true);
  });

  test("are those of the global pattern", () => {
    expect(dj.config.override({ safemode: false }, () => dj.config.safemode)).toBe(false);
    expect(dj.config.safemode).toBe(true);
  });
});

describe("printed settings", () => {
  test("tell everything but secrets", () => {
    const stores = { main: { protocol: "s3", access_key: "who", secret_key: "hush" } };
    const inst = new dj.Instance({ database: ":memory:", "database.password": "hush", stores });
    for (const printed of [String(inst.config), inspect(inst.config), inspect(inst.config.stores)]) {
      expect(printed).toContain("s3");
      expect(printed).not.toMatch(/hush|who/);
    }
    expect(String(inst.config.display)).toContain('"limit": 12');
    expect(`${dj.config}`).toContain('"safemode": true');
    expect(inspect(dj.config)).toContain("safemode: true");
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
