import { QuerySyntaxError } from "../../../errors/index.ts";
import { atom, type Fragment } from "../../../sql/fragment.ts";
import { fractionOf } from "../../../sql/result-type.ts";
import type {
  CallExpression,
  IntervalExpression,
  IntervalUnit,
  SqlExpression,
} from "../../../sql/sql-expression.ts";
import { sqliteQuoting } from "../quote.ts";
import {
  call,
  castTo,
  literalNumber,
  type Piece,
  temporalArgument,
  toDecimalArgument,
  toNumber,
  toText,
} from "./piece.ts";
import type { CallPrinter, Printing } from "./printing.ts";

/** Whether the piece has its year, month and day where ISO has them. */
const isDated = ({ type }: Piece): boolean => type?.kind === "date" || type?.kind === "datetime";

const dated = (piece: Piece): string =>
  isDated(piece) ? piece.sql : call("to_datetime", temporalArgument(piece));

/** A part of a date that stands at a fixed place in its text. */
const datePart =
  (start: number, length: number): CallPrinter =>
  (_, { arguments: [value] }, printer) =>
    atom(castTo("INTEGER", call("substr", dated(printer.print(value!)), String(start), String(length))));

/** A part of a time of day, which may also be longer than a day. */
const timePart =
  (start: number, unit: string): CallPrinter =>
  (_, { arguments: [value] }, printer) => {
    const piece = printer.print(value!);
    if (isDated(piece)) return atom(castTo("INTEGER", call("substr", piece.sql, String(start), "2")));
    return atom(castTo("INTEGER", call("time_part", temporalArgument(piece), sqliteQuoting.text(unit))));
  };

/** A registered function of dates and times, with other arguments as text or number. */
const registered =
  (name: string, isInteger = false): CallPrinter =>
  (_, { arguments: items }, printer) => {
    const sql = call(name, ...items.map((item) => plainArgument(printer.print(item))));
    return atom(isInteger ? castTo("INTEGER", sql) : sql);
  };

/** Dates and times as their text, numbers as numbers, the rest as text. */
function plainArgument(piece: Piece): string {
  switch (piece.type?.kind) {
    case "integer":
    case "bool":
    case "float":
      return toNumber(piece).sql;
    case "decimal":
      return toDecimalArgument(piece);
    default:
      return temporalArgument(piece);
  }
}

/** How an interval's amount is handed over: compound units and texts as text, numbers as numbers. */
const amountOf = (piece: Piece, unit: IntervalUnit): string =>
  piece.type?.kind === "decimal" && (piece.isWide === true || unit.includes("_"))
    ? toText(piece).sql
    : plainArgument(piece);

/** `value + INTERVAL amount unit`. */
export function printInterval(
  printer: Printing,
  value: SqlExpression,
  interval: SqlExpression & IntervalExpression,
  operator: "+" | "-",
): Fragment {
  return shifted(printer, value, interval.value, interval.unit, operator);
}

function shifted(
  printer: Printing,
  value: SqlExpression,
  amount: SqlExpression,
  unit: IntervalUnit,
  operator: "+" | "-",
): Fragment {
  const name = operator === "+" ? "date_add" : "date_sub";
  const piece = printer.print(value);
  return atom(
    call(name, temporalArgument(piece), amountOf(printer.print(amount), unit), sqliteQuoting.text(unit)),
  );
}

const shiftedBy =
  (operator: "+" | "-"): CallPrinter =>
  (_, { arguments: [value, amount] }, printer) =>
    amount!.kind === "interval"
      ? printInterval(printer, value!, amount!, operator)
      : shifted(printer, value!, amount!, "DAY", operator);

function unitOf({ name, arguments: [unit], position }: CallExpression): IntervalUnit {
  if (unit?.kind === "unit") return unit.unit;
  throw new QuerySyntaxError(`The first argument of ${name} is a unit of time such as DAY.`, { position });
}

/** The clock's time in UTC; `fraction` digits of seconds, without trailing zeros. */
function now(format: string, plain: string, { arguments: [fraction] }: CallExpression): Fragment {
  const digits = fraction === undefined ? 0 : (literalNumber(fraction) ?? 0);
  if (digits === 0) return atom(`${plain}('now')`);
  return atom(call("trim_fraction", `strftime('${format}', 'now')`, String(digits)));
}

const nowDatetime: CallPrinter = (_, expression) => now("%Y-%m-%d %H:%M:%f", "datetime", expression);
const nowTime: CallPrinter = (_, expression) => now("%H:%M:%f", "time", expression);
const today: CallPrinter = () => atom("date('now')");

export const dateCalls: Record<string, CallPrinter> = {
  YEAR: datePart(1, 4),
  MONTH: datePart(6, 2),
  DAY: datePart(9, 2),
  HOUR: timePart(12, "HOUR"),
  MINUTE: timePart(15, "MINUTE"),
  SECOND: timePart(18, "SECOND"),
  MICROSECOND: (_, { arguments: [value] }, printer) => {
    const piece = printer.print(value!);
    return atom(castTo("INTEGER", call("time_part", temporalArgument(piece), "'MICROSECOND'")));
  },
  QUARTER: (_, { arguments: [value] }, printer) => {
    const month = castTo("INTEGER", call("substr", dated(printer.print(value!)), "6", "2"));
    return { sql: `(${month} + 2) / 3`, binding: 8 };
  },
  DAYOFYEAR: registered("dayofyear", true),
  DAYOFWEEK: registered("dayofweek", true),
  WEEKDAY: registered("weekday", true),
  WEEKOFYEAR: registered("weekofyear", true),
  WEEK: registered("week", true),
  YEARWEEK: registered("yearweek", true),
  TO_DAYS: registered("to_days", true),
  TO_SECONDS: registered("to_seconds", true),
  FROM_DAYS: registered("from_days"),
  DATEDIFF: registered("datediff", true),
  PERIOD_DIFF: registered("period_diff", true),
  PERIOD_ADD: registered("period_add", true),
  TIMESTAMPDIFF: (_, expression, printer) => {
    const unit = unitOf(expression);
    const [, from, to] = expression.arguments;
    const items = [from!, to!].map((item) => temporalArgument(printer.print(item)));
    return atom(castTo("INTEGER", call("timestampdiff", sqliteQuoting.text(unit), ...items)));
  },
  TIMESTAMPADD: (_, expression, printer) => {
    const [, amount, value] = expression.arguments;
    return shifted(printer, value!, amount!, unitOf(expression), "+");
  },
  DATE_ADD: shiftedBy("+"),
  DATE_SUB: shiftedBy("-"),
  EXTRACT: (_, expression, printer) => {
    const unit = unitOf(expression);
    const value = expression.arguments[1]!;
    const part = dateCalls[unit];
    if (part !== undefined && unit !== "WEEK")
      return part([], { ...expression, arguments: [value] }, printer);
    const argument = temporalArgument(printer.print(value));
    return atom(castTo("INTEGER", call("extract_part", sqliteQuoting.text(unit), argument)));
  },
  DAYNAME: registered("dayname"),
  MONTHNAME: registered("monthname"),
  DATE_FORMAT: registered("date_format"),
  TIME_FORMAT: registered("time_format"),
  STR_TO_DATE: (_, expression, printer) => {
    const [text, format] = expression.arguments.map((item) => toText(printer.print(item)).sql);
    const kind = printer.typeOf(expression).type?.kind ?? "datetime";
    return atom(call("str_to_date", text!, format!, sqliteQuoting.text(kind)));
  },
  DATE: (_, { arguments: [value] }, printer) => {
    const piece = printer.print(value!);
    if (piece.type?.kind === "date") return piece;
    return atom(
      piece.type?.kind === "datetime"
        ? call("substr", piece.sql, "1", "10")
        : call("to_date", temporalArgument(piece)),
    );
  },
  LAST_DAY: registered("last_day"),
  MAKEDATE: registered("makedate"),
  MAKETIME: registered("maketime"),
  TIME: (_, { arguments: [value] }, printer) => {
    const piece = printer.print(value!);
    if (piece.type?.kind === "time") return piece;
    return atom(
      piece.type?.kind === "datetime"
        ? call("substr", piece.sql, "12")
        : call("to_time", temporalArgument(piece), "6"),
    );
  },
  TIMESTAMP: (_, { arguments: [value, time] }, printer) => {
    const first = call("to_datetime", temporalArgument(printer.print(value!)), "6");
    return atom(time === undefined ? first : call("addtime", first, temporalArgument(printer.print(time))));
  },
  SEC_TO_TIME: registered("sec_to_time"),
  TIME_TO_SEC: registered("time_to_sec", true),
  ADDTIME: registered("addtime"),
  SUBTIME: registered("subtime"),
  TIMEDIFF: registered("timediff_text"),
  UNIX_TIMESTAMP: (_, { arguments: [value] }, printer) => {
    if (value === undefined) return atom("unixepoch('now')");
    const piece = printer.print(value);
    const seconds = call("unix_timestamp", temporalArgument(piece));
    return atom(castTo(isDated(piece) && fractionOf(piece.type) === 0 ? "INTEGER" : "REAL", seconds));
  },
  FROM_UNIXTIME: registered("from_unixtime"),
  NOW: nowDatetime,
  SYSDATE: nowDatetime,
  UTC_TIMESTAMP: nowDatetime,
  CURTIME: nowTime,
  UTC_TIME: nowTime,
  CURDATE: today,
  UTC_DATE: today,
  CONVERT_TZ: registered("convert_tz"),
};
