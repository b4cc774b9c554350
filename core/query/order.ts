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

const sameOrder = (one: readonly OrderTerm[], other: readonly OrderTerm[]): boolean =>
  one.length === other.length &&
  one.every(
    (entry, index) =>
      entry.attribute === other[index]!.attribute && entry.isDescending === other[index]!.isDescending,
  );

/**
 * The first rows in an order. A second top in the same or in no order of its own cuts a window out of the first one's.
 * Specification: "Query algebra", `dj.Top`.
 */
export function top(source: QueryNode, restriction: TopRestriction): TopNode {
  const { heading } = source;
  const { limit, offset, orderBy } = restriction;
  if (source.kind === "top") {
    const order = orderBy === null ? source.order : orderTerms(heading, orderBy);
    if (orderBy === null || sameOrder(order, source.order)) {
      const limits = [limit, source.limit].filter((one) => one !== null);
      return {
        ...source,
        limit: limits.length === 0 ? null : Math.min(...limits),
        offset: source.offset + offset,
      };
    }
    return { kind: "top", source, heading, order, limit, offset };
  }
  return { kind: "top", source, heading, order: orderTerms(heading, orderBy ?? ["KEY"]), limit, offset };
}
