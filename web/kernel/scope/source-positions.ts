import { decode } from "@jridgewell/sourcemap-codec";

/** A place in a text; lines and columns count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** For each line of generated code its segments: column, source, line, column, all from 0. */
export type Mappings = readonly (readonly (readonly number[])[])[];

/** The mappings of a source map's JSON text. */
export function readMappings(sourceMap: string): Mappings {
  const { mappings } = JSON.parse(sourceMap) as { mappings: string };
  return decode(mappings);
}

/** Where a position of generated code comes from, or null where the code has no source. */
export function originalPosition(mappings: Mappings, position: Position): Position | null {
  const segments = mappings[position.line - 1] ?? [];
  let found: readonly number[] | null = null;
  for (const segment of segments) {
    if (segment[0]! > position.column - 1) break;
    found = segment;
  }
  if (found === null || found.length < 4) return null;
  return { line: found[2]! + 1, column: found[3]! + 1 };
}

/** Follows a position through several maps, the latest first; null where one of them loses it. */
export function followMappings(maps: readonly Mappings[], position: Position): Position | null {
  let current: Position | null = position;
  for (const mappings of maps) {
    if (current === null) return null;
    current = originalPosition(mappings, current);
  }
  return current;
}
