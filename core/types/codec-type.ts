import { type CodecCatalogue, resolveCodec } from "./codec-catalogue.ts";
import type { ColumnType } from "./column-type.ts";
import { coreType } from "./core-type.ts";
import { strayWords } from "./type-arguments.ts";
import { scanType, type TypeParts, TypeProblemError } from "./type-scanner.ts";

/** The type of an attribute in angle brackets. Section "Codec Types" of the type system specification. */
export function codecType(text: string, codecs: CodecCatalogue): ColumnType {
  const match = /^<\s*([A-Za-z_]\w*)\s*(@\s*([\w-]*)\s*)?>/.exec(text);
  if (match === null) {
    throw new TypeProblemError(
      text.includes(">")
        ? `"${text}" is no codec: expected <name>, <name@> or <name@store>`
        : `the angle bracket is not closed: expected >`,
      0,
      text.length,
    );
  }
  const rest = text.slice(match[0].length);
  if (rest.trim() !== "") {
    const parts: TypeParts = {
      word: "",
      arguments: null,
      argumentText: "",
      modifiers: rest.trim().toLowerCase().split(/\s+/),
      modifierText: rest.trim(),
      modifierOffset: text.length - rest.trimStart().length,
    };
    throw strayWords(parts, match[0]);
  }
  const name = match[1]!;
  const store = match[2] === undefined ? null : match[3]!;
  const resolved = resolveCodec(name, store, codecs);
  if ("problem" in resolved) throw new TypeProblemError(resolved.problem, 0, match[0].length);
  const stored = coreType(scanType(resolved.coreType));
  if (stored === null) {
    throw new TypeProblemError(
      `the codec <${name}> is kept as "${resolved.coreType}", which is no core type`,
      0,
      match[0].length,
    );
  }
  return { ...stored, type: `<${name}${store === null ? "" : `@${store}`}>`, codec: { name, store } };
}
