import type { FunctionValue, ScalarFunctions } from "./registry.ts";

const compiled = new Map<string, RegExp>();
const cacheLimit = 500;

const classes: Record<string, string> = {
  alpha: "\\p{L}",
  digit: "\\p{Nd}",
  alnum: "\\p{L}\\p{Nd}",
  upper: "\\p{Lu}",
  lower: "\\p{Ll}",
  space: "\\s",
  blank: " \\t",
  punct: "\\p{P}\\p{S}",
  cntrl: "\\p{Cc}",
  xdigit: "0-9A-Fa-f",
  word: "\\p{L}\\p{Nd}_",
  graph: "\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}",
  print: "\\p{L}\\p{M}\\p{N}\\p{P}\\p{S} ",
};

/** A pattern of MySQL (ICU) in JavaScript's syntax: classes with names, and escapes that `u` does not know. */
function translated(pattern: string): { source: string; flags: string } {
  let source = pattern;
  let flags = "";
  const inline = /^\(\?([a-z]+)\)/.exec(source);
  if (inline !== null) {
    flags = inline[1]!.replaceAll("x", "");
    source = source.slice(inline[0].length);
  }
  source = source
    .replace(/\[:(\^?)([a-z]+):\]/g, (whole, negation: string, name: string) => {
      const inside = classes[name];
      if (inside === undefined) return whole;
      return negation === "" ? inside : `\\P${inside.slice(2)}`;
    })
    .replace(/\\A/g, "^")
    .replace(/\\[zZ]/g, "$")
    .replace(/\\h/g, "[ \\t]")
    .replace(/\\([^\p{L}\p{N}\s^$\\.*+?()[\]{}|/-])/gu, "$1")
    .replace(/([*+?}])\+/g, "$1");
  return { source, flags };
}

/** The regular expression of a pattern and a match type (`c`, `i`, `m`, `n`, `u`). */
function patternOf(pattern: string, matchType: string): RegExp {
  const key = `${matchType}/${pattern}`;
  let expression = compiled.get(key);
  if (expression === undefined) {
    const { source, flags } = translated(pattern);
    const letters = matchType + flags;
    const isCaseless = letters.lastIndexOf("i") > letters.lastIndexOf("c");
    const options = `g${isCaseless ? "i" : ""}${letters.includes("m") ? "m" : ""}${/[ns]/.test(letters) ? "s" : ""}`;
    try {
      expression = new RegExp(source, `${options}u`);
    } catch {
      try {
        expression = new RegExp(source, options);
      } catch (error) {
        throw new Error(`The regular expression "${pattern}" can't be read: ${(error as Error).message}`);
      }
    }
    if (compiled.size >= cacheLimit) compiled.clear();
    compiled.set(key, expression);
  }
  expression.lastIndex = 0;
  return expression;
}

const isNull = (...values: FunctionValue[]): boolean => values.some((value) => value === null);

/** The match number `occurrence` from a position on, both counted from 1. */
function findMatch(
  text: string,
  pattern: RegExp,
  position: number,
  occurrence: number,
): RegExpExecArray | null {
  if (position < 1 || position > text.length + 1)
    throw new Error("Index out of bounds in regular expression search.");
  pattern.lastIndex = position - 1;
  for (let count = 1; ; count++) {
    const match = pattern.exec(text);
    if (match === null || count >= occurrence) return match;
    if (match[0] === "") pattern.lastIndex++;
  }
}

/** Some arguments may be left out, and the last text is then the match type. */
function optional(items: readonly (string | number)[]): { numbers: number[]; matchType: string } {
  const numbers = items.filter((item) => typeof item === "number");
  return { numbers, matchType: items.filter((item) => typeof item === "string").join("") };
}

export const regexpFunctions: ScalarFunctions = {
  regexp_like: (text: string, pattern: string, matchType = "") => patternOf(pattern, matchType).test(text),
  regexp_substr: (text: string, pattern: string, ...rest: (string | number)[]) => {
    if (isNull(text, pattern)) return null;
    const { numbers, matchType } = optional(rest);
    return findMatch(text, patternOf(pattern, matchType), numbers[0] ?? 1, numbers[1] ?? 1)?.[0] ?? null;
  },
  regexp_instr: (text: string, pattern: string, ...rest: (string | number)[]) => {
    const { numbers, matchType } = optional(rest);
    const match = findMatch(text, patternOf(pattern, matchType), numbers[0] ?? 1, numbers[1] ?? 1);
    if (match === null) return 0;
    return match.index + 1 + (numbers[2] === 1 ? match[0].length : 0);
  },
  regexp_replace: (text: string, pattern: string, replacement: string, ...rest: (string | number)[]) => {
    const { numbers, matchType } = optional(rest);
    const [position = 1, occurrence = 0] = numbers;
    const expression = patternOf(pattern, matchType);
    const template = replacement.replace(/\$(?!\d)/g, "$$$$").replace(/\\(.)/gs, "$1");
    const head = text.slice(0, position - 1);
    const tail = text.slice(position - 1);
    let count = 0;
    const replaced = tail.replace(expression, (match: string, ...groups: unknown[]) => {
      count++;
      if (occurrence !== 0 && count !== occurrence) return match;
      return template.replace(/\$\$|\$(\d)/g, (reference, digit?: string) => {
        if (digit === undefined) return reference === "$$" ? "$" : reference;
        return digit === "0" ? match : String(groups[Number(digit) - 1] ?? "");
      });
    });
    return head + replaced;
  },
};
