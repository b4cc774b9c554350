import { atom, type Fragment } from "../../../sql/fragment.ts";
import { numericShape } from "../../../sql/result-type.ts";
import { printArithmetic } from "./arithmetic.ts";
import {
  call,
  castTo,
  exact,
  exactDigits,
  isReal,
  literalNumber,
  type Piece,
  toDecimalArgument,
  toInteger,
  toNumber,
  toReal,
  toText,
} from "./piece.ts";
import type { CallPrinter } from "./printing.ts";

/** A function of floats that SQLite has itself, NULL where it is not defined. */
const ofFloats =
  (name: string): CallPrinter =>
  (items) =>
    atom(call(name, ...items.map((item) => (isReal(item) ? exact(item).sql : toNumber(item).sql))));

const placesOf = (piece: Piece | undefined): string => (piece === undefined ? "0" : toInteger(piece).sql);

const rounding =
  (name: "round" | "truncate"): CallPrinter =>
  ([value, places], expression, printer) => {
    const shape = numericShape(value!);
    const count = places === undefined ? 0 : literalNumber(places.expression);
    if (shape.kind === "float") return atom(call(`float_${name}`, toReal(value!).sql, placesOf(places)));
    if (shape.kind === "integer") {
      if (count !== null && count >= 0) return { ...toNumber(value!), precision: value!.precision };
      return atom(castTo("INTEGER", call(`decimal_${name}`, toDecimalArgument(value!), placesOf(places))));
    }
    const typed = printer.typeOf(expression).type;
    const scale = typed?.kind === "decimal" ? typed.scale : 0;
    const precision = Math.max(value!.precision - shape.scale, 0) + 1 + scale;
    const rounded = call(`decimal_${name}`, toDecimalArgument(value!), placesOf(places));
    const isWide = value!.isWide === true || precision > exactDigits;
    return {
      ...atom(isWide ? castTo("TEXT", rounded) : castTo("REAL", rounded)),
      precision,
      ...(isWide && { isWide }),
    };
  };

const whole =
  (name: "ceil" | "floor"): CallPrinter =>
  ([value], expression, printer) => {
    const shape = numericShape(value!);
    if (shape.kind === "integer") return { ...toNumber(value!), precision: value!.precision };
    if (shape.kind === "float") return atom(castTo("REAL", call(name, toReal(value!).sql)));
    const isWide = printer.typeOf(expression).type?.kind === "decimal" && value!.isWide === true;
    if (value!.isWide === true) {
      const sql = call(`decimal_${name}`, value!.sql);
      return isWide ? { ...atom(sql), isWide } : { ...atom(castTo("INTEGER", sql)), precision: 19 };
    }
    return { ...atom(castTo("INTEGER", call(name, exact(value!).sql))), precision: value!.precision };
  };

const digitsOf = (value: Fragment): string => castTo("TEXT", value.sql);

export const numberCalls: Record<string, CallPrinter> = {
  ABS: ([value]) => {
    if (value!.isWide === true) return { ...atom(call("decimal_absolute", value!.sql)), isWide: true };
    return {
      ...atom(call("abs", toNumber(value!).sql)),
      precision: value!.precision,
      roundTo: value!.roundTo,
    };
  },
  SIGN: ([value]) => atom(call("sign", exact({ ...value!, ...toNumber(value!) }).sql)),
  ROUND: rounding("round"),
  TRUNCATE: rounding("truncate"),
  CEIL: whole("ceil"),
  FLOOR: whole("floor"),
  MOD: ([left, right], expression, printer) =>
    printArithmetic("%", left!, right!, printer.typeOf(expression)),
  SQRT: ofFloats("sqrt"),
  EXP: ofFloats("exp"),
  LN: ofFloats("natural_logarithm"),
  LOG: (items, expression, printer) =>
    items.length === 1
      ? ofFloats("natural_logarithm")(items, expression, printer)
      : ofFloats("logarithm")(items, expression, printer),
  LOG2: (items, expression, printer) => {
    void expression;
    void printer;
    return atom(call("logarithm", "2.0", toNumber(items[0]!).sql));
  },
  LOG10: (items) => atom(call("logarithm", "10.0", toNumber(items[0]!).sql)),
  POWER: ofFloats("pow"),
  SIN: ofFloats("sin"),
  COS: ofFloats("cos"),
  TAN: ofFloats("tan"),
  COT: ([value]) => ({ sql: `1.0 / ${call("tan", toNumber(value!).sql)}`, binding: 8 }),
  ASIN: ofFloats("asin"),
  ACOS: ofFloats("acos"),
  ATAN: (items, expression, printer) =>
    ofFloats(items.length === 1 ? "atan" : "atan2")(items, expression, printer),
  ATAN2: ofFloats("atan2"),
  RADIANS: ofFloats("radians"),
  DEGREES: ofFloats("degrees"),
  PI: () => atom("pi()"),
  RAND: () => atom("rand()"),
  CRC32: ([value]) => atom(castTo("INTEGER", call("crc32", toText(value!).sql))),
  BIT_COUNT: ([value]) => atom(castTo("INTEGER", call("bit_count", digitsOf(toInteger(value!))))),
  CONV: ([value, from, to]) =>
    atom(call("conv", toText(value!).sql, toInteger(from!).sql, toInteger(to!).sql)),
  BIN: ([value]) => atom(call("conv", toText(value!).sql, "10", "2")),
  OCT: ([value]) => atom(call("conv", toText(value!).sql, "10", "8")),
  FORMAT: ([value, places]) => {
    const count = toInteger(places!).sql;
    const isFloat = numericShape(value!).kind === "float";
    // A float is rounded as ROUND does it, not by its digits.
    const number = isFloat
      ? call("float_round", toReal(value!).sql, call("max", count, "0"))
      : toDecimalArgument(value!);
    return atom(call("format_number", number, count));
  },
  INET_ATON: ([value]) => atom(castTo("INTEGER", call("inet_aton", toText(value!).sql))),
  INET_NTOA: ([value]) => atom(call("inet_ntoa", toInteger(value!).sql)),
};
