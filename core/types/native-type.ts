import type { ColumnType } from "./column-type.ts";
import type { DataType } from "./data-type.ts";
import { decimalOf, fractionOf, numbersOf, strayWords } from "./type-arguments.ts";
import { preferredType } from "./type-names.ts";
import type { TypeParts } from "./type-scanner.ts";

const integerBits: Readonly<Record<string, 8 | 16 | 24 | 32 | 64>> = {
  tinyint: 8,
  smallint: 16,
  mediumint: 24,
  int: 32,
  integer: 32,
  bigint: 64,
  serial: 64,
};

/** A native type without what the definition says of signs and automatic values. */
interface Native {
  readonly sqlType: string;
  readonly dataType: DataType;
  /** Modifiers that may follow. */
  readonly modifiers: readonly string[];
}

const withFraction = (name: string, fraction: number): string =>
  fraction === 0 ? name : `${name}(${fraction})`;

function floatOf(parts: TypeParts, word: string): Native {
  const [precision, scale] = numbersOf(parts, ["precision", "scale"], 0);
  const name = word === "real" ? "double" : word;
  const isWide = name === "double" || (scale === undefined && precision !== undefined && precision > 24);
  const size = scale === undefined ? "" : `(${precision},${scale})`;
  return {
    sqlType: (isWide ? "double" : "float") + size,
    dataType: { kind: "float", bits: isWide ? 64 : 32 },
    modifiers: ["unsigned"],
  };
}

function native(parts: TypeParts, isUnsigned: boolean): Native | null {
  const word = parts.word.toLowerCase();
  const bits = integerBits[word];
  if (bits !== undefined && Object.hasOwn(integerBits, word)) {
    numbersOf(parts, ["width"], 0);
    const sqlType = word === "integer" ? "int" : word === "serial" ? "bigint" : word;
    return {
      sqlType,
      dataType: { kind: "integer", bits, isUnsigned: isUnsigned || word === "serial" },
      modifiers: word === "serial" ? [] : ["unsigned", "auto_increment"],
    };
  }
  switch (word) {
    case "float":
    case "double":
    case "real":
      return floatOf(parts, word);
    case "numeric": {
      const { precision, scale } = decimalOf(parts, 0);
      return {
        sqlType: `decimal(${precision},${scale})`,
        dataType: { kind: "decimal", precision, scale },
        modifiers: ["unsigned"],
      };
    }
    case "time": {
      const fraction = fractionOf(parts);
      return { sqlType: withFraction(word, fraction), dataType: { kind: "time", fraction }, modifiers: [] };
    }
    case "timestamp": {
      const fraction = fractionOf(parts);
      return {
        sqlType: withFraction(word, fraction),
        dataType: { kind: "datetime", fraction },
        modifiers: [],
      };
    }
    case "year":
      numbersOf(parts, ["width"], 0);
      return { sqlType: "year", dataType: { kind: "native", name: "year" }, modifiers: [] };
    case "tinytext":
    case "text":
    case "mediumtext":
    case "longtext":
    case "tinyblob":
    case "mediumblob":
    case "longblob":
      numbersOf(parts, [], 0);
      return { sqlType: word, dataType: { kind: word.endsWith("text") ? "text" : "bytes" }, modifiers: [] };
    default:
      return null;
  }
}

/**
 * The native type of these parts, or null where they name none.
 * Section "Native SQL Types" of the table declaration specification.
 *
 * @throws TypeProblemError
 */
export function nativeType(parts: TypeParts): ColumnType | null {
  const isSerial = parts.word.toLowerCase() === "serial";
  const isUnsigned = isSerial || parts.modifiers.includes("unsigned");
  const found = native(parts, isUnsigned);
  if (found === null) return null;
  const unknown = parts.modifiers.filter((modifier) => !found.modifiers.includes(modifier));
  if (unknown.length > 0 || new Set(parts.modifiers).size < parts.modifiers.length) {
    throw strayWords(parts, parts.word.toLowerCase());
  }
  const sqlType = found.sqlType + (isUnsigned ? " unsigned" : "");
  const preferred = preferredType[sqlType] ?? preferredType[found.sqlType];
  return {
    type: sqlType,
    sqlType,
    dataType: found.dataType,
    codec: null,
    isNative: true,
    isUnsigned,
    isAutoincrement: isSerial || parts.modifiers.includes("auto_increment"),
    isSerial,
    warnings: [
      `the native type "${sqlType}" depends on the server` +
        (preferred === undefined ? "" : `; the core type ${preferred} is to be preferred`),
    ],
  };
}
