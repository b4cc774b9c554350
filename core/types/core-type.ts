import type { ColumnType } from "./column-type.ts";
import type { DataType } from "./data-type.ts";
import { inQuotes } from "./quoted-text.ts";
import { atMost, decimalOf, fractionOf, numbersOf, strayWords } from "./type-arguments.ts";
import { type TypeParts, TypeProblemError } from "./type-scanner.ts";

const plain = {
  codec: null,
  isNative: false,
  isUnsigned: false,
  isAutoincrement: false,
  isSerial: false,
  warnings: [],
};

const simpleTypes: Readonly<Record<string, { sqlType: string; dataType: DataType }>> = {
  int8: { sqlType: "tinyint", dataType: { kind: "integer", bits: 8, isUnsigned: false } },
  int16: { sqlType: "smallint", dataType: { kind: "integer", bits: 16, isUnsigned: false } },
  int32: { sqlType: "int", dataType: { kind: "integer", bits: 32, isUnsigned: false } },
  int64: { sqlType: "bigint", dataType: { kind: "integer", bits: 64, isUnsigned: false } },
  float32: { sqlType: "float", dataType: { kind: "float", bits: 32 } },
  float64: { sqlType: "double", dataType: { kind: "float", bits: 64 } },
  bool: { sqlType: "tinyint", dataType: { kind: "bool" } },
  uuid: { sqlType: "binary(16)", dataType: { kind: "uuid" } },
  bytes: { sqlType: "longblob", dataType: { kind: "bytes" } },
  json: { sqlType: "json", dataType: { kind: "json" } },
  date: { sqlType: "date", dataType: { kind: "date" } },
};

function enumType(parts: TypeParts): Pick<ColumnType, "sqlType" | "dataType"> {
  const given = parts.arguments ?? [];
  if (given.length === 0) {
    throw new TypeProblemError(
      "an enum must list its values, for example enum('left','right')",
      0,
      parts.word.length + parts.argumentText.length,
    );
  }
  const values: string[] = [];
  for (const argument of given) {
    if (!argument.isQuoted) {
      throw new TypeProblemError(
        `the values of an enum stand in quotes: '${argument.value}'`,
        argument.offset,
        argument.length,
      );
    }
    // The server itself drops spaces at the end of a value.
    const value = argument.value.replace(/ +$/, "");
    if (values.includes(value)) {
      throw new TypeProblemError(
        `the enum has the value '${value}' more than once`,
        argument.offset,
        argument.length,
      );
    }
    if ([...value].length > 255) {
      throw new TypeProblemError(
        "a value of an enum has at most 255 characters",
        argument.offset,
        argument.length,
      );
    }
    values.push(value);
  }
  return {
    sqlType: `enum(${values.map((value) => inQuotes(value, "'")).join(",")})`,
    dataType: { kind: "enum", values },
  };
}

const withoutSpaces = (text: string): string => text.replace(/\s+/g, "");

function parameterizedType(parts: TypeParts): Pick<ColumnType, "type" | "sqlType" | "dataType"> | null {
  const word = parts.word.toLowerCase();
  const compact = word + withoutSpaces(parts.argumentText);
  switch (word) {
    case "char":
    case "varchar": {
      const [length = 0] = numbersOf(parts, ["length"], 1);
      atMost(parts, 0, length, word === "char" ? 1 : 0, word === "char" ? 255 : 16383, "length");
      const type = `${word}(${length})`;
      return { type, sqlType: type, dataType: { kind: word, length } };
    }
    case "decimal": {
      const { precision, scale } = decimalOf(parts, 2);
      return {
        type: word + parts.argumentText,
        sqlType: `decimal(${precision},${scale})`,
        dataType: { kind: "decimal", precision, scale },
      };
    }
    case "datetime": {
      const fraction = fractionOf(parts);
      return {
        type: compact,
        sqlType: fraction === 0 ? "datetime" : `datetime(${fraction})`,
        dataType: { kind: "datetime", fraction },
      };
    }
    case "enum":
      return { type: word + parts.argumentText, ...enumType(parts) };
    default:
      return null;
  }
}

/** The core type of these parts, or null where they name none. Section "Core DataJoint Types" of the type system specification. */
export function coreType(parts: TypeParts): ColumnType | null {
  const word = parts.word.toLowerCase();
  const parameterized = parameterizedType(parts);
  if (parameterized !== null) {
    if (parts.modifiers.length > 0) throw strayWords(parts, parameterized.type);
    return { ...plain, ...parameterized };
  }
  const simple = Object.hasOwn(simpleTypes, word) ? simpleTypes[word] : undefined;
  if (simple === undefined) return null;
  if (parts.arguments !== null) {
    throw new TypeProblemError(
      `the type ${word} takes no parentheses, but found "${parts.argumentText}"`,
      parts.word.length,
      parts.argumentText.length,
    );
  }
  if (parts.modifiers.length > 0) throw strayWords(parts, word);
  return { ...plain, type: word, ...simple };
}
