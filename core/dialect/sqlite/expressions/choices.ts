import { atom } from "../../../sql/fragment.ts";
import { isBytes, isNumeric, isTemporal, isText } from "../../../sql/result-type.ts";
import { comparable, printComparison } from "./comparison.ts";
import {
  Binding,
  call,
  castTo,
  exact,
  haveOwnTexts,
  type Piece,
  toDatetime,
  toDecimalArgument,
  toNumber,
  toText,
} from "./piece.ts";
import type { CallPrinter } from "./printing.ts";

/** COALESCE and IFNULL. */
const firstValue: CallPrinter = (items, expression, printer) => {
  if (items.length === 1) return items[0]!;
  const { texts, ...rest } = printer.common(items, printer.typeOf(expression));
  return { ...atom(call("coalesce", ...texts)), ...rest };
};

/** GREATEST and LEAST: NULL if any argument is. */
const extreme =
  (name: "max" | "min"): CallPrinter =>
  (items, expression, printer) => {
    if (items.every((item) => isNumeric(item.type) || item.type === null)) {
      const { texts, ...rest } = printer.common(items, printer.typeOf(expression));
      if (rest.isWide !== true) return { ...atom(call(name, ...texts)), ...rest };
      const compare = name === "max" ? "decimal_greatest" : "decimal_least";
      return { ...atom(call(compare, ...items.map(toDecimalArgument))), ...rest };
    }
    if (items.every((item) => isTemporal(item.type) && item.type.kind === items[0]!.type?.kind)) {
      if (items[0]!.type?.kind !== "time") return atom(call(name, ...items.map((item) => item.sql)));
      const orders = items.map((item) => call("time_order", item.sql));
      return atom(call("time_of_order", call(name, ...orders)));
    }
    if (items.every((item) => isTemporal(item.type) && item.type.kind !== "time")) {
      return atom(call(name, ...items.map((item) => toDatetime(item).sql)));
    }
    if (items.every((item) => isText(item.type) || isBytes(item.type) || item.type === null)) {
      return atom(call(name, ...items.map((item) => item.sql)));
    }
    if (items.some((item) => isTemporal(item.type))) return atom(call(name, ...temporalTexts(items)));
    return atom(call(name, ...items.map((item) => toText(item).sql)));
  };

/** Dates among texts: texts are put into the form of the dates, so that they compare as such. */
function temporalTexts(items: readonly Piece[]): string[] {
  const temporal = items.find((item) => isTemporal(item.type))!;
  return items.map((item) => (item === temporal ? item.sql : comparable(temporal, item).right.sql));
}

export const choiceCalls: Record<string, CallPrinter> = {
  IF: (items, expression, printer) => {
    const [, ...values] = items;
    const typed = printer.typeOf(expression);
    const { texts, ...rest } = printer.common(values, typed);
    const condition = printer.condition(expression.arguments[0]!);
    const ownTexts = values.map((value) => toText(value).sql);
    return {
      ...atom(call("iif", condition, ...texts)),
      ...rest,
      ...(haveOwnTexts(values, typed) && { text: atom(call("iif", condition, ...ownTexts)) }),
    };
  },
  IFNULL: firstValue,
  COALESCE: firstValue,
  NULLIF: ([value, other]) => {
    const equal = printComparison("=", value!, other!);
    const kept = exact(value!).sql;
    return {
      ...atom(call("iif", equal.sql, "NULL", kept)),
      precision: value!.precision,
      isWide: value!.isWide,
    };
  },
  GREATEST: extreme("max"),
  LEAST: extreme("min"),
  ISNULL: ([value]) => ({
    sql: `${value!.binding > Binding.equality ? value!.sql : `(${value!.sql})`} IS NULL`,
    binding: Binding.equality,
  }),
  INTERVAL: (items) =>
    atom(castTo("INTEGER", call("interval_index", ...items.map((item) => toNumber(item).sql)))),
  ELT: ([index, ...items]) => {
    const branches = items.map((item, position) => `WHEN ${position + 1} THEN ${toText(item).sql}`);
    return atom(`CASE ${toNumber(index!).sql} ${branches.join(" ")} END`);
  },
  FIELD: ([value, ...items]) => {
    const isNumbers = [value!, ...items].every((item) => isNumeric(item.type));
    const isTexts = [value!, ...items].every((item) => isText(item.type));
    const branches = items.map((item, index) => {
      if (isNumbers) return `WHEN ${printComparison("=", value!, item).sql} THEN ${index + 1}`;
      const [a, b] = isTexts ? [value!, item] : [toNumber(value!), toNumber(item)];
      return `WHEN ${a.sql} = ${b.sql}${isTexts ? " COLLATE RTRIM" : ""} THEN ${index + 1}`;
    });
    return atom(`CASE ${branches.join(" ")} ELSE 0 END`);
  },
  STRCMP: ([left, right]) => {
    const a = toText(left!).sql;
    const b = toText(right!).sql;
    return atom(
      `CASE WHEN ${a} < ${b} COLLATE RTRIM THEN -1 WHEN ${a} = ${b} COLLATE RTRIM THEN 0 WHEN ${a} > ${b} COLLATE RTRIM THEN 1 END`,
    );
  },
};
