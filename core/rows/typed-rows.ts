import type { Row } from "../expression/row.ts";
import type { AttributeText, DefinitionText, ReadDefinition, ReferenceText } from "./definition-text.ts";
import type { FetchedValue, InsertedValue } from "./value-types.ts";

type Flat<Type> = { [Name in keyof Type]: Type[Name] };

/** Whatever a foreign key brings is the parent's to say, so its attributes stay open. */
type Inherited<Declared> = [Extract<Declared, ReferenceText>] extends [never] ? unknown : Row;

type Fetched<Declared> = Flat<{
  [Attribute in Extract<Declared, AttributeText> as Attribute["name"]]: FetchedValue<Attribute>;
}> &
  Inherited<Declared>;

type Inserted<Declared> = Flat<
  {
    [Attribute in Extract<
      Declared,
      AttributeText & { hasDefault: false }
    > as Attribute["name"]]: InsertedValue<Attribute>;
  } & {
    [Attribute in Extract<Declared, AttributeText & { hasDefault: true }> as Attribute["name"]]?:
      | InsertedValue<Attribute>
      | null
      | undefined;
  }
> &
  Inherited<Declared>;

type Updated<Definition extends DefinitionText> = Flat<
  {
    [Attribute in Extract<Definition["key"], AttributeText> as Attribute["name"]]: InsertedValue<Attribute>;
  } & {
    [Attribute in Extract<
      Definition["rest"],
      AttributeText
    > as Attribute["name"]]?: InsertedValue<Attribute> | null;
  }
> &
  Inherited<Definition["key"] | Definition["rest"]>;

/** Types of rows by the parts of a definition. */
type RowsOf<Definition extends DefinitionText> = {
  readonly entity: Fetched<Definition["key"] | Definition["rest"]>;
  readonly key: Fetched<Definition["key"]>;
  readonly inserted: Inserted<Definition["key"] | Definition["rest"]>;
  readonly updated: Updated<Definition>;
};

/** Types of rows where nothing is known. */
interface DynamicRows {
  readonly entity: Row;
  readonly key: Row;
  readonly inserted: Readonly<Record<string, unknown>>;
  readonly updated: Readonly<Record<string, unknown>>;
}

/**
 * Types of the rows of a definition: `entity` as fetched, `key` as `keys()` gives it, `inserted` as `insert`
 * and `updated` as `update1` takes it. Of a text that is not known to the compiler they are open.
 *
 * @example
 * type LabRow = dj.Rows<"lab_id : int32">["entity"]; // { lab_id: number }
 */
export type Rows<Text extends string> = string extends Text
  ? DynamicRows
  : ReadDefinition<Text> extends infer Definition extends DefinitionText
    ? RowsOf<Definition>
    : DynamicRows;

type RowsOfClass<TableClass> = TableClass extends { readonly definition: infer Text extends string }
  ? Rows<Text>
  : DynamicRows;

/** A row of a table class as it is fetched. */
export type EntityOf<TableClass> = RowsOfClass<TableClass>["entity"];

/** A primary key of a table class as it is fetched. */
export type KeyOf<TableClass> = RowsOfClass<TableClass>["key"];

/** A row for a table class; with extra fields where they are to be dropped. */
export type InsertedRowOf<TableClass, HasExtra extends boolean = false> =
  | (RowsOfClass<TableClass>["inserted"] & (HasExtra extends true ? Row : unknown))
  | readonly unknown[];

/** A primary key with new values of other attributes, for `update1`; null stands for the default. */
export type UpdatedRowOf<TableClass> = RowsOfClass<TableClass>["updated"];

/** Names of attributes that an expression is known to have; any where they are open. */
export type NameIn<Entity> = keyof Entity & string;

/** The type of an attribute's values. */
export type ValueOf<Entity, Name extends string> = Name extends keyof KnownAttributes<Entity>
  ? KnownAttributes<Entity>[Name]
  : unknown;

/** An entity without the open attributes. */
type KnownAttributes<Entity> = {
  [Name in keyof Entity as string extends Name ? never : number extends Name ? never : Name]: Entity[Name];
};

/** The values of attributes, in their order. */
export type ValuesOf<Entity, Names extends readonly string[]> = {
  -readonly [Index in keyof Names]: ValueOf<Entity, Names[Index]>;
};
