import type { Attribute } from "../heading/attribute.ts";

const numericKinds: ReadonlySet<string> = new Set(["integer", "float", "decimal", "bool"]);

/** True for an attribute whose values are numbers. */
export const isNumeric = ({ dataType }: Attribute): boolean => numericKinds.has(dataType?.kind ?? "");

/** True for a text that stands for "not given" where a number is expected, as in CSV: an empty one, and `nan`. */
export const isAbsentNumber = (text: string): boolean => text === "" || /^\s*[+-]?nan\s*$/i.test(text);

/**
 * True for a value that stands for "not given", so that the attribute gets its default: null, NaN, and the texts of
 * `isAbsentNumber` where a number is expected.
 */
export const isAbsent = (value: unknown, attribute: Attribute): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === "number" && Number.isNaN(value)) ||
  (typeof value === "string" && isNumeric(attribute) && isAbsentNumber(value));
