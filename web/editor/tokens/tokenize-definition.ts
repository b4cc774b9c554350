import type { Token } from "./token.ts";

/**
 * Reads one line of a DataJoint table definition.
 *
 * @param line - the line, or as much of it as belongs to the definition
 * @param offset - where it starts, added to the start of each token
 */
export function tokenizeDefinition(line: string, offset = 0): Token[] {
  const tokens: Token[] = [];
  const add = (start: number, kind: Token["kind"]): void => {
    tokens.push({ start: start + offset, kind });
  };
  const indent = /^\s*/.exec(line)![0].length;
  const text = line.slice(indent);
  if (indent > 0) add(0, "plain");
  if (text === "") return tokens;

  if (text.startsWith("#")) {
    add(indent, "comment");
    return tokens;
  }
  if (/^-{3,}|^_{3,}/.test(text)) {
    add(indent, "punctuation");
    return tokens;
  }

  const comment = commentStart(text);
  const body = text.slice(0, comment);
  const reference = /^(->\s*)(\[[^\]]*\]\s*)?/.exec(body);
  const attribute = /^([a-z_]\w*)(\s*)(=[^:]*)?(:\s*)?/i.exec(body);
  if (reference !== null) {
    add(indent, "punctuation");
    if (reference[2] !== undefined) add(indent + reference[1]!.length, "keyword");
    add(indent + reference[0].length, "reference");
  } else if (attribute !== null && attribute[4] !== undefined) {
    let position = indent;
    add(position, "key");
    position += attribute[1]!.length;
    if (attribute[2] !== "") add(position, "plain");
    position += attribute[2]!.length;
    if (attribute[3] !== undefined) {
      add(position, "punctuation");
      add(position + 1, "string");
      position += attribute[3].length;
    }
    add(position, "punctuation");
    add(position + attribute[4].length, "type");
  } else {
    add(indent, "plain");
    for (const word of body.matchAll(/\b(unique|index)\b/gi)) {
      add(indent + word.index, "keyword");
      add(indent + word.index + word[0].length, "plain");
    }
  }
  if (comment < text.length) add(indent + comment, "comment");
  return tokens.filter((token, index) => tokens[index + 1]?.start !== token.start);
}

/** Where the comment of an attribute starts; a `#` inside of quotation marks starts none. */
function commentStart(text: string): number {
  const before = /^(?:[^#"']|"[^"]*"|'[^']*'|["'](?![^"']*["']))*/.exec(text)![0];
  return before.length;
}
