import type { DataType } from "../../../core/types/data-type.ts";
import type { SqlValue } from "../../../core/values/sql-value.ts";

/** A column of every kind of type, as each database declares it. */
export interface SampleColumn {
  readonly name: string;
  readonly type: DataType;
  readonly mysql: string;
  readonly sqlite: string;
}

const integer = (bits: 8 | 16 | 32 | 64, isUnsigned = false): DataType => ({
  kind: "integer",
  bits,
  isUnsigned,
});
const column = (name: string, type: DataType, mysql: string, sqlite: string): SampleColumn => ({
  name,
  type,
  mysql,
  sqlite,
});

export const sampleColumns: readonly SampleColumn[] = [
  column("id", integer(32), "int", "INT"),
  column("tiny", integer(8), "tinyint", "INT"),
  column("small", integer(16), "smallint", "INT"),
  column("num", integer(32), "int", "INT"),
  column("big", integer(64), "bigint", "INT"),
  column("counted", integer(32, true), "int unsigned", "INT"),
  column("price", { kind: "decimal", precision: 8, scale: 2 }, "decimal(8,2)", "REAL"),
  column("fine", { kind: "decimal", precision: 12, scale: 4 }, "decimal(12,4)", "REAL"),
  column("wide", { kind: "decimal", precision: 22, scale: 3 }, "decimal(22,3)", "TEXT"),
  column("single", { kind: "float", bits: 32 }, "float", "REAL"),
  column("ratio", { kind: "float", bits: 64 }, "double", "REAL"),
  column("flag", { kind: "bool" }, "tinyint(1)", "INT"),
  column("name", { kind: "varchar", length: 40 }, "varchar(40)", "TEXT COLLATE RTRIM"),
  column("code", { kind: "char", length: 6 }, "char(6)", "TEXT COLLATE RTRIM"),
  column(
    "size",
    { kind: "enum", values: ["small", "medium", "large"] },
    "enum('small','medium','large')",
    "TEXT",
  ),
  column("born", { kind: "date" }, "date", "TEXT"),
  column("seen", { kind: "datetime", fraction: 0 }, "datetime", "TEXT"),
  column("exact", { kind: "datetime", fraction: 6 }, "datetime(6)", "TEXT"),
  column("span", { kind: "time", fraction: 0 }, "time", "TEXT"),
  column("ident", { kind: "uuid" }, "binary(16)", "BLOB"),
  column("data", { kind: "bytes" }, "longblob", "BLOB"),
  column("doc", { kind: "json" }, "json", "TEXT"),
];

type Row = readonly [...SqlValue[]];
const single = Math.fround;

const ident = (digit: string): Uint8Array => Uint8Array.from(Buffer.from(digit.repeat(16), "hex"));
const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, "utf8"));

// biome-ignore format: one row a line
export const sampleRows: readonly Row[] = [
  [1, 5, 100, 7, 9007199254740993n, 10, "12.50", "0.1250", "1234567890123456.789", 1.5, 2.5, 1, "Ada", "a1", "small", "2024-02-29", "2024-02-29 13:05:09", "2024-02-29 13:05:09.5", "10:20:30", ident("0a"), bytes("abc"), '{"n": 4, "k": "ring", "tags": ["a", "b", "c"], "sub": {"x": 1, "ok": true}}'],
  [2, -3, -250, -7, -9223372036854775807n, 0, "-0.25", "-1.0050", "-1234567890123456.789", -0.25, -2.5, 0, "bob", "B2", "large", "2023-01-01", "2023-01-01 00:00:00", "2023-01-01 00:00:00.000001", "-01:30:00", ident("ff"), bytes("\u00e9"), '{"n": 10, "k": "Ring road", "tags": [], "sub": {"x": "z"}}'],
  [3, 0, 0, 0, 0n, 4294967295, "0.00", "0.0000", "0.000", 0, 0, 0, "", "", "medium", "1999-12-31", "1999-12-31 23:59:59", "1999-12-31 23:59:59.999999", "00:00:00", ident("00"), bytes(""), '{}'],
  [4, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null],
  [5, 127, 32767, 2147483647, 9223372036854775807n, 1, "999999.99", "99999999.9999", "9999999999999999999.999", single(3.14), 0.1, 1, "été à Ñandú", "12abc", "large", "2024-12-31", "2024-12-31 06:07:08", "2024-12-31 06:07:08.123456", "838:59:59", ident("1f"), bytes("12abc"), '{"n": 4.5, "k": null, "tags": ["a", {"b": 1}], "sub": {"x": 2, "ok": false}}'],
  [6, -128, -32768, -2147483648, 1n, 12, "1.05", "2.6750", "1.500", 1e10, 1e-7, 1, "100% sure_thing", "a_b", "small", "2000-02-28", "2000-02-28 12:00:00", "2000-02-28 12:00:00.25", "100:00:01", ident("7c"), bytes("0\u0000z"), '[1, 2, 3]'],
  [7, 1, 2, 3, 4n, 5, "6.07", "8.0900", "10.110", 12.125, 13.5, 0, "市役所 歌", "12", "medium", "2024-03-10", "2024-03-10 09:30:00", "2024-03-10 09:30:00.75", "09:05:01", ident("3b"), bytes("zz"), '"text"'],
  [8, 2, 3, 4, 5n, 6, "7.50", "9.5000", "11.000", single(0.1), 1e20, 1, "Ada  ", "A1", "large", "2021-01-03", "2021-01-03 18:45:59", "2021-01-03 18:45:59.1", "23:59:59", ident("42"), bytes("Ada"), '{"n": -1, "k": "ring", "tags": ["a"], "when": "2024-01-01"}'],
  [9, 9, 9, 42, 42n, 42, "42.00", "42.1234", "42.000", 42, 42.42, 0, "it's \\ \"quoted\"", "zz%", "small", "2010-10-10", "2010-10-10 10:10:10", "2010-10-10 10:10:10.01", "00:00:01", ident("99"), bytes("q"), 'true'],
  [10, 10, -1, 1000000, 123456789012n, 7, "-7.35", "0.0005", "-0.005", single(-1e-5), 12345.6789, 1, "a,b,c", "c", "medium", "1970-01-01", "1970-01-01 00:00:01", "1970-01-01 00:00:01.5", "-00:00:01", ident("ab"), bytes("ab"), '12'],
];
