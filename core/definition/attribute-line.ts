import type { CodecCatalogue } from "../types/codec-catalogue.ts";
import { parseType } from "../types/core-types.ts";
import { coreTypeNames } from "../types/type-names.ts";
import { definitionError } from "./definition-error.ts";
import type { AttributeNode, DefaultNode, TextSpan } from "./definition-tree.ts";
import { indexOutsideQuotes, type LineScanner } from "./line-scanner.ts";

/** The longest comment that a server keeps for an attribute, its type included. */
const maximumCommentLength = 1024;

/** `LabName` and `lab-name` as `lab_name`. */
function snakeCase(name: string): string {
  return name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/[^A-Za-z0-9]+/g, "_")
    .replace(/^[_0-9]+/, "")
    .toLowerCase();
}

/**
 * Refuses a name that no attribute can have. Section "Attribute Name Rules" of the table declaration specification.
 *
 * @throws DataJointError with the position given
 */
export function checkAttributeName(name: string, position: TextSpan): void {
  if (name.startsWith("_")) {
    throw definitionError(
      `The attribute name "${name}" starts with an underscore. Such names belong to attributes that DataJoint itself adds, ` +
        "like _job_start_time. Choose another name; to leave an attribute out of a result use proj().",
      position,
    );
  }
  if (!/^[a-z][a-z0-9_]*$/.test(name)) {
    const better = snakeCase(name);
    throw definitionError(
      `The attribute name "${name}" is not possible: it must begin with a lower-case letter a to z and hold only ` +
        `lower-case letters, digits and underscores.${better === "" ? "" : ` Did you mean "${better}"?`}`,
      position,
    );
  }
  if (name.length > 64) {
    throw definitionError(
      `The attribute name "${name}" has ${name.length} characters; at most 64 are possible.`,
      position,
    );
  }
}

/** Refuses a comment that would be taken for the mark of a type. */
export function checkComment(comment: string, position: TextSpan, what: string): void {
  if (comment.startsWith(":")) {
    throw definitionError(
      `The comment of ${what} must not start with a colon: the database keeps types between colons there.`,
      position,
    );
  }
}

/** How an attribute is written. */
const attributeForm = "An attribute is written as: name : type  # comment";

/** What to say of lines that begin as none does, by their first characters. */
const otherBeginnings: readonly (readonly [RegExp, string])[] = [
  [/^[=~]?>|^[→⇒]/u, "A foreign key begins with ->, as in: -> Lab"],
  [
    /^(?:[=*_]{3}|[\u2010-\u2015\u2212])/u,
    "The line between the primary key and the rest is three hyphens: ---",
  ],
  [/^["'`\u2018\u2019\u201c\u201d]/u, "Names of attributes stand without quotes."],
  [/^(?:\/\/|\/\*)/, "A comment begins with #."],
];

/** What may be meant by a name that no colon follows. */
function hintAfterName(name: string, rest: string): string {
  if (rest.startsWith("->")) return "A foreign key is a line of its own that begins with ->.";
  if (name === "index" && /^\w/.test(rest))
    return `An index is written as: index(${rest.replace(/\s*#.*$/, "")})`;
  if (rest.startsWith("\uff1a")) return "The colon must be the plain one (:).";
  return attributeForm;
}

function parseName(scanner: LineScanner): { name: string; position: TextSpan } {
  const { rest } = scanner;
  const unique = /^unique\s*\(([^)]*)\)/i.exec(rest);
  if (unique !== null) {
    throw definitionError(
      `Expected an index. A unique index is written as: unique index(${unique[1]})`,
      scanner.span(scanner.offset, rest.length),
    );
  }
  if (/^[A-Z][A-Za-z0-9]*(?:\.[A-Z][A-Za-z0-9]*)?$/.test(rest)) {
    throw definitionError(
      `Expected an attribute. To refer to a table write: -> ${rest}`,
      scanner.span(scanner.offset, rest.length),
    );
  }
  const word = scanner.take(/[\p{L}\p{N}_]+/u);
  if (word === null) {
    throw scanner.expected(
      "an attribute, a foreign key (->), an index or ---",
      otherBeginnings.find(([pattern]) => pattern.test(rest))?.[1] ?? attributeForm,
    );
  }
  const stop = word.position.column - 1 + word.text.length;
  const next = /^[^\s=:#\uff1a]+/.exec(scanner.text.slice(stop))?.[0];
  // A name broken by a dash or a dot is shown whole.
  const name = next === undefined ? word.text : word.text + next;
  checkAttributeName(name, scanner.span(word.position.column - 1, name.length));
  return { name, position: word.position };
}

/** True for a text that begins as a type does. */
const knownTypeWord = (text: string): boolean =>
  text.startsWith("<") || (coreTypeNames as readonly string[]).includes(/^\w*/.exec(text)![0].toLowerCase());

function parseDefault(scanner: LineScanner): DefaultNode | null {
  const start = scanner.offset;
  const quoted = scanner.takeQuoted();
  if (quoted !== null) {
    if (scanner.text[scanner.offset] !== ":")
      throw scanner.expected("a colon (:) and the type after the default");
    return { kind: "literal", text: quoted.text, isQuoted: true, position: quoted.position };
  }
  const end = indexOutsideQuotes(scanner.text, ":", start);
  const isClosed = end < scanner.text.length;
  const hash = indexOutsideQuotes(scanner.text, "#", start);
  const text = scanner.text.slice(start, Math.min(end, hash)).trim();
  if (!isClosed || hash < end) {
    scanner.offset = Math.min(end, hash);
    throw scanner.expected(
      "a colon (:) and the type after the default",
      knownTypeWord(text)
        ? `Did you mean a colon before the type? An attribute without a default is written as: name : ${text}`
        : "An attribute is written as: name = default : type",
    );
  }
  scanner.offset = end;
  const position = scanner.span(start, text.length);
  if (text === "") return null;
  if (/^null$/i.test(text)) return { kind: "null", position };
  const now = /^current_timestamp\s*(?:\(\s*(\d*)\s*\))?$/i.exec(text);
  if (now !== null) return { kind: "now", precision: Number(now[1] ?? 0), position };
  if (
    /^(?:now|current_date|current_time|localtime|localtimestamp|utc_timestamp|curdate|sysdate|uuid)\b\s*(?:\(.*\))?$/i.test(
      text,
    )
  ) {
    throw definitionError(
      `The default "${text}" can't be computed by the database. The one default that is computed is CURRENT_TIMESTAMP.`,
      position,
    );
  }
  return { kind: "literal", text, isQuoted: false, position };
}

/** What may be written for a type, for an error message. */
const typeHint = "Types are for example int32, varchar(100), date or <blob>.";

/**
 * Reads a line `name = default : type # comment`. Section "Attribute Definition" of the table declaration specification.
 *
 * @throws DataJointError with a position
 */
export function parseAttributeLine(
  scanner: LineScanner,
  isInKey: boolean,
  codecs: CodecCatalogue,
): AttributeNode {
  const { name, position: namePosition } = parseName(scanner);
  let found: DefaultNode | null = null;
  if (scanner.take(/=/) !== null) found = parseDefault(scanner);
  else if (scanner.text[scanner.offset] !== ":") {
    throw scanner.expected("a colon (:) or a default (=)", hintAfterName(name, scanner.rest));
  }
  if (found?.kind === "null" && isInKey) {
    throw definitionError(
      `The attribute "${name}" of the primary key can't be nullable. ` +
        "Give it another default, or move it below the --- line.",
      found.position,
    );
  }
  if (scanner.take(/:/) === null) throw scanner.expected("a colon (:) and the type");
  const start = scanner.offset;
  const end = indexOutsideQuotes(scanner.text, "#", start);
  const typeText = scanner.text.slice(start, end).trim();
  const typePosition = scanner.span(start, typeText.length);
  if (typeText === "") throw scanner.expected(`the type of "${name}"`, typeHint);
  if (found?.kind === "literal" && !found.isQuoted && /^\d/.test(typeText)) {
    throw definitionError(
      `A default that holds a colon stands in quotes: ${name} = '…' : type`,
      scanner.span(found.position.column - 1, typeText.length + start - found.position.column + 1),
    );
  }
  const type = parseType(typeText, { codecs, position: typePosition });
  scanner.offset = end;
  const commentOffset = scanner.offset;
  const comment = scanner.takeComment();
  const commentPosition = scanner.span(commentOffset, scanner.text.length - commentOffset);
  checkComment(comment, commentPosition, `"${name}"`);
  const storedLength = [...comment].length + (type.isNative ? 0 : type.type.length + 2);
  if (storedLength > maximumCommentLength) {
    throw definitionError(
      `The comment of "${name}" is too long: with its type it takes ${storedLength} characters, at most ${maximumCommentLength} are possible.`,
      commentPosition,
    );
  }
  return { kind: "attribute", name, namePosition, default: found, type, typePosition, comment, isInKey };
}
