import type { Attribute, Query } from "./api.ts";
import type { Fetched, Measure } from "./compare.ts";
import { tablesOf } from "./expressions.ts";
import type { Pipeline } from "./schemas.ts";

const singleFloat = /:\s*(float32|float)\b/i;

/** How the attributes of an expression are compared: loosely where a float32 takes part. */
function measures(attributes: readonly Attribute[], pipeline: Pipeline, spec: unknown): Measure[] {
  const isSingle = [...tablesOf(spec)].some((name) => singleFloat.test(pipeline.definitions.get(name) ?? ""));
  return attributes.map(({ type }) => ({
    relative: isSingle ? 1e-6 : 1e-9,
    isDecimal: /^(decimal|numeric)/i.test(type),
    isExactInteger: !/^(float|double|real)/i.test(type),
  }));
}

/**
 * The heading and rows of an expression.
 *
 * @param spec the expression as the vector writes it
 */
export async function fetchRows(
  query: Query,
  pipeline: Pipeline,
  spec: unknown,
  options: Record<string, unknown> = {},
): Promise<Fetched> {
  const rows = await query.toDicts(options);
  const heading = await query.heading;
  const { names } = heading;
  for (const row of rows) {
    const found = Object.keys(row);
    if (found.join() !== names.join())
      throw new Error(`A row has the attributes ${found.join()}, but its heading ${names.join()}.`);
  }
  return {
    primaryKey: heading.primaryKey,
    attributes: names,
    rows: rows.map((row) => names.map((name) => row[name])),
    measures: measures(
      names.map((name) => heading.get(name)),
      pipeline,
      spec,
    ),
  };
}
