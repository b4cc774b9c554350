import type { AttributeText } from "./definition-text.ts";

/** A moment as a program may give it: `Date` in UTC, or one of Temporal's plain types or instants. */
type Temporal = { readonly [Symbol.toStringTag]: `Temporal.${string}`; toString(): string };

/** An integer, as a program may give it. */
type IntegerInput = number | bigint | string;
type MomentInput = string | Date | Temporal;

/** Values of each type as they come back. */
interface FetchedValues {
  int8: number;
  int16: number;
  int32: number;
  int64: number | bigint;
  float32: number;
  float64: number;
  decimal: string;
  bool: boolean;
  char: string;
  varchar: string;
  date: string;
  datetime: string;
  uuid: string;
  bytes: Uint8Array;
  tinyint: number;
  smallint: number;
  mediumint: number;
  int: number;
  integer: number;
  bigint: number | bigint;
  serial: number | bigint;
  float: number;
  double: number;
  real: number;
  numeric: string;
  time: string;
  timestamp: string;
  year: number;
  tinytext: string;
  text: string;
  mediumtext: string;
  longtext: string;
  tinyblob: Uint8Array;
  mediumblob: Uint8Array;
  longblob: Uint8Array;
}

/** What is accepted for the values of each type, by the value that comes back. */
type Accepted<Type, Fetched> = Type extends "date" | "datetime" | "time" | "timestamp"
  ? MomentInput
  : Type extends "uuid"
    ? string | Uint8Array
    : Type extends "decimal" | "numeric"
      ? IntegerInput
      : Fetched extends Uint8Array
        ? ArrayBuffer | ArrayBufferView
        : Fetched extends boolean
          ? boolean | 0 | 1
          : Fetched extends number | bigint
            ? IntegerInput
            : Fetched;

type Fetched<Attribute extends AttributeText> = Attribute["type"] extends "enum"
  ? Attribute["values"]
  : Attribute["type"] extends keyof FetchedValues
    ? FetchedValues[Attribute["type"]]
    : unknown;

/** The value of an attribute as it comes back. */
export type FetchedValue<Attribute extends AttributeText> = Attribute["isNullable"] extends true
  ? Fetched<Attribute> | null
  : Fetched<Attribute>;

/** A value that may be given for an attribute. */
export type InsertedValue<Attribute extends AttributeText> = Accepted<Attribute["type"], Fetched<Attribute>>;
