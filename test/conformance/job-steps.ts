import { dj, type Jobs, type Query, type RowObject, type Table } from "./api.ts";
import { isSameValue } from "./compare.ts";
import { compareAttributes } from "./declare.ts";
import type { ExpressionBuilder } from "./expressions.ts";
import { Mismatch, show } from "./mismatch.ts";
import { tableNames } from "./schemas.ts";
import { camelCaseKeys, type Session, type StepRunner } from "./steps.ts";
import { inputRow } from "./values.ts";
import type { AttributeSpec, Condition, Step, Value } from "./vector-file.ts";

const jobsOf = (step: Step, { pipeline }: Session): Jobs => pipeline.table(step.table!).jobs;
const keyOf = (step: Step): RowObject => inputRow(step.key!) as RowObject;

/** Restrictions of a call: none, the one, or all together. */
export function restrictionsOf(step: Step, builder: ExpressionBuilder): unknown {
  const all = (step.restrictions ?? []).map((restriction) => builder.condition(restriction));
  return all.length === 0 ? undefined : all.length === 1 ? all[0] : dj.and(...all);
}

function compareSame(step: Step, got: unknown): void {
  const inOrder = (value: unknown): unknown =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value;
  if (JSON.stringify(inOrder(step.expect)) !== JSON.stringify(inOrder(got)))
    throw new Mismatch(`what ${step.op} returns`, step.expect, got);
}

/** What the vectors tell of a job: which of these are set, neither null, empty nor 0. */
const tellingAttributes = [
  "reserved_time",
  "completed_time",
  "duration",
  "error_stack",
  "user",
  "host",
  "pid",
] as const;

interface JobSpec {
  readonly key: RowObject;
  readonly status: string;
  readonly priority: number;
  readonly later: boolean;
  readonly message?: string | { readonly length: number; readonly end: string };
  readonly set: readonly string[];
}

function describeJob(row: RowObject, keyNames: readonly string[]): JobSpec {
  const message = String(row.error_message ?? "");
  const scheduled = Date.parse(`${String(row.scheduled_time).replace(" ", "T")}Z`);
  return {
    key: Object.fromEntries(keyNames.map((name) => [name, row[name]])),
    status: row.status as string,
    priority: row.priority as number,
    later: scheduled > Date.now(),
    ...(message === "" ? {} : { message }),
    set: tellingAttributes.filter((name) => {
      const value = row[name];
      // A duration of no time at all is a duration still; its column is null before.
      if (name === "duration") return value !== null;
      return value !== null && value !== "" && value !== 0;
    }),
  };
}

/** The message of a failed make is its class, a colon and its text; only the text counts. */
const textOf = (message: string): string => message.replace(/^[A-Za-z]\w*: /, "");

function isSameJob(wanted: JobSpec, found: JobSpec): boolean {
  const { key, message: wantedMessage, set, ...wantedRest } = wanted;
  const { message: foundMessage = "" } = found;
  const isSameKey =
    Object.keys(key).length === Object.keys(found.key).length &&
    Object.entries(key).every(([name, value]) => isSameValue(value as Value, found.key[name] ?? null));
  const isSameRest = Object.entries(wantedRest).every(
    ([name, value]) => found[name as keyof JobSpec] === value,
  );
  if (!isSameKey || !isSameRest || set.join() !== found.set.join()) return false;
  if (wantedMessage === undefined) return foundMessage === "";
  const text = foundMessage as string;
  if (typeof wantedMessage === "string") return textOf(text) === textOf(wantedMessage);
  return text.length === wantedMessage.length && text.endsWith(wantedMessage.end);
}

/** Puts the times of all jobs of a table back, in the backend's own SQL. */
async function age(jobs: Jobs, seconds: number, { pipeline }: Session): Promise<void> {
  const { backend, instance } = pipeline.database;
  const [schema, table] = jobs.fullTableName.replaceAll("`", "").split(".");
  const name = backend === "mysql" ? `\`${schema}\`.\`${table}\`` : `"${schema}.${table}"`;
  const earlier = (column: string): string =>
    backend === "mysql"
      ? `${column} = ${column} - INTERVAL ${seconds} SECOND`
      : `${column} = rtrim(rtrim(strftime('%Y-%m-%d %H:%M:%f', ${column}, '-${seconds} seconds'), '0'), '.')`;
  const columns = ["created_time", "reserved_time", "scheduled_time"];
  await instance.connection.query(`UPDATE ${name} SET ${columns.map(earlier).join(", ")}`);
}

function restricted(jobs: Jobs, where: Condition | undefined, builder: ExpressionBuilder): Query {
  return where === undefined ? jobs : jobs.restrict(builder.condition(where));
}

/** The steps that work on the queue of a computed table. */
export const jobSteps: Readonly<Record<string, StepRunner>> = {
  async jobs_refresh(step, session) {
    const { rePended, ...rest } = (await jobsOf(step, session).refresh(
      restrictionsOf(step, session.builder),
      camelCaseKeys(step.options),
    )) as Record<string, number>;
    if (step.error === undefined) compareSame(step, { ...rest, re_pended: rePended });
  },
  async jobs_reserve(step, session) {
    compareSame(step, await jobsOf(step, session).reserve(keyOf(step)));
  },
  async jobs_complete(step, session) {
    await jobsOf(step, session).complete(keyOf(step));
  },
  async jobs_error(step, session) {
    await jobsOf(step, session).error(keyOf(step), step.message!);
  },
  async jobs_ignore(step, session) {
    await jobsOf(step, session).ignore(keyOf(step));
  },
  async jobs_progress(step, session) {
    compareSame(step, await jobsOf(step, session).progress());
  },
  async jobs_delete(step, session) {
    await restricted(jobsOf(step, session), step.where, session.builder).delete({ prompt: false });
  },
  async jobs_drop(step, session) {
    await jobsOf(step, session).drop({ prompt: false });
  },
  async jobs_age(step, session) {
    await age(jobsOf(step, session), step.seconds!, session);
  },
  async jobs_fetch(step, session) {
    const jobs = jobsOf(step, session);
    const source = step.status === undefined ? jobs : (jobs[step.status] as Query);
    const rows = await source.toDicts();
    const found = rows.map((row) => describeJob(row, (jobs as Table).primaryKey));
    const expected = step.expect as JobSpec[];
    const left = [...found];
    for (const job of expected) {
      const index = left.findIndex((candidate) => isSameJob(job, candidate));
      if (index === -1) throw new Mismatch("the jobs", job, left);
      left.splice(index, 1);
    }
    if (left.length > 0) throw new Mismatch("the jobs", expected, found);
  },
  async jobs_heading(step, session) {
    const jobs = jobsOf(step, session);
    const declaration = await jobs.declaration();
    if (step.error !== undefined) return show(declaration.name);
    const expected = step.expect as {
      full_name: string;
      primary_key: string[];
      attributes: AttributeSpec[];
      hidden?: unknown[];
    };
    const heading = await jobs.heading;
    const [name] = tableNames(session.pipeline, [jobs]);
    if (name !== expected.full_name) throw new Mismatch("full name", expected.full_name, name);
    if (heading.primaryKey.join() !== expected.primary_key.join())
      throw new Mismatch("primary key", expected.primary_key, heading.primaryKey);
    compareAttributes(
      expected.attributes,
      heading.attributes.filter((attribute) => !attribute.isHidden),
    );
    return undefined;
  },
  async jobs_list(step, session) {
    const jobs = await session.pipeline.schemas.get(step.schema!)!.jobs;
    compareSame(step, tableNames(session.pipeline, jobs).sort());
  },
};
