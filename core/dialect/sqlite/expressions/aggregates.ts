import { atom } from "../../../sql/fragment.ts";
import { isText, numericShape } from "../../../sql/result-type.ts";
import type { OrderTerm } from "../../../sql/sql-expression.ts";
import { sqliteQuoting } from "../quote.ts";
import { jsonItem } from "./json-item.ts";
import {
  call,
  castTo,
  exact,
  exactDigits,
  type Piece,
  toDecimalArgument,
  toInteger,
  toNumber,
  toText,
  unsigned,
} from "./piece.ts";
import type { CallPrinter } from "./printing.ts";

/** SUM of decimals of up to so many digits stays within what a REAL holds exactly, for a thousand times the largest. */
const summableDigits = 12;

/** Sums of integers with more digits may leave the range of SQLite's own, which is an error there. */
const longestDigits = 18;

const distinct = (isDistinct: boolean | undefined): string => (isDistinct === true ? "DISTINCT " : "");

/** A value as it counts for DISTINCT: texts that differ in trailing spaces alone are the same. */
const distinctKey = (piece: Piece): string =>
  isText(piece.type) && piece.isColumn !== true ? `${piece.sql} COLLATE RTRIM` : exact(piece).sql;

const deviation =
  (name: string): CallPrinter =>
  ([value], { isDistinct }) =>
    atom(`${name}(${distinct(isDistinct)}${toNumber(value!).sql})`);

const extreme =
  (name: "min" | "max"): CallPrinter =>
  ([value]) => {
    if (value!.isWide === true) return { ...atom(call(`decimal_${name}`, value!.sql)), isWide: true };
    if (value!.type?.kind === "time")
      return atom(call("time_of_order", call(name, call("time_order", value!.sql))));
    return { ...atom(call(name, exact(value!).sql)), precision: value!.precision };
  };

const bits =
  (name: string): CallPrinter =>
  ([value], { isDistinct }) =>
    unsigned(
      atom(castTo("INTEGER", `${name}(${distinct(isDistinct)}${castTo("TEXT", toInteger(value!).sql)})`)),
    );

export const aggregateCalls: Record<string, CallPrinter> = {
  COUNT: (items, { isDistinct }) => {
    if (items[0]!.expression.kind === "star") return atom("count(*)");
    if (items.length === 1)
      return atom(`count(${distinct(isDistinct)}${isDistinct ? distinctKey(items[0]!) : items[0]!.sql})`);
    const keys = items.map((item) => (isText(item.type) ? call("rtrim", item.sql, "' '") : exact(item).sql));
    const areSet = keys.map((key) => `(${key}) IS NOT NULL`).join(" AND ");
    const together = keys.map((key) => call("quote", key)).join(" || ',' || ");
    return atom(`count(${distinct(isDistinct)}CASE WHEN ${areSet} THEN ${together} END)`);
  },
  SUM: ([value], { isDistinct }) => {
    const shape = numericShape(value!);
    const all = distinct(isDistinct);
    if (
      value!.isWide === true ||
      (shape.kind === "decimal" && shape.scale > 0 && value!.precision > summableDigits) ||
      (shape.kind === "integer" && value!.precision > longestDigits)
    ) {
      return { ...atom(`decimal_sum(${all}${toDecimalArgument(value!)})`), isWide: true };
    }
    const sum = `sum(${all}${toNumber(value!).sql})`;
    if (shape.kind === "float") return atom(sum);
    const isInteger = shape.kind === "integer";
    return {
      ...atom(sum),
      precision: exactDigits,
      ...(!isInteger && shape.scale > 0 && { roundTo: Math.max(shape.scale, value!.roundTo ?? 0) }),
    };
  },
  AVG: ([value], { isDistinct }) => {
    const shape = numericShape(value!);
    const all = distinct(isDistinct);
    const precision = value!.precision + 4;
    if (value!.isWide === true || (shape.kind !== "float" && precision > exactDigits)) {
      return { ...atom(`decimal_average(${all}${toDecimalArgument(value!)})`), isWide: true };
    }
    return { ...atom(`avg(${all}${toNumber(value!).sql})`), precision };
  },
  MIN: extreme("min"),
  MAX: extreme("max"),
  STDDEV_POP: deviation("stddev_pop"),
  STDDEV_SAMP: deviation("stddev_samp"),
  VAR_POP: deviation("var_pop"),
  VAR_SAMP: deviation("var_samp"),
  BIT_AND: bits("bit_and"),
  BIT_OR: bits("bit_or"),
  BIT_XOR: bits("bit_xor"),
  GROUP_CONCAT: (items, { isDistinct, orderBy = [], separator = "," }, printer) => {
    const texts = items.map((item) => toText(item));
    const text = texts.length === 1 ? texts[0]!.sql : texts.map((each) => `(${each.sql})`).join(" || ");
    const order =
      orderBy.length === 0
        ? ""
        : ` ORDER BY ${printer.order(orderBy.map((term) => byPosition(term, items)))}`;
    const name = isDistinct === true ? "group_concat_distinct" : "group_concat";
    return atom(`${name}(${text}, ${sqliteQuoting.text(separator)}${order})`);
  },
  JSON_ARRAYAGG: ([value]) => atom(`json_array_of(${jsonItem(value!)})`),
  JSON_OBJECTAGG: ([key, value]) => atom(`json_object_of(${toText(key!).sql}, ${jsonItem(value!)})`),
};

/** An integer in the ORDER BY of GROUP_CONCAT counts its arguments. */
function byPosition(term: OrderTerm, items: readonly Piece[]): OrderTerm {
  const { value } = term;
  const item =
    value.kind === "number" && value.form === "integer" ? items[Number(value.text) - 1] : undefined;
  return item === undefined ? term : { ...term, value: item.expression };
}
