import { DataJointError, suggestion, UnknownAttributeError } from "../errors/index.ts";
import type { Heading } from "../heading/index.ts";
import type { OrderTerm, QueryNode, TopNode } from "./node.ts";
import type { TopRestriction } from "./top.ts";

const term = /^\s*[`"]?(\w+)[`"]?(?:\s+(asc|desc))?\s*$/i;

/**
 * What rows are sorted by: `KEY` stands for the primary key.
 *
 * @throws UnknownAttributeError for an attribute that the heading does not have
 */
export function orderTerms(heading: Heading, order: readonly string[]): OrderTerm[] {
  return order
    .flatMap((text) => text.split(","))
    .flatMap((text) => {
      const match = term.exec(text);
      if (match === null) {
        throw new DataJointError(
          `Can't sort by "${text.trim()}": give the name of an attribute, perhaps with ASC or DESC.`,
        );
      }
      const isDescending = match[2]?.toLowerCase() === "desc";
      const name = match[1]!;
      if (name === "KEY") return heading.primaryKey.map((attribute) => ({ attribute, isDescending }));
      if (!heading.has(name)) {
        throw new UnknownAttributeError(
          `There is no attribute "${name}" to sort by.${suggestion(name, heading.names)} The attributes are: ${heading.names.join(", ")}.`,
        );
      }
      return [{ attribute: name, isDescending }];
    });
}

const isSameText = (one: readonly string[], other: readonly string[] | null): boolean =>
  one.length === other?.length && one.every((text, index) => text === other[index]);

/**
 * The first rows in an order. A second top in no order of its own, or in that of the first as it
 * was written there, adds its offset to the first one's and takes the smaller limit.
 * Specification: "Query algebra", `dj.Top`.
 */
export function top(source: QueryNode, restriction: TopRestriction): TopNode {
  const { heading } = source;
  const { limit, offset, orderBy } = restriction;
  if (source.kind === "top" && (orderBy === null || isSameText(orderBy, source.orderBy))) {
    const limits = [limit, source.limit].filter((one) => one !== null);
    return {
      ...source,
      limit: limits.length === 0 ? null : Math.min(...limits),
      offset: source.offset + offset,
    };
  }
  return {
    kind: "top",
    source,
    heading,
    order: orderTerms(heading, orderBy ?? ["KEY"]),
    orderBy,
    limit,
    offset,
  };
}
