import type { QueryExpression } from "../expression/query-expression.ts";
import type { Restriction } from "../query/condition.ts";

/**
 * Tells options from restrictions where a call may leave out the latter: `populate({ maxCalls: 5 })`. An object restricts
 * by the attributes that it names, so one that names options alone would restrict nothing.
 *
 * @param keySource what is restricted
 * @param known the names of the options
 */
export function givenOptions<Options extends object>(
  restrictions: Restriction,
  options: Options,
  known: readonly string[],
  keySource: QueryExpression,
): { restrictions: Restriction; options: Options } {
  const names =
    typeof restrictions === "object" &&
    restrictions !== null &&
    Object.getPrototypeOf(restrictions) === Object.prototype
      ? Object.keys(restrictions)
      : [];
  const isOptions =
    names.length > 0 &&
    Object.keys(options).length === 0 &&
    names.every((name) => known.includes(name) && !keySource.heading.has(name));
  return isOptions
    ? { restrictions: undefined, options: restrictions as Options }
    : { restrictions, options };
}
