import { inDatabase, type OpenFile } from "./case-runner.ts";
import { isExpectedError } from "./expected-error.ts";
import { Mismatch } from "./mismatch.ts";
import { declareSchemas, insertRows, type Pipeline } from "./schemas.ts";
import { compareTables, openSession, runSteps, sessionSteps } from "./steps.ts";
import type { SessionFile } from "./vector-file.ts";

/** A dropped table is absent from the tables listed at the end, and can't be read any more. */
async function compareDropped(pipeline: Pipeline, present: ReadonlySet<string>): Promise<void> {
  for (const [name, table] of pipeline.tables) {
    if (present.has(name)) continue;
    let rows: unknown;
    try {
      rows = await table.toDicts();
    } catch (error) {
      if (isExpectedError({ class: "DataJointError", message: "" }, error)) continue;
      throw error;
    }
    throw new Mismatch(`${name} at the end`, "dropped", rows);
  }
}

/** Kind `session`: each case starts from a fresh copy of the schemas and rows. */
export const openSessionFile: OpenFile<SessionFile> = async (file, backend) => ({
  run: (spec) =>
    inDatabase(backend.open(), async (database) => {
      const pipeline = await declareSchemas(database, file.schemas);
      await insertRows(pipeline, file.rows);
      await runSteps(openSession(pipeline, sessionSteps), spec.steps);
      const final = spec.final ?? {};
      await compareTables(pipeline, final);
      await compareDropped(pipeline, new Set(Object.keys(final)));
    }),
  close: async () => {},
});
