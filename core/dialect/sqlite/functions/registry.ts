/** What SQLite hands to a registered function and takes from it. */
export type FunctionValue = string | number | boolean | Uint8Array | null | undefined;

// biome-ignore lint/suspicious/noExplicitAny: each function declares the arguments that its callers give
export type ScalarFunction = (...items: any[]) => FunctionValue;

/** An aggregate of one group of rows: its state, each row, its result. */
export interface AggregateFunction {
  init(): unknown;
  // biome-ignore lint/suspicious/noExplicitAny: each aggregate declares its own state and arguments
  step(state: any, ...items: any[]): unknown;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  finalize(state: any): FunctionValue;
}

/** Functions by their names in SQL. */
export type ScalarFunctions = Readonly<Record<string, ScalarFunction>>;
export type AggregateFunctions = Readonly<Record<string, AggregateFunction>>;
