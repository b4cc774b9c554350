import { inQuotes, readQuoted } from "./quoted-text.ts";

/** A problem in the text of a type, by its place in that text. */
export interface TypeProblem {
  readonly message: string;
  readonly offset: number;
  readonly length: number;
}

/** Thrown within this folder only; callers see a DataJointError with a position. */
export class TypeProblemError extends Error {
  readonly problem: TypeProblem;

  constructor(message: string, offset: number, length: number) {
    super(message);
    this.problem = { message, offset, length: Math.max(1, length) };
  }
}

/** An argument between parentheses. */
export interface TypeArgument {
  /** The text of a quoted argument without its quotes; else as written. */
  readonly value: string;
  readonly isQuoted: boolean;
  readonly offset: number;
  readonly length: number;
}

/** A type's text taken apart: `int(11) unsigned` has the word `int`, one argument and one modifier. */
export interface TypeParts {
  readonly word: string;
  readonly arguments: readonly TypeArgument[] | null;
  /** The parentheses with all between, enum values in single quotes, spaces kept. */
  readonly argumentText: string;
  /** The words that follow, in lower case. */
  readonly modifiers: readonly string[];
  /** What follows, as written. */
  readonly modifierText: string;
  readonly modifierOffset: number;
}

/**
 * Takes the text of a core or native type apart.
 *
 * @param text without surrounding spaces
 * @throws TypeProblemError
 */
export function scanType(text: string): TypeParts {
  const word = /^[A-Za-z][A-Za-z0-9_]*/.exec(text)?.[0];
  if (word === undefined) {
    throw new TypeProblemError(
      text === ""
        ? "a type is expected"
        : `a type is expected, but found "${text}"${/^['"`]/.test(text) ? "; types stand without quotes" : ""}`,
      0,
      text.length,
    );
  }
  let index = word.length;
  const skipSpaces = (): void => {
    while (/\s/.test(text[index] ?? "")) index++;
  };
  skipSpaces();
  let found: TypeArgument[] | null = null;
  let argumentText = "";
  if (text[index] === "(") {
    const open = index;
    found = [];
    argumentText = "(";
    index++;
    for (;;) {
      const start = index;
      skipSpaces();
      argumentText += text.slice(start, index);
      const character = text[index];
      if (character === undefined) {
        throw new TypeProblemError("the parenthesis is not closed: expected )", open, text.length - open);
      }
      if (character === ")" && found.length === 0) break;
      const argument = scanArgument(text, index);
      found.push(argument);
      index = argument.offset + argument.length;
      argumentText += argument.isQuoted ? inQuotes(argument.value, "'") : argument.value;
      const end = index;
      skipSpaces();
      argumentText += text.slice(end, index);
      if (text[index] === ",") {
        argumentText += ",";
        index++;
      } else if (text[index] === ")") break;
      else {
        throw new TypeProblemError(
          text[index] === undefined
            ? "the parenthesis is not closed: expected )"
            : `expected , or ) but found "${text[index]}"`,
          text[index] === undefined ? open : index,
          text[index] === undefined ? text.length - open : 1,
        );
      }
    }
    argumentText += ")";
    index++;
    skipSpaces();
  }
  const rest = text.slice(index).trim();
  return {
    word,
    arguments: found,
    argumentText,
    modifiers: rest === "" ? [] : rest.split(/\s+/).map((modifier) => modifier.toLowerCase()),
    modifierText: rest,
    modifierOffset: index,
  };
}

function scanArgument(text: string, index: number): TypeArgument {
  const character = text[index]!;
  if (character === "'" || character === '"') {
    const read = readQuoted(text, index);
    if (read === null) {
      throw new TypeProblemError(`the quote ${character} is not closed`, index, text.length - index);
    }
    return { value: read.value, isQuoted: true, offset: index, length: read.end - index };
  }
  const value = /^[^\s,()'"]+/.exec(text.slice(index))?.[0];
  if (value === undefined) {
    throw new TypeProblemError(`a value is expected, but found "${character}"`, index, 1);
  }
  return { value, isQuoted: false, offset: index, length: value.length };
}
