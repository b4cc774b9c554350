import { DataJointError } from "../../errors/index.ts";
import { dateText, datetimeText, timeText } from "../../values/temporal-text.ts";
import { uuidBytes, uuidText } from "../../values/uuid-text.ts";

/** A value of a blob that JavaScript has no type for; it is told, printed and compared by its text. */
export abstract class ExactValue {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** The name of the class, which a bundler may change. */
  protected abstract get kindName(): string;

  toString(): string {
    return this.text;
  }

  /** The text, for JSON. */
  toJSON(): string {
    return this.text;
  }

  /** True for the same kind of value with the same text. */
  equals(other: unknown): boolean {
    return other instanceof ExactValue && other.constructor === this.constructor && other.text === this.text;
  }

  /** What consoles print. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return `${this.kindName} ${this.text}`;
  }
}

const refuse = (given: unknown, what: string): never => {
  throw new DataJointError(`${JSON.stringify(given) ?? String(given)} is no ${what}.`);
};

/** A decimal number in a blob, exact to its digits; Python's `Decimal`. `Number(decimal)` gives the nearest number. */
export class Decimal extends ExactValue {
  /** @param text the number as Python writes it: `1.50`, `1E+5`, `NaN` */
  constructor(text: string | number | bigint) {
    const given = String(text).trim();
    const isNumber = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(given);
    const isOther = /^[+-]?(inf(inity)?|s?nan\d*)$/i.test(given);
    super(isNumber || isOther ? given : refuse(text, "decimal number"));
  }

  protected get kindName(): string {
    return "Decimal";
  }
}

/** A UUID in a blob; Python's `UUID`. */
export class Uuid extends ExactValue {
  /** @param value its text in any of the usual forms, or 16 bytes */
  constructor(value: string | Uint8Array) {
    super(uuidText(uuidBytes(value, "UUID")));
  }

  get bytes(): Uint8Array {
    return uuidBytes(this.text, "UUID");
  }

  protected get kindName(): string {
    return "Uuid";
  }
}

/** A date in a blob; Python's `date`. */
export class PlainDate extends ExactValue {
  /** @param text `2024-01-31` */
  constructor(text: string) {
    super(dateText(text) ?? refuse(text, "date like 2024-01-31"));
  }

  protected get kindName(): string {
    return "PlainDate";
  }
}

/** A datetime without a zone in a blob, exact to the millionth of a second; Python's `datetime`. */
export class PlainDateTime extends ExactValue {
  /** @param text `2024-01-31 10:20:30.5` */
  constructor(text: string) {
    super(datetimeText(text, 6) ?? refuse(text, "datetime like 2024-01-31 10:20:30.5"));
  }

  protected get kindName(): string {
    return "PlainDateTime";
  }
}

/** A time of day in a blob, exact to the millionth of a second; Python's `time`. */
export class PlainTime extends ExactValue {
  /** @param text `10:20:30.5` */
  constructor(text: string) {
    const time = timeText(text, 6);
    super(
      time !== null && time < "24" && /^\d\d:/.test(time)
        ? time
        : refuse(text, "time of day like 10:20:30.5"),
    );
  }

  protected get kindName(): string {
    return "PlainTime";
  }
}

/**
 * A number that is stored as Python's `float`, also where it is whole: without it, 2 is stored as an `int`.
 * It comes back as a plain number.
 */
export class Float {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }

  valueOf(): number {
    return this.value;
  }

  toString(): string {
    return String(this.value);
  }
}
