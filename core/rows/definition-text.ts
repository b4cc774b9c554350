/**
 * Reads the text of a definition in the type system, so that rows are typed by it. It is lenient: what the
 * parser refuses at run time need not be refused here, and what is not understood is `unknown`.
 */

/** One attribute of a definition. */
export interface AttributeText {
  readonly name: string;
  /** The first word of the type, in lower case. */
  readonly type: string;
  /** The values of an enum. */
  readonly values: string;
  readonly isNullable: boolean;
  readonly hasDefault: boolean;
}

/** A foreign key, whose attributes are the parent's. */
export interface ReferenceText {
  readonly reference: true;
}

/** The lines of a definition above and below the `---`. */
export interface DefinitionText {
  readonly key: AttributeText | ReferenceText;
  readonly rest: AttributeText | ReferenceText;
}

type WithoutIndent<Text extends string> = Text extends `    ${infer Rest}`
  ? WithoutIndent<Rest>
  : Text extends ` ${infer Rest}`
    ? WithoutIndent<Rest>
    : Text extends `\t${infer Rest}`
      ? WithoutIndent<Rest>
      : Text;

/** What stands before the first space, `#` or line end. */
type FirstWord<Text extends string> = Text extends `${infer Word} ${string}`
  ? FirstWord<Word>
  : Text extends `${infer Word}\t${string}`
    ? FirstWord<Word>
    : Text extends `${infer Word}#${string}`
      ? Word
      : Text extends `${infer Word}\r`
        ? Word
        : Text;

/** The quoted texts of a list up to its parenthesis; `string` where they can't be told. */
type QuotedValues<Text extends string, Found extends string = never> =
  WithoutIndent<Text> extends `'${infer Value}'${infer Rest}`
    ? NextValue<WithoutIndent<Rest>, Found | Value>
    : WithoutIndent<Text> extends `"${infer Value}"${infer Rest}`
      ? NextValue<WithoutIndent<Rest>, Found | Value>
      : string;

type NextValue<Text extends string, Found extends string> = Text extends `,${infer Rest}`
  ? QuotedValues<Rest, Found>
  : Text extends `)${string}`
    ? Found
    : string;

type TypeWord<Text extends string> = Lowercase<
  Text extends `${infer Word}(${string}` ? FirstWord<Word> : FirstWord<Text>
>;

interface Attribute<
  Name extends string,
  Type extends string,
  IsNullable extends boolean,
  HasDefault extends boolean,
> {
  readonly name: FirstWord<Name>;
  readonly type: TypeWord<Type>;
  readonly values: TypeWord<Type> extends "enum"
    ? Type extends `${string}(${infer Values}`
      ? QuotedValues<Values>
      : string
    : string;
  readonly isNullable: IsNullable;
  readonly hasDefault: Type extends `${string}auto_increment${string}` | `serial${string}`
    ? true
    : HasDefault;
}

/** An attribute with a default, from behind its equals sign. */
type AttributeWithDefault<Name extends string, Text extends string> = Text extends
  | `"${string}"${infer Rest}`
  | `'${string}'${infer Rest}`
  ? Rest extends `${string}:${infer Type}`
    ? Attribute<Name, WithoutIndent<Type>, false, true>
    : never
  : Text extends `${infer Default}:${infer Type}`
    ? Lowercase<FirstWord<Default>> extends "null"
      ? Attribute<Name, WithoutIndent<Type>, true, true>
      : Attribute<Name, WithoutIndent<Type>, false, true>
    : never;

/** What a line without indentation declares: an attribute, a foreign key, or (comments, indexes) nothing. */
type DeclaredBy<Line extends string> = Line extends `#${string}`
  ? never
  : Line extends `->${string}`
    ? ReferenceText
    : Line extends `${infer Before}:${infer Type}`
      ? Before extends `${string}(${string}`
        ? Line extends `${infer Name}=${infer Default}`
          ? Name extends `${string}(${string}`
            ? never
            : AttributeWithDefault<Name, WithoutIndent<Default>>
          : never
        : Before extends `${infer Name}=${string}`
          ? Line extends `${string}=${infer Default}`
            ? AttributeWithDefault<Name, WithoutIndent<Default>>
            : never
          : Attribute<Before, WithoutIndent<Type>, false, false>
      : never;

type ReadRest<Text extends string, Found = never> = Text extends `${infer Line}\n${infer Lines}`
  ? ReadRest<Lines, Found | DeclaredBy<WithoutIndent<Line>>>
  : Found | DeclaredBy<WithoutIndent<Text>>;

type ReadKey<Text extends string, Found = never> = Text extends `${infer Line}\n${infer Lines}`
  ? WithoutIndent<Line> extends `---${string}`
    ? { readonly key: Found; readonly rest: ReadRest<Lines> }
    : ReadKey<Lines, Found | DeclaredBy<WithoutIndent<Line>>>
  : { readonly key: Found | DeclaredBy<WithoutIndent<Text>>; readonly rest: never };

/** A definition's text, line by line. */
export type ReadDefinition<Text extends string> = ReadKey<Text>;
