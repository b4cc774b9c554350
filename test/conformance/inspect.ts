import { dj, type Table } from "./api.ts";
import { Mismatch } from "./mismatch.ts";
import { type Pipeline, tableNames } from "./schemas.ts";

const tiers = ["Manual", "Lookup", "Imported", "Computed", "Part"] as const;

/** The tier of a table: the base class that its class extends. */
function tierOf(table: unknown): string {
  const tier = tiers.find(
    (name) =>
      typeof table === "function" && table.prototype instanceof (dj[name] as unknown as new () => object),
  );
  if (tier === undefined) throw new Error("The table's class extends none of the tiers.");
  return tier;
}

/** What a program can learn of schemas and tables without a diagram, by the question's name. */
const questions: Readonly<
  Record<string, (pipeline: Pipeline, subject: string, name: string) => Promise<unknown>>
> = {
  async list_tables(pipeline, schema) {
    return [...(await pipeline.schemas.get(schema)!.listTables())].sort();
  },
  async iterate(pipeline, schema) {
    const tables: Table[] = [];
    for await (const table of pipeline.schemas.get(schema)! as unknown as AsyncIterable<Table>)
      tables.push(table);
    return tableNames(pipeline, tables).sort();
  },
  async get_table(pipeline, schema, name) {
    const table = await pipeline.schemas.get(schema)!.get(name);
    await table.declaration();
    const heading = await table.heading;
    return {
      full_name: tableNames(pipeline, [table])[0],
      primary_key: heading.primaryKey,
      attributes: heading.names,
    };
  },
  async contains(pipeline, schema, name) {
    return await pipeline.schemas.get(schema)!.has(name);
  },
  async virtual_schema(pipeline, schema) {
    const { database } = pipeline;
    const virtual = await dj.virtualSchema(database.names.inDatabase(schema), {
      instance: database.instance,
    });
    const found: Record<string, unknown> = {};
    for (const [name, table] of Object.entries(virtual)) {
      if (typeof table !== "function") continue;
      const parts = Object.entries(table).filter(
        ([, part]) => typeof part === "function" && tierOf(part) === "Part",
      );
      found[name] = {
        tier: tierOf(table),
        full_name: tableNames(pipeline, [table])[0],
        primary_key: (await table.heading).primaryKey,
        parts: Object.fromEntries(
          parts.map(([part, content]) => [part, tableNames(pipeline, [content as Table])[0]]),
        ),
      };
    }
    return found;
  },
  async tier(pipeline, table) {
    return tierOf(pipeline.table(table));
  },
  async ancestors(pipeline, table) {
    return tableNames(pipeline, await pipeline.table(table).ancestors()).sort();
  },
  async descendants(pipeline, table) {
    return tableNames(pipeline, await pipeline.table(table).descendants()).sort();
  },
  async parts(pipeline, table) {
    return tableNames(pipeline, await pipeline.table(table).parts()).sort();
  },
  async primary_parents(pipeline, table) {
    return tableNames(pipeline, await pipeline.table(table).parents({ primary: true })).sort();
  },
  async secondary_parents(pipeline, table) {
    return tableNames(pipeline, await pipeline.table(table).parents({ primary: false })).sort();
  },
  async primary_children(pipeline, table) {
    return tableNames(pipeline, await pipeline.table(table).children({ primary: true })).sort();
  },
  async secondary_children(pipeline, table) {
    return tableNames(pipeline, await pipeline.table(table).children({ primary: false })).sort();
  },
};

const inOrder = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

/**
 * Answers an `inspect` of a vector.
 *
 * @throws Mismatch if the answer is not the expected one
 */
export async function inspect(
  spec: Readonly<Record<string, string | readonly [string, string]>>,
  expect: unknown,
  pipeline: Pipeline,
): Promise<unknown> {
  const [question, given] = Object.entries(spec)[0]!;
  const answer = questions[question];
  if (answer === undefined) throw new Error(`Unknown question ${question}.`);
  const [subject, name = ""] = typeof given === "string" ? [given] : given;
  const got = await answer(pipeline, subject, name);
  if (expect !== undefined && inOrder(got) !== inOrder(expect)) throw new Mismatch(question, expect, got);
  return got;
}
