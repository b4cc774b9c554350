import type { TableColumn } from "../../kernel/output.ts";
import type { PlainValue } from "../../kernel/table-questions.ts";

export const chartTypes = ["dots", "line", "bars", "histogram"] as const;
export type ChartType = (typeof chartTypes)[number];

/** What a chart shows. Without `y`, rows are counted. */
export interface ChartChoice {
  readonly type: ChartType;
  readonly x: string;
  readonly y: string | null;
  readonly colour: string | null;
}

export type ChartValue = number | string | boolean | Date | null;
export type ChartRow = Readonly<Record<string, ChartValue>>;

/** A value as a chart places it: numbers and moments on a scale, all others side by side. */
export function chartValue(value: PlainValue, { kind, type }: TableColumn): ChartValue {
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "bigint") return Number(value);
  if (typeof value === "object") return null;
  if (kind === "number") return Number(value);
  if (kind === "moment" && type.startsWith("date")) {
    const moment = new Date(`${String(value).replace(" ", "T")}${String(value).includes(":") ? "Z" : ""}`);
    return Number.isNaN(moment.getTime()) ? null : moment;
  }
  return value;
}

const isMeasured = (value: ChartValue | undefined): boolean =>
  typeof value === "number" || value instanceof Date;

/** The chart that probably says most: what is measured against a moment or another measure, else counts. */
export function firstChoice(columns: readonly TableColumn[], rows: readonly ChartRow[]): ChartChoice {
  const sample = (name: string): ChartValue | undefined =>
    rows.find((row) => row[name] !== null && row[name] !== undefined)?.[name];
  const values = columns.filter(({ name }) => sample(name) !== undefined);
  const measures = values.filter(({ name, inKey }) => !inKey && typeof sample(name) === "number");
  const moment = values.find(({ name }) => sample(name) instanceof Date);
  const group = values.find(({ name }) => typeof sample(name) === "string");
  const measure = measures[0]?.name ?? null;
  const make = (type: ChartType, x: string, y: string | null): ChartChoice => ({ type, x, y, colour: null });
  if (moment !== undefined && measure !== null) {
    const isSeries = new Set(rows.map((row) => Number(row[moment.name]))).size > rows.length * 0.9;
    return make(isSeries ? "line" : "dots", moment.name, measure);
  }
  if (measures.length > 1) return make("dots", measures[0]!.name, measures[1]!.name);
  if (measure !== null && group !== undefined && rows.length <= 60) return make("bars", group.name, measure);
  const number = values.find(({ name, inKey }) => inKey && isMeasured(sample(name)));
  if (measure !== null && number !== undefined) return make("dots", number.name, measure);
  if (measure !== null) return make("histogram", measure, null);
  return make("bars", (group ?? values[0] ?? columns[0])!.name, null);
}
