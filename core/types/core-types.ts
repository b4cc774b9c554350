import { DataJointError, type TextPosition } from "../errors/index.ts";
import { type CodecCatalogue, knownCodecs } from "./codec-catalogue.ts";
import { codecType } from "./codec-type.ts";
import type { ColumnType } from "./column-type.ts";
import { coreType } from "./core-type.ts";
import { nativeType } from "./native-type.ts";
import { hintForType } from "./type-names.ts";
import { scanType, TypeProblemError } from "./type-scanner.ts";

export type { ColumnType } from "./column-type.ts";
export { parseSqlType } from "./sql-type.ts";

/** As `parseType`, without positions. */
function readType(text: string, codecs: CodecCatalogue): ColumnType {
  if (text.startsWith("<")) return codecType(text, codecs);
  const parts = scanType(text);
  const known = coreType(parts) ?? nativeType(parts);
  if (known !== null) return known;
  throw new TypeProblemError(`unknown type "${parts.word}".${hintForType(parts.word)}`, 0, parts.word.length);
}

/** How the errors of a type are placed. */
export interface ParseTypeOptions {
  readonly codecs?: CodecCatalogue;
  /** Where the type's text begins. */
  readonly position?: TextPosition;
}

/**
 * Reads the text of a type: a core type, a native type of the MySQL dialect, or a codec in angle brackets.
 * Section "Type System" of the table declaration specification.
 *
 * @param text the type as a definition gives it, such as `varchar(100)`
 * @throws DataJointError with a position, saying what was found and what was expected
 */
export function parseType(text: string, options: ParseTypeOptions = {}): ColumnType {
  const start = options.position ?? { line: 1, column: 1 };
  const trimmed = text.trim();
  try {
    return readType(trimmed, options.codecs ?? knownCodecs);
  } catch (error) {
    if (!(error instanceof TypeProblemError)) throw error;
    const { message, offset, length } = error.problem;
    const column = start.column + text.indexOf(trimmed) + offset;
    const sentence = message.charAt(0).toUpperCase() + message.slice(1);
    throw new DataJointError(
      `Line ${start.line}, column ${column}: ${sentence}${/[.?]$/.test(sentence) ? "" : "."}`,
      { position: { line: start.line, column, length } },
    );
  }
}
