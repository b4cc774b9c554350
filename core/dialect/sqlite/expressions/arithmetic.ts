import { hasExactQuotients } from "../../../sql/division.ts";
import { atom, type Fragment, within } from "../../../sql/fragment.ts";
import { type NumericShape, numericShape, type Typed } from "../../../sql/result-type.ts";
import type { ArithmeticOperator, BitOperator, SqlExpression } from "../../../sql/sql-expression.ts";
import {
  Binding,
  call,
  castTo,
  exact,
  exactDigits,
  isReal,
  literalNumber,
  type Piece,
  realLiteral,
  toDecimalArgument,
  toExactNumber,
  toInteger,
  toNumber,
} from "./piece.ts";

type Printed = Fragment & Pick<Piece, "precision" | "roundTo" | "isWide">;

/** Digits of the longest integers; SQLite lets their sums pass into REAL, where MySQL has an error. */
const longDigits = 19;

const decimalFunctions: Record<ArithmeticOperator, string> = {
  "+": "decimal_add",
  "-": "decimal_subtract",
  "*": "decimal_multiply",
  "/": "decimal_divide",
  DIV: "decimal_quotient",
  "%": "decimal_remainder",
};

/**
 * `left operator right` with MySQL's meaning.
 *
 * Integers and floats use SQLite's own arithmetic. So do decimals that a REAL holds exactly, with the rounding
 * left to whoever compares or shows the result; those that may be longer use registered functions.
 */
export function printArithmetic(
  operator: ArithmeticOperator,
  left: Piece,
  right: Piece,
  result: Typed,
): Printed {
  const a = shapeOf(left);
  const b = shapeOf(right);
  if (a.kind === "float" || b.kind === "float") {
    if (operator === "DIV") return quotient(left, right, 19);
    return { ...floats(operator, left, right), precision: exactDigits };
  }
  if (a.kind === "integer" && b.kind === "integer" && operator !== "/")
    return integers(operator, left, right, result);
  const precision = precisionOf(operator, a, b);
  if (operator === "DIV") return quotient(left, right, Math.min(a.precision - a.scale + b.scale, 19));
  const scale = resultScale(result);
  if (precision > exactDigits || left.isWide === true || right.isWide === true) {
    const sql = call(
      decimalFunctions[operator],
      toDecimalArgument(left),
      toDecimalArgument(right),
      String(scale),
    );
    return { ...atom(sql), precision: Math.max(precision, exactDigits + 1), isWide: true };
  }
  if (operator === "/") {
    const divided = division(left, right);
    if (hasExactQuotients(right.expression)) return { ...divided, precision };
    return { ...atom(call("decimal_round", divided.sql, String(scale))), precision };
  }
  if (operator === "%") {
    const remainder = call(
      "decimal_remainder",
      exact(left).sql,
      exact(right).sql,
      String(Math.max(a.scale, b.scale)),
    );
    return { ...atom(castTo("REAL", remainder)), precision };
  }
  const [sql, binding] = infix(operator, toNumber(left), toNumber(right));
  return { sql, binding, precision, ...(scale > 0 && { roundTo: scale }) };
}

const shapeOf = (piece: Piece): NumericShape => {
  const shape = numericShape(piece);
  if (shape.kind === "float") return shape;
  return { ...shape, precision: Math.min(piece.precision, shape.precision) } as NumericShape;
};

const resultScale = ({ type }: Typed): number => (type?.kind === "decimal" ? type.scale : 0);

type Exact = { readonly precision: number; readonly scale: number };

function precisionOf(operator: ArithmeticOperator, a: Exact, b: Exact): number {
  const whole = Math.max(a.precision - a.scale, b.precision - b.scale);
  switch (operator) {
    case "*":
      return a.precision + b.precision;
    case "/":
      return a.precision + b.scale + 4;
    case "%":
      return whole + Math.max(a.scale, b.scale);
    default:
      return whole + Math.max(a.scale, b.scale) + 1;
  }
}

function infix(operator: string, left: Fragment, right: Fragment): [sql: string, binding: number] {
  const binding = operator === "+" || operator === "-" ? Binding.additive : Binding.multiplicative;
  const rightSql = within(right, binding + 1);
  // Two minus signs in a row would begin a comment.
  const separated = operator === "-" && rightSql.startsWith("-") ? `(${rightSql})` : rightSql;
  return [`${within(left, binding)} ${operator} ${separated}`, binding];
}

function floats(operator: ArithmeticOperator, left: Piece, right: Piece): Fragment {
  if (operator === "%") return atom(call("mod", toExactNumber(left).sql, toExactNumber(right).sql));
  if (operator === "/") return division(left, right);
  const [sql, binding] = infix(operator, toExactNumber(left), toExactNumber(right));
  return { sql, binding };
}

/** A division that is not an integer division, NULL where the divisor is 0. */
function division(left: Piece, right: Piece): Fragment {
  let dividend = toExactNumber(left);
  let divisor = toExactNumber(right);
  const literal = literalNumber(right.expression);
  if (!isReal(left) && !isReal(right)) {
    if (literal !== null) divisor = atom(realLiteral(literal));
    else if (literalNumber(left.expression) !== null)
      dividend = atom(realLiteral(literalNumber(left.expression)!));
    else divisor = atom(castTo("REAL", divisor.sql));
  }
  const [sql, binding] = infix("/", dividend, divisor);
  return { sql, binding };
}

/** DIV of numbers that are no integers. */
function quotient(left: Piece, right: Piece, precision: number): Printed {
  const items = [toDecimalArgument(left), toDecimalArgument(right)];
  return { ...atom(castTo("INTEGER", call("decimal_quotient", ...items))), precision };
}

function integers(operator: ArithmeticOperator, left: Piece, right: Piece, result: Typed): Printed {
  const longest = Math.max(left.precision, right.precision);
  if (longest > longDigits) return unsignedWords(operator, left, right);
  const [sql, binding] = infix(operator === "DIV" ? "/" : operator, toNumber(left), toNumber(right));
  const precision = result.digits ?? 19;
  const checked = (check: string): Printed => ({
    ...atom(castTo("INTEGER", call(check, castTo("TEXT", sql)))),
    precision,
  });
  if (operator === "%" || operator === "DIV") return { sql, binding, precision };
  const isUnsigned = result.type?.kind === "integer" && result.type.isUnsigned;
  if (isUnsigned && (operator === "-" || isSigned(left) || isSigned(right)))
    return checked("unsigned_result");
  const mayOverflow =
    longest === longDigits || (operator === "*" && left.precision + right.precision > longDigits + 1);
  return mayOverflow ? checked("integer_result") : { sql, binding, precision };
}

/** Arithmetic with unsigned integers that may be longer than SQLite's own: the result is a TEXT of digits. */
function unsignedWords(operator: ArithmeticOperator, left: Piece, right: Piece): Printed {
  const items = [toDecimalArgument(left), toDecimalArgument(right), "0"];
  const name = operator === "DIV" ? "decimal_whole_quotient" : decimalFunctions[operator];
  return { ...atom(call("unsigned_result", call(name, ...items))), precision: longDigits + 1 };
}

const isSigned = (piece: Piece): boolean => !isNonNegative(piece.expression, piece);

/** Functions that count or measure something. */
const counting = new Set(
  (
    "ASCII BIT_COUNT BIT_LENGTH CHAR_LENGTH COUNT CRC32 DAY DAYOFMONTH DAYOFWEEK DAYOFYEAR FIELD FIND_IN_SET HOUR INSTR " +
    "LENGTH LOCATE MICROSECOND MINUTE MONTH ORD QUARTER SECOND WEEK WEEKDAY WEEKOFYEAR YEAR YEARWEEK"
  ).split(" "),
);

/** Whether an integer is never negative as SQLite has it in 64 bits. */
export function isNonNegative(expression: SqlExpression, type: Typed): boolean {
  const literal = literalNumber(expression);
  if (literal !== null) return literal >= 0;
  if (type.type?.kind === "bool" || (expression.kind === "call" && counting.has(expression.name)))
    return true;
  if (type.type?.kind === "integer" && type.type.isUnsigned && type.type.bits < 64) return true;
  if (expression.kind === "bytes") return expression.hex.length < 16;
  return type.digits === 1;
}

/**
 * A bit operator on 64 bits. SQLite's integers are signed, MySQL's result is not: one whose highest bit may be
 * set is marked by `isSigned`, for the caller to read as unsigned.
 */
export function printBits(
  operator: BitOperator,
  left: Piece,
  right: Piece,
): Fragment & { mayBeNegative: boolean } {
  const a = toInteger(left);
  const b = toInteger(right);
  const isLeftPlain = isNonNegative(left.expression, left);
  const isRightPlain = isNonNegative(right.expression, right);
  const bits = (sql: Fragment): string => within(sql, Binding.bit + 1);
  const shift = literalNumber(right.expression);
  switch (operator) {
    case "&":
      return {
        sql: `${bits(a)} & ${bits(b)}`,
        binding: Binding.bit,
        mayBeNegative: !isLeftPlain && !isRightPlain,
      };
    case "|":
      return {
        sql: `${bits(a)} | ${bits(b)}`,
        binding: Binding.bit,
        mayBeNegative: !isLeftPlain || !isRightPlain,
      };
    case "^": {
      const [x, y] = [bits(a), bits(b)];
      const sql = `(${x} | ${y}) - (${x} & ${y})`;
      return { sql, binding: Binding.additive, mayBeNegative: !isLeftPlain || !isRightPlain };
    }
    case "<<": {
      if (shift !== null && shift >= 0 && shift < 64) {
        return { sql: `${bits(a)} << ${shift}`, binding: Binding.bit, mayBeNegative: true };
      }
      const sql = call("shift_left", castTo("TEXT", a.sql), castTo("TEXT", b.sql));
      return { ...atom(castTo("INTEGER", sql)), mayBeNegative: true };
    }
    case ">>": {
      if (isLeftPlain && shift !== null && shift >= 0 && shift < 64) {
        return { sql: `${bits(a)} >> ${shift}`, binding: Binding.bit, mayBeNegative: false };
      }
      const sql = call("shift_right", castTo("TEXT", a.sql), castTo("TEXT", b.sql));
      return { ...atom(castTo("INTEGER", sql)), mayBeNegative: true };
    }
  }
}
