import type { CallExpression, SqlExpression } from "../../sql/sql-expression.ts";

/** How a call is written so that MySQL and MariaDB both accept it; `print` prints an argument. */
type CallPrinter = (call: CallExpression, print: (expression: SqlExpression) => string) => string;

/** The function under another name, with the same arguments. */
const renamed =
  (name: string): CallPrinter =>
  (call, print) =>
    `${name}(${call.arguments.map(print).join(", ")})`;

/** Case sensitivity and the like, as flags inside of the pattern: REGEXP itself takes none. */
function regexpPattern(
  pattern: string,
  flags: SqlExpression | undefined,
  print: (e: SqlExpression) => string,
): string {
  if (flags === undefined) return pattern;
  if (flags.kind !== "text") return `CONCAT('(?', ${print(flags)}, ')', ${pattern})`;
  const inline = [...flags.value].map((flag) => ({ i: "i", m: "m", n: "s" })[flag] ?? "").join("");
  return inline === "" ? pattern : `CONCAT('(?${inline})', ${pattern})`;
}

/** A plain number of days, as ADDDATE takes it, is written out as an interval. */
function shiftedDate(name: string): CallPrinter {
  return (call, print) => {
    const [value, amount] = call.arguments.map(print);
    return `${name}(${value}, ${call.arguments[1]?.kind === "interval" ? amount : `INTERVAL (${amount}) DAY`})`;
  };
}

/** MariaDB rounds deviations of exact numbers to four digits more than theirs; those of floats it does not. */
const ofDouble: CallPrinter = (call, print) =>
  `${call.name}(${call.isDistinct === true ? "DISTINCT " : ""}(${call.arguments.map(print).join(", ")}) + 0e0)`;

/** Functions that one of the two servers lacks or writes otherwise. */
const printers = new Map<string, CallPrinter>([
  ["ANY_VALUE", renamed("MIN")],
  ["DATE_ADD", shiftedDate("DATE_ADD")],
  ["DATE_SUB", shiftedDate("DATE_SUB")],
  ["STDDEV_POP", ofDouble],
  ["STDDEV_SAMP", ofDouble],
  ["VAR_POP", ofDouble],
  ["VAR_SAMP", ofDouble],
  [
    "REGEXP_LIKE",
    (call, print) => {
      const [value, pattern, flags] = call.arguments;
      return `(${print(value!)} REGEXP ${regexpPattern(print(pattern!), flags, print)})`;
    },
  ],
  [
    // MariaDB's own JSON_VALUE gives 1 for true, but like MySQL's it tells JSON's null.
    "JSON_VALUE",
    (call, print) => {
      const items = call.arguments.map(print).join(", ");
      return `IF(JSON_VALUE(${items}) IS NULL, NULL, JSON_UNQUOTE(JSON_EXTRACT(${items})))`;
    },
  ],
  [
    "BIN_TO_UUID",
    (call, print) => {
      const hex = `HEX(${print(call.arguments[0]!)})`;
      return `LOWER(INSERT(INSERT(INSERT(INSERT(${hex}, 9, 0, '-'), 14, 0, '-'), 19, 0, '-'), 24, 0, '-'))`;
    },
  ],
  ["UUID_TO_BIN", (call, print) => `UNHEX(REPLACE(${print(call.arguments[0]!)}, '-', ''))`],
  [
    "IS_UUID",
    (call, print) =>
      `(${print(call.arguments[0]!)} REGEXP '^[0-9a-fA-F]{8}-?([0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}$')`,
  ],
]);

/** The printer of a function that needs one, or undefined where a call is printed as it is. */
export const mysqlCallPrinter = (name: string): CallPrinter | undefined => printers.get(name);
