import { atom } from "../../../sql/fragment.ts";
import { isBytes } from "../../../sql/result-type.ts";
import { call, castTo, literalNumber, type Piece, toBytes, toInteger, toText } from "./piece.ts";
import type { CallPrinter } from "./printing.ts";

/** Bytes stay bytes; everything else becomes text. */
const textOrBytes = (piece: Piece): string => (isBytes(piece.type) ? piece.sql : toText(piece).sql);

/** A function under the name in SQLite, of texts. */
const ofTexts =
  (name: string): CallPrinter =>
  (items) =>
    atom(call(name, ...items.map((item) => toText(item).sql)));

const integerOf =
  (print: CallPrinter): CallPrinter =>
  (items, expression, printer) =>
    atom(castTo("INTEGER", print(items, expression, printer).sql));

/** A text and a count of characters. */
const withCount =
  (name: string): CallPrinter =>
  ([text, count]) =>
    atom(call(name, textOrBytes(text!), toInteger(count!).sql));

const regexp =
  (name: string, numbersFrom: number, isInteger = false): CallPrinter =>
  (items) => {
    const printed = items.map((item, index) => {
      const isNumber = index >= numbersFrom && (item.type?.kind === "integer" || item.type?.kind === "bool");
      return isNumber ? item.sql : toText(item).sql;
    });
    if (items.slice(0, 2).some((item) => item.folding !== undefined)) printed.push("'i'");
    return atom(isInteger ? castTo("INTEGER", call(name, ...printed)) : call(name, ...printed));
  };

const concat: CallPrinter = (items) => {
  if (items.some((item) => isBytes(item.type)))
    return atom(call("concat_bytes", ...items.map((item) => toBytes(item).sql)));
  if (items.length === 1) return toText(items[0]!);
  const parts = items.map((item) => {
    const text = toText(item);
    return text.binding < 9 ? `(${text.sql})` : text.sql;
  });
  return { sql: parts.join(" || "), binding: 9 };
};

export const textCalls: Record<string, CallPrinter> = {
  CONCAT: concat,
  CONCAT_WS: (items) => atom(call("concat_with", ...items.map((item) => toText(item).sql))),
  LENGTH: ([value]) => atom(call(isBytes(value!.type) ? "length" : "octet_length", textOrBytes(value!))),
  CHAR_LENGTH: ([value]) => atom(call("length", textOrBytes(value!))),
  BIT_LENGTH: ([value]) => ({ sql: `${call("octet_length", textOrBytes(value!))} * 8`, binding: 8 }),
  ASCII: integerOf(([value]) => atom(call("ascii", toText(value!).sql))),
  ORD: integerOf(([value]) => atom(call("ord", toText(value!).sql))),
  LOWER: ofTexts("lower_text"),
  UPPER: ofTexts("upper_text"),
  REVERSE: ofTexts("reverse"),
  LTRIM: ([value]) => atom(call("ltrim", toText(value!).sql, "' '")),
  RTRIM: ([value]) => atom(call("rtrim", toText(value!).sql, "' '")),
  QUOTE: ofTexts("quote_text"),
  SOUNDEX: ofTexts("soundex"),
  HEX: ([value]) => {
    const isNumber =
      value!.type?.kind === "integer" ||
      value!.type?.kind === "bool" ||
      value!.type?.kind === "decimal" ||
      value!.type?.kind === "float";
    if (isNumber) return atom(call("hex_of_number", castTo("TEXT", toInteger(value!).sql)));
    const sql = textOrBytes(value!);
    return atom(`iif(${sql} IS NULL, NULL, hex(${sql}))`);
  },
  UNHEX: ofTexts("unhex_text"),
  TO_BASE64: ([value]) => atom(call("to_base64", textOrBytes(value!))),
  FROM_BASE64: ofTexts("from_base64"),
  MD5: ([value]) => atom(call("md5", textOrBytes(value!))),
  SHA1: ([value]) => atom(call("sha1", textOrBytes(value!))),
  SHA2: ([value, bits]) => atom(call("sha2", textOrBytes(value!), toInteger(bits!).sql)),
  CHAR: (items) => atom(call("char_bytes", ...items.map((item) => toInteger(item).sql))),
  LEFT: withCount("left_text"),
  RIGHT: withCount("right_text"),
  REPEAT: withCount("repeat"),
  SPACE: ([count]) => atom(call("repeat", "' '", toInteger(count!).sql)),
  SUBSTRING: ([text, from, length]) => {
    const start = literalNumber(from!.expression);
    const count = length === undefined ? undefined : literalNumber(length.expression);
    const isPlain =
      !isBytes(text!.type) &&
      start !== null &&
      Number.isInteger(start) &&
      start > 0 &&
      count !== null &&
      (count ?? 0) >= 0;
    const items = [
      textOrBytes(text!),
      toInteger(from!).sql,
      ...(length === undefined ? [] : [toInteger(length).sql]),
    ];
    return atom(call(isPlain ? "substr" : "substring_text", ...items));
  },
  LPAD: ([text, length, pad]) =>
    atom(call("lpad", toText(text!).sql, toInteger(length!).sql, toText(pad!).sql)),
  RPAD: ([text, length, pad]) =>
    atom(call("rpad", toText(text!).sql, toInteger(length!).sql, toText(pad!).sql)),
  REPLACE: ofTexts("replace"),
  SUBSTRING_INDEX: ([text, delimiter, count]) =>
    atom(call("substring_index", toText(text!).sql, toText(delimiter!).sql, toInteger(count!).sql)),
  INSERT: ([text, from, length, part]) =>
    atom(
      call("insert_text", toText(text!).sql, toInteger(from!).sql, toInteger(length!).sql, toText(part!).sql),
    ),
  INSTR: ([text, part]) => atom(call("instr", toText(text!).sql, toText(part!).sql)),
  LOCATE: ([part, text, from]) =>
    from === undefined
      ? atom(call("instr", toText(text!).sql, toText(part!).sql))
      : atom(castTo("INTEGER", call("locate", toText(part!).sql, toText(text!).sql, toInteger(from).sql))),
  FIND_IN_SET: integerOf(ofTexts("find_in_set")),
  MAKE_SET: ([bits, ...items]) =>
    atom(call("make_set", toInteger(bits!).sql, ...items.map((item) => toText(item).sql))),
  EXPORT_SET: ([bits, on, off, separator, count]) =>
    atom(
      call(
        "export_set",
        castTo("TEXT", toInteger(bits!).sql),
        toText(on!).sql,
        toText(off!).sql,
        separator === undefined ? "','" : toText(separator).sql,
        count === undefined ? "64" : toInteger(count).sql,
      ),
    ),
  REGEXP_LIKE: regexp("regexp_like", 9),
  REGEXP_REPLACE: regexp("regexp_replace", 3),
  REGEXP_SUBSTR: regexp("regexp_substr", 2),
  REGEXP_INSTR: regexp("regexp_instr", 2, true),
  UUID: () => atom("uuid()"),
  IS_UUID: ([value]) => atom(call("is_uuid", toText(value!).sql)),
  UUID_TO_BIN: ofTexts("uuid_to_bin"),
  BIN_TO_UUID: ([value]) => atom(call("bin_to_uuid", toBytes(value!).sql)),
  ANY_VALUE: ([value]) => ({
    ...atom(call("min", value!.sql)),
    precision: value!.precision,
    isWide: value!.isWide,
  }),
};
