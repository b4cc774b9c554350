import { QuerySyntaxError, suggestion } from "../../../errors/index.ts";
import type { Fragment } from "../../../sql/fragment.ts";
import { findFunction, functionNames } from "../../../sql/function-catalogue.ts";
import type { CallExpression } from "../../../sql/sql-expression.ts";
import { aggregateCalls } from "./aggregates.ts";
import { choiceCalls } from "./choices.ts";
import { dateCalls } from "./dates.ts";
import { jsonCalls } from "./json.ts";
import { numberCalls } from "./numbers.ts";
import type { Piece } from "./piece.ts";
import type { CallPrinter, Printing } from "./printing.ts";
import { textCalls } from "./texts.ts";
import { printWindow, windowCalls } from "./windows.ts";

const printers = new Map<string, CallPrinter>([
  ...Object.entries(choiceCalls),
  ...Object.entries(numberCalls),
  ...Object.entries(textCalls),
  ...Object.entries(dateCalls),
  ...Object.entries(jsonCalls),
  ...Object.entries(aggregateCalls),
  ...Object.entries(windowCalls),
]);

/**
 * A call of one of MySQL's functions, with SQLite's own function where it means the same.
 *
 * @throws QuerySyntaxError for a function that is not known, with the nearest that is, and for a wrong number of arguments
 */
export function printCall(printer: Printing, call: CallExpression): Fragment & Partial<Piece> {
  const { name, position } = call;
  const known = findFunction(name);
  const print = printers.get(name);
  if (known === undefined || print === undefined) {
    const names = [...functionNames()].filter((candidate) => printers.has(candidate));
    throw new QuerySyntaxError(
      `The function ${name} is not known on SQLite.${suggestion(name, names)} ` +
        "MySQL's functions for text, numbers, dates, JSON and aggregation are.",
      { position },
    );
  }
  const count = call.arguments.length;
  if (count < known.minimum || count > known.maximum) {
    const range =
      known.minimum === known.maximum
        ? `${known.minimum}`
        : known.maximum === Number.POSITIVE_INFINITY
          ? `at least ${known.minimum}`
          : `${known.minimum} to ${known.maximum}`;
    throw new QuerySyntaxError(`The function ${name} takes ${range} arguments; here it has ${count}.`, {
      position,
    });
  }
  if (call.isDistinct === true && !known.isAggregate) {
    throw new QuerySyntaxError(`DISTINCT has no meaning in ${name}, which is no aggregate function.`, {
      position,
    });
  }
  if (known.isWindowOnly && call.window === undefined) {
    throw new QuerySyntaxError(`The function ${name} needs a window: ${name}(…) OVER (…).`, { position });
  }
  // Intervals and units are read by the date functions themselves.
  const isDateFunction = name in dateCalls;
  const items = isDateFunction ? [] : call.arguments.map((argument) => printer.print(argument));
  const printed = print(items, call, printer);
  return call.window === undefined ? printed : printWindow(printer, call, printed);
}
