import { atom, type Fragment, within } from "../../../sql/fragment.ts";
import { fractionOf, isBytes, isText, numericShape, type Typed } from "../../../sql/result-type.ts";
import type { SqlExpression } from "../../../sql/sql-expression.ts";
import type { DataType } from "../../../types/data-type.ts";
import { sqliteQuoting } from "../quote.ts";

/** How tightly SQLite's operators bind; greater is tighter. */
export const Binding = {
  or: 1,
  and: 2,
  not: 3,
  equality: 4,
  order: 5,
  bit: 6,
  additive: 7,
  multiplicative: 8,
  concatenation: 9,
  collate: 10,
  sign: 11,
} as const;

/** Decimals of up to this many digits are exact as REAL; longer ones are TEXT, and so are results that may be longer. */
export const exactDigits = 15;

/** A printed part of an expression, with what printing its surroundings needs to know. */
export interface Piece extends Fragment, Typed {
  /** What was printed. */
  readonly expression: SqlExpression;
  /** Most digits of an exact number. */
  readonly precision: number;
  /**
   * Set where binary arithmetic may have left an error behind the last digit:
   * rounding to so many digits gives the exact decimal.
   */
  readonly roundTo?: number;
  /** A decimal kept as TEXT. */
  readonly isWide?: boolean;
  /** A column, which brings its own collation. */
  readonly isColumn?: boolean;
  /** How texts are to be made equal before they are compared. */
  readonly folding?: Folding;
  /** Where the text is not simply that of the number: each branch of an IF or CASE shows its own digits. */
  readonly text?: Fragment;
  /** For JSON: the SQL that reads it as a number or text of SQL, where there is a shorter way than to take it apart. */
  readonly scalarSql?: string;
}

/** What a collation passes over: letter case, or case and accents. */
export type Folding = "case" | "accent";

/** Whether the piece is a REAL and never an INTEGER, so that a division by it is no integer division. */
export const isReal = ({ type, isWide }: Piece): boolean =>
  type?.kind === "float" || (type?.kind === "decimal" && type.scale > 0 && isWide !== true);

/** Whether the piece counts as text in a comparison. */
export const isTextual = ({ type }: Piece): boolean => isText(type);

/** The piece's text if it is a literal text. */
export const literalText = ({ expression }: Piece): string | null =>
  expression.kind === "text" ? expression.value : null;

/** The value of a literal number, its sign included, or null. */
export function literalNumber(expression: SqlExpression): number | null {
  if (expression.kind === "number") return Number(expression.text);
  if (expression.kind === "boolean") return expression.value ? 1 : 0;
  if (expression.kind === "unary" && (expression.operator === "-" || expression.operator === "+")) {
    const value = literalNumber(expression.operand);
    return value === null ? null : expression.operator === "-" ? -value : value;
  }
  return null;
}

export const call = (name: string, ...items: readonly string[]): string => `${name}(${items.join(", ")})`;
export const castTo = (type: "INTEGER" | "REAL" | "TEXT" | "BLOB" | "NUMERIC", sql: string): string =>
  `CAST(${sql} AS ${type})`;

/** The SQL of a number that is safe to compare: what binary arithmetic left over is rounded away. */
export function exact(piece: Piece): Fragment {
  return piece.roundTo === undefined ? piece : atom(call("round", piece.sql, String(piece.roundTo)));
}

/** The index of an enum value, from 1, as MySQL has it where a number is wanted. */
export function enumIndex(piece: Piece, values: readonly string[]): Fragment {
  const branches = values.map((value, index) => `WHEN ${sqliteQuoting.text(value)} THEN ${index + 1}`);
  return atom(`CASE ${piece.sql} ${branches.join(" ")} END`);
}

/** The SQL that reads out a JSON scalar as a number or text of SQL. */
export const jsonScalar = (piece: Piece): Fragment =>
  atom(piece.scalarSql ?? call("json_extract", piece.sql, "'$'"));

/** The piece where a number is wanted, as an INTEGER or REAL. */
export function toNumber(piece: Piece): Fragment {
  const { type, expression } = piece;
  switch (type?.kind) {
    case "integer":
      return type.bits === 64 && type.isUnsigned && piece.precision === 20
        ? atom(castTo("NUMERIC", piece.sql))
        : piece;
    case "bool":
    case "float":
      return piece;
    case "decimal":
      return piece.isWide === true ? atom(castTo("REAL", piece.sql)) : piece;
    case "enum":
      return enumIndex(piece, type.values);
    case "json":
      return atom(castTo("REAL", jsonScalar(piece).sql));
    case "date":
    case "datetime":
    case "time": {
      const number = call("temporal_number", piece.sql);
      return atom(castTo(fractionOf(type) === 0 ? "INTEGER" : "REAL", number));
    }
    case "bytes":
      if (expression.kind === "bytes" && expression.hex.length <= 16) {
        return atom(BigInt(`0x${expression.hex || "0"}`).toString());
      }
      return atom(castTo("REAL", castTo("TEXT", piece.sql)));
    default: {
      if (type === null) return piece;
      const text = literalText(piece);
      return text === null ? atom(castTo("REAL", piece.sql)) : atom(realLiteral(leadingNumber(text)));
    }
  }
}

/** The number that a text starts with, 0 where it starts with none. */
export const leadingNumber = (text: string): number =>
  Number(/^\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)/.exec(text)?.[1] ?? 0);

/** A number as a REAL literal. */
export function realLiteral(value: number): string {
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** The piece as an argument of a registered function of exact decimals. */
export function toDecimalArgument(piece: Piece): string {
  const shape = numericShape(piece);
  const number = toNumberKeepingDigits(piece);
  // A function receives an INTEGER as a double, which holds 15 digits for sure.
  return shape.kind === "integer" && piece.precision > exactDigits && piece.constant === undefined
    ? castTo("TEXT", number)
    : number;
}

const toNumberKeepingDigits = (piece: Piece): string =>
  piece.isWide === true || (piece.type?.kind === "integer" && piece.type.bits === 64)
    ? piece.sql
    : toExactNumber(piece).sql;

/** The piece as a number without what binary arithmetic left over. */
export const toExactNumber = (piece: Piece): Fragment =>
  piece.roundTo === undefined ? toNumber(piece) : exact(piece);

/** The piece where a whole number is wanted; other numbers are rounded to the nearest, floats to the even of two. */
export function toInteger(piece: Piece): Fragment {
  const shape = numericShape(piece);
  const number = toNumber(piece);
  if (piece.type === null || shape.kind === "integer") return number;
  // Of a text, what stands before the point.
  if (isText(piece.type) && piece.type.kind !== "enum") return atom(castTo("INTEGER", piece.sql));
  const isFloat = piece.type.kind === "float" || piece.type.kind === "json";
  return atom(castTo("INTEGER", isFloat ? call("float_round", number.sql, "0") : call("round", number.sql)));
}

/** The piece where text is wanted: numbers with the digits that MySQL shows. */
export function toText(piece: Piece): Fragment {
  const { type, expression } = piece;
  const literal = literalNumber(expression);
  switch (type?.kind) {
    case "integer":
    case "bool":
      return literal === null ? atom(castTo("TEXT", piece.sql)) : atom(sqliteQuoting.text(String(literal)));
    case "decimal":
      if (piece.text !== undefined) return piece.text;
      if (expression.kind === "number") return atom(sqliteQuoting.text(expression.text.replace(/^\./, "0.")));
      return atom(call("decimal_text", piece.sql, String(type.scale)));
    case "float":
      if (piece.text !== undefined) return piece.text;
      return atom(type.bits === 32 ? call("float_text", piece.sql, "32") : call("float_text", piece.sql));
    case "datetime":
    case "time":
      return type.fraction === 0 ? piece : atom(call("temporal_text", piece.sql, String(type.fraction)));
    case "json":
      return atom(call("json_text", piece.sql));
    case "bytes":
    case "uuid":
      return atom(castTo("TEXT", piece.sql));
    default:
      return piece;
  }
}

/** The piece where bytes are wanted. */
export const toBytes = (piece: Piece): Fragment =>
  isBytes(piece.type) || piece.type === null ? piece : atom(castTo("BLOB", toText(piece).sql));

/** The piece as `YYYY-MM-DD HH:MM:SS[.f]`, whatever it is; NULL where it is no date. */
export function toDatetime(piece: Piece): Fragment {
  const { type } = piece;
  if (type?.kind === "datetime") return piece;
  if (type?.kind === "date")
    return { sql: `${within(piece, Binding.concatenation)} || ' 00:00:00'`, binding: Binding.concatenation };
  return atom(call("to_datetime", temporalArgument(piece)));
}

/** The piece for a registered function that reads dates and times of any form. */
export const temporalArgument = (piece: Piece): string =>
  piece.type === null || isText(piece.type) || isTemporalKind(piece.type) ? piece.sql : toText(piece).sql;

const isTemporalKind = (type: DataType): boolean =>
  type.kind === "date" || type.kind === "datetime" || type.kind === "time";

/** A decimal whose value is to be kept as TEXT, from any exact number. */
export const toWide = (piece: Piece): Fragment =>
  piece.isWide === true ? piece : atom(castTo("TEXT", exact(piece).sql));

/** The piece as a value of the common type of several branches. */
export function toCommonType(piece: Piece, common: Typed, isWide: boolean): Fragment {
  const { type } = common;
  if (piece.type === null || type === null) return piece;
  switch (type.kind) {
    case "float":
      return isReal(piece) ? piece : toReal(piece);
    case "decimal":
      if (isWide) return toWide(piece);
      return type.scale > 0 && !isReal(piece) ? toReal(piece) : exact(piece);
    case "datetime":
      return toDatetime(piece);
    case "text":
    case "varchar":
      return toText(piece);
    case "bytes":
      return toBytes(piece);
    default:
      return piece;
  }
}

/** Whether branches of an IF or CASE show other digits than their common type. */
export const haveOwnTexts = (values: readonly Piece[], { type }: Typed): boolean =>
  (type?.kind === "decimal" || type?.kind === "float") &&
  values.some(
    (value) =>
      value.type !== null &&
      (value.type.kind !== type.kind ||
        (value.type.kind === "decimal" && type.kind === "decimal" && value.type.scale !== type.scale)),
  );

/** A number as REAL. */
export function toReal(piece: Piece): Fragment {
  const literal = literalNumber(piece.expression);
  if (literal !== null && Number.isSafeInteger(literal)) return atom(realLiteral(literal));
  return isReal(piece) ? exact(piece) : atom(castTo("REAL", toNumber(piece).sql));
}

/** An integer of 64 bits read as unsigned: beyond SQLite's own range it is a TEXT of digits. */
export function unsigned(fragment: Fragment): Fragment & Partial<Piece> {
  const { sql } = fragment;
  return { ...atom(`iif(${sql} < 0, printf('%u', ${sql}), ${sql})`), precision: 20 };
}
