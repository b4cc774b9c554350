import { afterEach, describe, expect, test, vi } from "vitest";
import * as dj from "../../core/index.ts";
import { isHarmSkipped } from "../servers/mysql-url.ts";
import { useFaultyServer } from "./faulty-server.ts";

describe.skipIf(isHarmSkipped)("a clock that goes wrong", () => {
  const faulty = useFaultyServer();
  afterEach(() => {
    vi.useRealTimers();
  });

  test.each([
    ["a year behind", -365],
    ["a year ahead", 365],
  ])("of a worker, %s, leaves its jobs as they are for others", async (_title, days) => {
    const inst = faulty.connect();
    const { schema, Sample } = await faulty.samples(inst);
    class Square extends dj.Computed {
      static definition = `
        -> Sample
        ---
        square : int64
      `;
      async make(key: dj.Row) {
        const value = (await Sample.restrict(key).fetch1("value")) as number;
        await Square.insert1({ ...key, square: value * value });
      }
    }
    inst.config.jobs.keepCompleted = true;
    schema(Square, { context: { Sample } });
    await schema.declare();
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + days * 86_400_000 });
    await Square.jobs.refresh();
    expect(await Square.jobs.pending.restrict("scheduled_time <= CURRENT_TIMESTAMP(3)").count()).toBe(2);
    await Square.populate({}, { reserveJobs: true });
    vi.useRealTimers();
    expect(await Square.count()).toBe(2);
    const near = "ABS(TIMESTAMPDIFF(DAY, completed_time, CURRENT_TIMESTAMP)) < 2";
    expect(await Square.jobs.completed.restrict(near).count()).toBe(2);
    await Sample.insert1([3, 30]);
    await Square.populate({}, { reserveJobs: true });
    expect(await Square.count()).toBe(3);
  });
});
