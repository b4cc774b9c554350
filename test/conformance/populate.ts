import type { RowObject } from "./api.ts";
import { inDatabase, type OpenFile } from "./case-runner.ts";
import { compareRows, isSameValue } from "./compare.ts";
import { isExpectedError } from "./expected-error.ts";
import { ExpressionBuilder } from "./expressions.ts";
import { fetchRows } from "./fetch.ts";
import { jobSteps, restrictionsOf } from "./job-steps.ts";
import { Maker } from "./makes.ts";
import { Mismatch } from "./mismatch.ts";
import { declareSchemas, type Furnish, insertRows } from "./schemas.ts";
import {
  camelCaseKeys,
  compareTables,
  openSession,
  runSteps,
  type StepRunner,
  sessionSteps,
} from "./steps.ts";
import type { ErrorSpec, PopulateCase, PopulateFile, RowsSpec, Step, Value } from "./vector-file.ts";

interface PopulateSpec {
  readonly success_count: number;
  readonly error_list?: readonly {
    readonly key: Readonly<Record<string, Value>>;
    readonly error: ErrorSpec;
  }[];
  readonly error_count?: number;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function isSameFailure(
  { key, error }: NonNullable<PopulateSpec["error_list"]>[number],
  [gotKey, gotError]: readonly [RowObject, unknown],
): boolean {
  const names = Object.keys(key);
  if (Object.keys(gotKey).length !== names.length) return false;
  if (!names.every((name) => isSameValue(key[name]!, gotKey[name]))) return false;
  if (gotError instanceof Error) return isExpectedError(error, gotError);
  // As text an error is its class and its message; that of a server's own error is the server's.
  return error.class !== "MakeError" || messageOf(gotError).endsWith(error.message);
}

function comparePopulate(
  expected: PopulateSpec,
  got: { successCount: number; errorList: readonly (readonly [RowObject, unknown])[] },
): void {
  const failures = [...got.errorList];
  const shown = { ...got, errorList: failures.map(([key, error]) => [key, messageOf(error)]) };
  if (got.successCount !== expected.success_count) throw new Mismatch("successes", expected, shown);
  if (failures.length !== (expected.error_count ?? expected.error_list!.length))
    throw new Mismatch("errors", expected, shown);
  for (const failure of expected.error_list ?? []) {
    const index = failures.findIndex((found) => isSameFailure(failure, found));
    if (index === -1) throw new Mismatch("errors", expected, shown);
    failures.splice(index, 1);
  }
}

interface MetadataSpec {
  readonly hidden: readonly {
    readonly name: string;
    readonly sql_type: string;
    readonly nullable: boolean;
  }[];
  readonly visible: readonly string[];
  readonly rows: readonly { key: RowObject; start: boolean; duration: boolean; version: string | null }[];
}

const metadata: StepRunner = async (step, { pipeline }) => {
  const table = pipeline.table(step.table!);
  const expected = step.expect as MetadataSpec;
  const heading = await table.heading;
  const hidden = heading.attributes
    .filter((attribute) => attribute.isHidden)
    .map(({ name, sqlType, isNullable }) => ({ name, sql_type: sqlType, nullable: isNullable }));
  const same = (what: string, wanted: unknown, found: unknown): void => {
    if (JSON.stringify(wanted) !== JSON.stringify(found)) throw new Mismatch(what, wanted, found);
  };
  same("hidden", expected.hidden, hidden);
  same("visible", expected.visible, heading.names);
  if (hidden.length === 0) return;
  // What is hidden is not to be projected, so it is read by SQL.
  const { backend, instance } = pipeline.database;
  const [schema, name] = table.fullTableName.replaceAll("`", "").split(".");
  const source = backend === "mysql" ? `\`${schema}\`.\`${name}\`` : `"${schema}.${name}"`;
  const rows = await instance.connection.query(`SELECT * FROM ${source}`);
  same(
    "the rows",
    expected.rows.map((row) => JSON.stringify(row)).sort(),
    rows
      .map((row) =>
        JSON.stringify({
          key: Object.fromEntries(heading.primaryKey.map((name) => [name, row[name]])),
          start: row._job_start_time !== null,
          duration: row._job_duration !== null,
          version: row._job_version,
        }),
      )
      .sort(),
  );
};

/** The steps of kind `populate` beside those of sessions and jobs. */
const populateSteps: Readonly<Record<string, StepRunner>> = {
  ...sessionSteps,
  ...jobSteps,
  metadata,
  async populate(step, { pipeline, builder }) {
    const target = step.expr === undefined ? pipeline.table(step.table!) : builder.expression(step.expr);
    const result = await target.populate(restrictionsOf(step, builder), camelCaseKeys(step.options));
    if (step.error === undefined && step.expect !== undefined)
      comparePopulate(step.expect as PopulateSpec, result);
  },
  async progress(step, { pipeline, builder }) {
    const progress = await pipeline.table(step.table!).progress(restrictionsOf(step, builder));
    const [remaining, total] = step.expect === undefined ? [] : (step.expect as [number, number]);
    if (step.error === undefined && (progress[0] !== remaining || progress[1] !== total))
      throw new Mismatch("the progress", step.expect, progress);
  },
  async key_source(step, { pipeline }) {
    const fetched = await fetchRows(pipeline.table(step.table!).keySource.proj(), pipeline, {
      table: step.table,
    });
    if (step.error === undefined) compareRows(step.expect as RowsSpec, fetched);
  },
  async pending(step: Step, { pipeline, builder }) {
    const table = pipeline.table(step.table!);
    const restrictions = restrictionsOf(step, builder);
    const all = table.keySource;
    const source = (restrictions === undefined ? all : all.restrict(restrictions)).proj();
    const fetched = await fetchRows(source.exclude(table), pipeline, { table: step.table });
    if (step.error === undefined) compareRows(step.expect as RowsSpec, fetched);
  },
  async upstream(step, { pipeline }) {
    const table = pipeline.table(step.table!);
    return await new table().upstream(table).toDicts();
  },
};

/** Gives the computed tables of a case their `make` and their key source. */
function furnishFor(spec: PopulateCase): Furnish {
  return (name, table, pipeline) => {
    const keySource = spec.key_sources?.[name];
    if (keySource !== undefined) {
      Object.defineProperty(table, "keySource", {
        configurable: true,
        get: () => new ExpressionBuilder(pipeline).expression(keySource),
      });
    }
    const make = spec.makes?.[name];
    if (make !== null) new Maker(name, make ?? {}, pipeline, populateSteps).furnish(table);
  };
}

/** Kind `populate`: each case starts from a fresh copy of the schemas and rows. */
export const openPopulateFile: OpenFile<PopulateFile> = async (file, backend) => {
  const computed = new Set(
    file.schemas.flatMap(({ tables }) =>
      tables.filter(({ tier }) => tier === "Computed" || tier === "Imported").map(({ name }) => name),
    ),
  );
  return {
    run: (spec) =>
      inDatabase(backend.open(spec.config), async (database) => {
        const furnish = furnishFor(spec);
        const pipeline = await declareSchemas(database, file.schemas, (name, table, opened) => {
          if (computed.has(name)) furnish(name, table, opened);
        });
        await insertRows(pipeline, file.rows);
        await runSteps(openSession(pipeline, populateSteps), spec.steps);
        await compareTables(pipeline, spec.final ?? {});
      }),
    close: async () => {},
  };
};
