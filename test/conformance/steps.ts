import type { Options, RowObject, Validation } from "./api.ts";
import { compareRows, exactly } from "./compare.ts";
import { withError } from "./expected-error.ts";
import { ExpressionBuilder } from "./expressions.ts";
import { fetchRows } from "./fetch.ts";
import { Mismatch } from "./mismatch.ts";
import type { Pipeline } from "./schemas.ts";
import { inputRow } from "./values.ts";
import type { RowsSpec, Step } from "./vector-file.ts";

/** Does what one kind of step means; returns what the call returned. */
export type StepRunner = (step: Step, session: Session) => Promise<unknown>;

/** Where steps run. */
export interface Session {
  readonly pipeline: Pipeline;
  readonly builder: ExpressionBuilder;
  run(step: Step): Promise<void>;
}

/** `skip_duplicates` → `skipDuplicates`. */
export const camelCaseKeys = (options: Readonly<Record<string, unknown>> | undefined): Options =>
  Object.fromEntries(
    Object.entries(options ?? {}).map(([name, value]) => [
      name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  );

const partIntegrity = (step: Step): Options =>
  step.part_integrity === undefined ? {} : { partIntegrity: step.part_integrity };

/** Raised at the end of a transaction that is to be rolled back. */
class RolledBack extends Error {}

const isSameList = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  JSON.stringify([...a].sort()) === JSON.stringify([...b].sort());

function compareValidation(
  expected: { is_valid: boolean; errors: [number, string][] },
  got: Validation,
): void {
  const found = got.errors.map(({ row, attribute }) => `${row} ${attribute}`);
  const wanted = expected.errors.map(([row, attribute]) => `${row} ${attribute}`);
  if (got.isValid !== expected.is_valid || !isSameList(wanted, found)) {
    throw new Mismatch("the validation", expected, got);
  }
}

/** The steps of kind `session`; those of kind `populate` are further ones. */
export const sessionSteps: Readonly<Record<string, StepRunner>> = {
  async insert(step, { pipeline }) {
    await pipeline.table(step.table!).insert(step.rows!.map(inputRow), camelCaseKeys(step.options));
  },
  async insert_query(step, { pipeline, builder }) {
    await pipeline.table(step.table!).insert(builder.expression(step.expr!), camelCaseKeys(step.options));
  },
  async update1(step, { pipeline, builder }) {
    const target = step.expr === undefined ? pipeline.table(step.table!) : builder.expression(step.expr);
    await target.update1(inputRow(step.row!) as RowObject);
  },
  async delete(step, { builder }) {
    return await builder.expression(step.expr!).delete({ prompt: false, ...partIntegrity(step) });
  },
  async delete_quick(step, { builder }) {
    return await builder.expression(step.expr!).deleteQuick({ getCount: true });
  },
  async drop(step, { pipeline }) {
    await pipeline.table(step.table!).drop({ prompt: false, ...partIntegrity(step) });
  },
  async fetch(step, { pipeline, builder }) {
    const fetched = await fetchRows(
      builder.expression(step.expr!),
      pipeline,
      step.expr,
      camelCaseKeys(step.options),
    );
    if (step.error === undefined) compareRows(step.expect as RowsSpec, fetched, step.ordered);
  },
  async fetch1(step, { builder }) {
    const attributes = step.attrs ?? [];
    const got = await builder.expression(step.expr!).fetch1(...attributes);
    if (step.error !== undefined) return got;
    const expected = step.expect as RowsSpec;
    const row =
      attributes.length === 0
        ? Object.values(got as RowObject)
        : attributes.length === 1
          ? [got]
          : (got as unknown[]);
    compareRows(expected, {
      attributes: attributes.length === 0 ? Object.keys(got as RowObject) : attributes,
      rows: [row],
      measures: row.map(() => ({ ...exactly, relative: 1e-6 })),
    });
    return undefined;
  },
  async count(step, { builder }) {
    const count = await builder.expression(step.expr!).count();
    if (step.error === undefined && count !== step.expect)
      throw new Mismatch("the count", step.expect, count);
  },
  async validate(step, { pipeline }) {
    const validation = await pipeline
      .table(step.table!)
      .validate(step.rows!.map(inputRow), camelCaseKeys(step.options));
    if (step.error === undefined) compareValidation(step.expect as never, validation);
  },
  async transaction(step, session) {
    try {
      await session.pipeline.database.instance.connection.transaction(async () => {
        for (const inner of step.steps!) await session.run(inner);
        if (step.fail) throw new RolledBack("rolled back, as the vector asks");
      });
    } catch (error) {
      if (!(error instanceof RolledBack)) throw error;
    }
  },
};

/**
 * A session on a pipeline.
 *
 * @param runners the steps that it knows, by name
 */
export function openSession(pipeline: Pipeline, runners: Readonly<Record<string, StepRunner>>): Session {
  const session: Session = {
    pipeline,
    builder: new ExpressionBuilder(pipeline),
    async run(step) {
      const runner = runners[step.op];
      if (runner === undefined) throw new Error(`Unknown step ${step.op}.`);
      const returned = await withError(step.error, () => runner(step, session));
      if (step.error === undefined && step.returns !== undefined && returned !== step.returns) {
        throw new Mismatch(`what ${step.op} returns`, step.returns, returned);
      }
    },
  };
  return session;
}

/** Runs steps, naming the one that fails. */
export async function runSteps(session: Session, steps: readonly Step[]): Promise<void> {
  for (const [index, step] of steps.entries()) {
    try {
      await session.run(step);
    } catch (error) {
      if (error instanceof Error) error.message = `step ${index} (${step.op}): ${error.message}`;
      throw error;
    }
  }
}

/** Compares tables with those expected at the end. */
export async function compareTables(
  pipeline: Pipeline,
  final: Readonly<Record<string, RowsSpec>>,
): Promise<void> {
  for (const [name, expected] of Object.entries(final)) {
    try {
      compareRows(expected, await fetchRows(pipeline.table(name), pipeline, { table: name }));
    } catch (error) {
      if (error instanceof Error) error.message = `${name} at the end: ${error.message}`;
      throw error;
    }
  }
}
