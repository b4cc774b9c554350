import { expect, test } from "vitest";
import * as dj from "../../core/index.ts";
import { describeBackends } from "./support/backends.ts";

describeBackends("rows one by one", (backend) => {
  async function numbers() {
    const inst = await backend.connect();
    const schema = inst.Schema(backend.schemaName("stream"));
    const Sample = schema(
      class Sample extends dj.Manual {
        static definition = "sample : int32\n---\nsquare : int64";
      },
    );
    await Sample.insert(Array.from({ length: 2500 }, (_, sample) => [sample, sample * sample]));
    return Sample;
  }

  test("come in the order asked for, and all of them", async () => {
    const Sample = await numbers();
    let expected = 100;
    for await (const row of Sample.restrict("sample >= 100").restrict({}).top({ limit: null })) {
      expect(row).toEqual({ sample: expected, square: expected * expected });
      expected++;
    }
    expect(expected).toBe(2500);
  });

  test("leave room for other statements in between", async () => {
    const Sample = await numbers();
    let seen = 0;
    for await (const { sample } of Sample.restrict("sample < 1200")) {
      if (sample % 400 === 0) expect(await Sample.restrict({ sample }).count()).toBe(1);
      seen++;
    }
    expect(seen).toBe(1200);
  });

  test("can be left early", async () => {
    const Sample = await numbers();
    for await (const _row of Sample) break;
    expect(await Sample.count()).toBe(2500);
  });

  test("end with the connection", async () => {
    const Sample = await numbers();
    // A condition that SQLite asks this program about, which no longer answers for a closed file.
    const rows = Sample.restrict("square REGEXP '[0-9]'")[Symbol.asyncIterator]();
    expect((await rows.next()).value).toEqual({ sample: 0, square: 0 });
    await Sample.connection.close();
    const rest = async () => {
      while ((await rows.next()).done !== true);
    };
    await expect(rest()).rejects.toThrow(/is closed/);
  });

  test("tell an error of the server", async () => {
    const Sample = await numbers();
    await Sample.drop();
    await expect(Sample[Symbol.asyncIterator]().next()).rejects.toThrow(dj.DataJointError);
  });
});
