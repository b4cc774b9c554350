import { DataJointError } from "../../errors/index.ts";
import type { ByteReader } from "./byte-reader.ts";
import type { ByteWriter } from "./byte-writer.ts";
import { PlainDate, PlainDateTime, PlainTime } from "./exact-values.ts";

const two = (value: number): string => String(value).padStart(2, "0");

/** Digits of a date as one number: 20240131. */
const dateDigits = (text: string): number => Number(text.slice(0, 10).replaceAll("-", ""));

/** Digits of a time as one number, down to the millionth of a second: 102030500000. */
function timeDigits(text: string): bigint {
  const [clock, fraction = ""] = text.split(".");
  return BigInt(clock!.replaceAll(":", "") + fraction.padEnd(6, "0"));
}

/** Writes a date, a time or both; what is absent is -1. */
export function packMoment(writer: ByteWriter, moment: PlainDate | PlainDateTime | PlainTime): void {
  const { text } = moment;
  writer.int32(moment instanceof PlainTime ? -1 : dateDigits(text));
  writer.int64(
    moment instanceof PlainDate ? -1n : timeDigits(moment instanceof PlainTime ? text : text.slice(11)),
  );
}

/**
 * Reads a date, a time or both.
 *
 * @throws DataJointError for digits that are no date or time
 */
export function readMoment(reader: ByteReader): PlainDate | PlainDateTime | PlainTime | null {
  const start = reader.position;
  const dateNumber = reader.int32();
  const timeNumber = reader.int64();
  const digits = String(dateNumber).padStart(8, "0");
  const date = dateNumber < 0 ? null : `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
  const clock = Number(timeNumber / 1_000_000n);
  const part = (unit: number): string => two(Math.floor(clock / unit) % 100);
  const micro = String(timeNumber % 1_000_000n).padStart(6, "0");
  const time = timeNumber < 0n ? null : `${part(10_000)}:${part(100)}:${part(1)}.${micro}`;
  try {
    if (date === null) return time === null ? null : new PlainTime(time);
    return time === null ? new PlainDate(date) : new PlainDateTime(`${date} ${time}`);
  } catch (error) {
    throw new DataJointError(`The blob is damaged: the moment at byte ${start} does not exist.`, {
      cause: error,
    });
  }
}
