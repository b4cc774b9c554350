import { type TypeParts, TypeProblemError } from "./type-scanner.ts";

/**
 * Whole-number arguments of a type.
 *
 * @param names what the arguments mean, for the error message
 * @param least how many must be given
 */
export function numbersOf(parts: TypeParts, names: readonly string[], least: number): number[] {
  const given = parts.arguments ?? [];
  const form = `${parts.word.toLowerCase()}(${names.join(",")})`;
  if (given.length < least || given.length > names.length) {
    const example = `${parts.word.toLowerCase()}(${names.map((name) => ({ length: 100, precision: 10, scale: 2 })[name] ?? 3).join(",")})`;
    throw new TypeProblemError(
      `the type "${parts.word}${parts.argumentText}" must be written as ${form}, for example ${example}`,
      0,
      parts.word.length + parts.argumentText.length,
    );
  }
  return given.map((argument, index) => {
    if (argument.isQuoted || !/^\d{1,9}$/.test(argument.value)) {
      throw new TypeProblemError(
        `the ${names[index]} of ${form} must be a whole number, but is "${argument.value}"`,
        argument.offset,
        argument.length,
      );
    }
    return Number(argument.value);
  });
}

/** Refuses an argument that lies outside of its range. */
export function atMost(
  parts: TypeParts,
  index: number,
  value: number,
  least: number,
  most: number,
  what: string,
): void {
  if (value >= least && value <= most) return;
  const argument = parts.arguments![index]!;
  throw new TypeProblemError(
    `the ${what} of ${parts.word.toLowerCase()} must be from ${least} to ${most}, but is ${value}${
      what === "length" && value > most
        ? "; for longer texts use varchar(n), up to 16383 characters, or longtext"
        : ""
    }`,
    argument.offset,
    argument.length,
  );
}

/** Digits of the second, of datetime, time and timestamp. */
export function fractionOf(parts: TypeParts): number {
  const [fraction = 0] = numbersOf(parts, ["fraction"], 0);
  if (parts.arguments !== null && parts.arguments.length === 0) numbersOf(parts, ["fraction"], 1);
  if (parts.arguments !== null) atMost(parts, 0, fraction, 0, 6, "number of digits of the second");
  return fraction;
}

/** Precision and scale, of decimal and numeric. */
export function decimalOf(parts: TypeParts, least: number): { precision: number; scale: number } {
  const [precision = 10, scale = 0] = numbersOf(parts, ["precision", "scale"], least);
  if (parts.arguments !== null) atMost(parts, 0, precision, 1, 65, "precision");
  if ((parts.arguments?.length ?? 0) > 1) {
    atMost(parts, 1, scale, 0, 30, "scale");
    if (scale > precision) {
      const argument = parts.arguments![1]!;
      throw new TypeProblemError(
        `the scale of decimal(${precision},${scale}) is above its precision: the precision counts all digits`,
        argument.offset,
        argument.length,
      );
    }
  }
  return { precision, scale };
}

const advice: readonly (readonly [RegExp, string])[] = [
  [/^=/, "a default stands before the colon: name = default : type"],
  [/^not null\b/, "an attribute is required unless its default is null; leave NOT NULL out"],
  [/^null\b/, "a nullable attribute has the default null: name = null : type"],
  [/^default\b/, "a default stands before the colon: name = default : type"],
  [/^(primary )?key\b/, "the primary key is what stands above the --- line"],
  [/^unique\b/, "use a line of its own: unique index(name)"],
  [/^comment\b/, "a comment follows a #"],
  [/^(character set|charset|collate)\b/, "character set and collation are those of the database"],
  [/^unsigned\b/, "core types are signed; use the next larger one"],
  [
    /^(auto_increment|autoincrement)\b/,
    "only native integers can be auto_increment, for example int auto_increment",
  ],
  [/^(--|\/\/|\/\*|:|;\s*$)/, "a comment follows a #"],
  [/^[,;]/, "each attribute stands on a line of its own"],
];

/** The problem of words that follow a type and do not belong to it. */
export function strayWords(parts: TypeParts, typeText: string): TypeProblemError {
  const words = parts.modifierText;
  const hint = advice.find(([pattern]) => pattern.test(parts.modifiers.join(" ")))?.[1];
  return new TypeProblemError(
    `"${words}" can't follow the type ${typeText}${hint === undefined ? "; expected a comment (#) or the end of the line" : `: ${hint}`}`,
    parts.modifierOffset,
    words.length,
  );
}
