import type { DialectName } from "../dialect/index.ts";

/** Order and window of a fetch. */
export interface FetchOptions {
  /** Attributes to sort by, each perhaps with ` DESC`; `"KEY"` for the primary key. */
  orderBy?: string | readonly string[];
  limit?: number;
  offset?: number;
  /** Leave out dimensions of length one from arrays that a codec gives. Default false. */
  squeeze?: boolean;
  /** Ends the query on a server when it is aborted; the call then fails with its reason. */
  signal?: AbortSignal;
}

/** Options of `toArrays`. */
export interface ToArraysOptions extends FetchOptions {
  /** Put the primary keys, as `keys` gives them, before the arrays of the named attributes. Default false. */
  includeKey?: boolean;
}

export const fetchOptions: readonly string[] = ["orderBy", "limit", "offset", "squeeze", "signal"];
export const toArraysOptions: readonly string[] = [...fetchOptions, "includeKey"];
export const toArrowOptions: readonly string[] = [...fetchOptions, "useBigInt", "useDecimalInt", "useDate"];
export const makeSqlOptions: readonly string[] = ["dialect", "pretty"];
export const matchOptions: readonly string[] = ["semanticCheck"];

/** Options of `makeSql`. */
export interface MakeSqlOptions {
  /** Default: the dialect of the connection. */
  dialect?: DialectName;
  /** One clause a line. */
  pretty?: boolean;
}

/** How the common attributes of two expressions are matched. */
export interface MatchOptions {
  /** Match them only where they have a common origin, and refuse others. Default true. */
  semanticCheck?: boolean;
}

/** What `aggr` may be told. */
export interface AggregateOptions {
  /** Leave out entities without rows. Default false. */
  excludeNonmatching?: boolean;
}
