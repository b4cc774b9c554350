import type { OpenFile } from "./case-runner.ts";
import { compareRows } from "./compare.ts";
import { withError } from "./expected-error.ts";
import { ExpressionBuilder } from "./expressions.ts";
import { fetchRows } from "./fetch.ts";
import { declareSchemas, insertRows } from "./schemas.ts";
import type { QueryFile } from "./vector-file.ts";

/** Kind `query`: no case changes the data, so all share one database. */
export const openQueryFile: OpenFile<QueryFile> = async (file, backend) => {
  const database = backend.open();
  const pipeline = await declareSchemas(database, file.schemas);
  await insertRows(pipeline, file.rows);
  const builder = new ExpressionBuilder(pipeline);
  return {
    async run(spec) {
      const fetched = await withError(spec.error, () =>
        fetchRows(builder.expression(spec.expr), pipeline, spec.expr),
      );
      if (fetched !== undefined && spec.expect) compareRows(spec.expect, fetched, spec.ordered);
    },
    close: () => database.close(),
  };
};
