import { aggregateFunctions } from "./functions/aggregates.ts";
import { dateFunctions } from "./functions/dates.ts";
import { jsonFunctions, nullableJsonFunctions } from "./functions/json.ts";
import { jsonValueFunctions } from "./functions/json-value.ts";
import { numberFunctions } from "./functions/numbers.ts";
import { regexpFunctions } from "./functions/regexp.ts";
import type { FunctionValue, ScalarFunction } from "./functions/registry.ts";
import { nullableTextFunctions, textFunctions } from "./functions/texts.ts";

/** What is needed of a database of sql.js. */
export interface FunctionRegistry {
  create_function(name: string, implementation: (...items: FunctionValue[]) => unknown): unknown;
  create_aggregate(
    name: string,
    implementation: {
      init: () => unknown;
      step: (state: unknown, ...items: FunctionValue[]) => unknown;
      finalize: (state: unknown) => unknown;
    },
  ): unknown;
}

const strict = {
  ...dateFunctions,
  ...textFunctions,
  ...numberFunctions,
  ...regexpFunctions,
  ...jsonFunctions,
  ...jsonValueFunctions,
};
const nullable = { ...nullableTextFunctions, ...nullableJsonFunctions };

/** These take a NULL number as less than all others. */
const acceptingNull = new Set(["interval_index"]);

/** The function, NULL where an argument is NULL. */
const withNulls =
  (implementation: ScalarFunction): ScalarFunction =>
  (...items) => {
    for (const item of items) if (item === null) return null;
    return implementation(...items);
  };

/**
 * SQLite takes the number of arguments from the function's `length`; -1 there means any number, so that one
 * registration serves every call. Aggregates count their state as well: for them it is 0.
 */
function ofAnyArity<F extends object>(implementation: F, length: -1 | 0): F {
  return Object.defineProperty(implementation, "length", { value: length });
}

const scalars: [name: string, implementation: ScalarFunction][] = [
  ...Object.entries(strict).map(([name, implementation]): [string, ScalarFunction] => [
    name,
    ofAnyArity(
      acceptingNull.has(name) ? (...items: unknown[]) => implementation(...items) : withNulls(implementation),
      -1,
    ),
  ]),
  ...Object.entries(nullable).map(([name, implementation]): [string, ScalarFunction] => [
    name,
    ofAnyArity((...items: unknown[]) => implementation(...items), -1),
  ]),
];

/**
 * Adds to a database of sql.js the functions that printed expressions call and SQLite lacks. To be called once
 * for every opened database; the functions are not part of the file.
 *
 * sql.js hands every number over as a double and takes every number as REAL: callers in printed SQL pass long
 * integers as TEXT and convert the results with CAST. Booleans come back as INTEGER. A call costs between 0.1 µs
 * (numbers) and 0.6 µs (texts) above SQLite's own functions.
 *
 * @param database an opened `Database`
 */
export function registerFunctions(database: FunctionRegistry): void {
  for (const [name, implementation] of scalars) database.create_function(name, implementation);
  for (const [name, { init, step, finalize }] of Object.entries(aggregateFunctions)) {
    database.create_aggregate(name, {
      init: () => init(),
      step: ofAnyArity((state: unknown, ...items: FunctionValue[]) => step(state, ...items), 0),
      finalize: (state) => finalize(state),
    });
  }
}
