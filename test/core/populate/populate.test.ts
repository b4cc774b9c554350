import { afterEach, expect, test } from "vitest";
import * as dj from "../../../core/index.ts";
import { describeBackends } from "../support/backends.ts";

describeBackends("populate", (backend) => {
  afterEach(() => dj.setProgressReporter(null));

  async function pipeline() {
    const inst = await backend.connect();
    const schema = inst.Schema(backend.schemaName("lab"));
    class Session extends dj.Manual {
      static definition = "session : int32\n---\nduration : float64";
    }
    schema(Session);
    class Spectrum extends dj.Computed {
      static definition = "-> Session\n---\ntotal : float64";
      static Bin = class extends dj.Part {
        static definition = "-> master\nbin : int32\n---\npower : float64";
      };
      async make(key: { session: number }) {
        const duration = Number(await this.upstream(Session).fetch1("duration"));
        if (duration < 0) throw new Error(`session ${key.session} has no data`);
        await this.insert1({ ...key, total: duration * 2 });
        await Spectrum.Bin.insert([0, 1].map((bin) => ({ ...key, bin, power: duration * bin })));
      }
    }
    schema(Spectrum);
    await Session.insert([
      [1, 10],
      [2, 20],
      [3, -1],
    ]);
    return { inst, schema, Session, Spectrum };
  }

  test("makes each missing key once, parts and all, and says what failed", async () => {
    const { Spectrum } = await pipeline();
    expect(await Spectrum.progress()).toEqual([3, 3]);
    const { successCount, errorList } = await Spectrum.populate(undefined, { suppressErrors: true });
    expect(successCount).toBe(2);
    expect(errorList).toEqual([[{ session: 3 }, "Error: session 3 has no data"]]);
    expect(await Spectrum.progress()).toEqual([1, 3]);
    expect(await Spectrum.toDicts({ orderBy: "KEY" })).toEqual([
      { session: 1, total: 20 },
      { session: 2, total: 40 },
    ]);
    expect(await Spectrum.Bin.count()).toBe(4);
    expect(await Spectrum.populate({ session: 1 })).toEqual({ successCount: 0, errorList: [] });
  });

  test("undoes all that a failing make did, and raises its error", async () => {
    const { Session, Spectrum } = await pipeline();
    Spectrum.prototype.make = async function (key) {
      await this.insert1({ ...key, total: 1 });
      throw new RangeError("after the insert");
    };
    await expect(Spectrum.populate()).rejects.toThrow(RangeError);
    expect(await Spectrum.count()).toBe(0);
    expect(await Session.count()).toBe(3);
    await expect(Spectrum.insert1([1, 1])).rejects.toThrow(/allowDirectInsert/);
  });

  test("refuses a result whose data changed while it was computed", async () => {
    const { schema, Session } = await pipeline();
    let isDisturbed = true;
    class Slow extends dj.Computed {
      static definition = "-> Session\n---\nvalue : float64";
      async makeFetch(key: object) {
        return [await Session.restrict(key).fetch1("duration")];
      }
      async makeCompute(key: object, duration: number) {
        if (isDisturbed) await Session.update1({ ...key, duration: duration + 1 } as never);
        return [duration * 10];
      }
      async makeInsert(key: object, value: number) {
        await this.insert1({ ...key, value });
      }
    }
    schema(Slow);
    await expect(Slow.populate({ session: 1 })).rejects.toThrow(/has changed/);
    isDisturbed = false;
    expect(await Slow.populate({ session: 1 })).toEqual({ successCount: 1, errorList: [] });
    expect(await Slow.fetch1("value")).toBe(110);
  });

  test("keeps a queue: errors wait, ignored keys are passed over, progress is counted", async () => {
    const { Spectrum } = await pipeline();
    await Spectrum.jobs.ignore({ session: 1 });
    const result = await Spectrum.populate(undefined, { reserveJobs: true, suppressErrors: true });
    expect(result.successCount).toBe(1);
    expect(await Spectrum.jobs.progress()).toMatchObject({ ignore: 1, error: 1, pending: 0, total: 2 });
    expect(await Spectrum.jobs.errors.fetch1("error_message")).toBe("Error: session 3 has no data");
    expect(await Spectrum.populate(undefined, { reserveJobs: true })).toEqual({
      successCount: 0,
      errorList: [],
    });
    await Spectrum.jobs.delete();
    expect(
      (await Spectrum.populate(undefined, { reserveJobs: true, suppressErrors: true })).successCount,
    ).toBe(1);
  });

  test("notes who has taken a job", async () => {
    const { inst, Spectrum } = await pipeline();
    await Spectrum.jobs.refresh();
    expect(await Spectrum.jobs.reserve({ session: 1 })).toBe(true);
    expect(await Spectrum.jobs.reserve({ session: 1 })).toBe(false);
    await expect(Spectrum.jobs.error({ session: 9 }, "lost")).rejects.toThrow(/no job .*session = 9/);
    const job = (await Spectrum.jobs.reserved.fetch1()) as Record<string, unknown>;
    expect(job.pid).toBe(process.pid);
    expect(job.host).not.toBe("");
    if (backend.name === "sqlite") {
      expect(job).toMatchObject({ connection_id: 0, user: ":memory:" });
      return;
    }
    const [worker] = await inst.connection.query("SELECT CONNECTION_ID() AS id, USER() AS name");
    expect(job.connection_id).toBe(Number(worker!.id));
    expect(job.user).toBe(worker!.name);
  });

  test("reports its progress", async () => {
    const { Spectrum } = await pipeline();
    const reports: dj.PopulateProgress[] = [];
    dj.setProgressReporter((progress) => reports.push(progress));
    await Spectrum.populate("session < 3", { displayProgress: true });
    expect(reports).toEqual([0, 1, 2].map((done) => ({ table: "Spectrum", done, total: 2 })));
  });

  test("refuses to run where it can't", async () => {
    const { inst, Session, Spectrum } = await pipeline();
    await expect(inst.connection.transaction(() => Spectrum.populate())).rejects.toThrow(dj.DataJointError);
    await expect(Spectrum.restrict({ session: 1 }).populate()).rejects.toThrow(/Pass restrictions/);
    await expect(Session.populate()).rejects.toThrow(dj.DataJointError);
    expect(() => new Spectrum().upstream(Session)).toThrow(/make\(\) alone/);
  });
});
