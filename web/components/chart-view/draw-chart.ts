import * as Plot from "@observablehq/plot";
import type { ChartChoice, ChartRow } from "./chart-choice.ts";

const tierColours = ["#00a0df", "#ff5113", "#3e7a52", "#808285", "#a33fb5", "#c9980a", "#2f5fd0", "#d6336c"];
const plain = "var(--tier-imported)";

/** Draws a chart with Observable Plot. */
export function drawChart(rows: readonly ChartRow[], choice: ChartChoice, width: number): Element {
  const data = [...rows];
  const { type, x, y, colour } = choice;
  const colours = { fill: colour ?? plain, stroke: colour ?? plain };
  const isDiscrete = data.some((row) => typeof row[x] === "string" || typeof row[x] === "boolean");
  const times = data.map((row) => row[x]).filter((value) => value instanceof Date);
  const marginBottom = isDiscrete || times.length > 0 ? 56 : 40;
  const drawing = Plot.plot({
    width,
    height: Math.round(Math.min(360, Math.max(220, width * 0.5))),
    marginLeft: marginFor(data, y),
    marginBottom,
    style: { background: "transparent", fontFamily: "inherit", fontSize: "12px", color: "inherit" },
    ...(colour !== null && {
      color: { legend: true, ...(typeof data[0]?.[colour] !== "number" && { range: tierColours }) },
    }),
    x: {
      label: x,
      labelOffset: marginBottom - 6,
      ...(isDiscrete && { tickRotate: -30 }),
      ...(areFewDays(times) && { ticks: "day" }),
    },
    y: { grid: true, label: y ?? "rows", ...domainOfConstant(data, y) },
    marks: [...marks(data, type, x, y, colours, isDiscrete), Plot.ruleY([0], { strokeOpacity: 0.2 })].slice(
      0,
      type === "bars" || type === "histogram" ? undefined : -1,
    ),
  });
  // The frame around the drawing has its name, and is one image for screen readers.
  for (const mark of drawing.querySelectorAll("g[aria-label]")) {
    mark.setAttribute("data-mark", mark.getAttribute("aria-label")!);
    mark.removeAttribute("aria-label");
  }
  drawing.setAttribute("aria-hidden", "true");
  return drawing;
}

const DAY = 86_400_000;

/** Whether moments are dates without a time, and not many: between them, hours would say nothing. */
function areFewDays(times: readonly Date[]): boolean {
  if (times.length === 0 || times.some((time) => time.getTime() % DAY !== 0)) return false;
  const days = times.map((time) => time.getTime() / DAY);
  return Math.max(...days) - Math.min(...days) <= 10;
}

const numbersOf = (data: readonly ChartRow[], y: string | null): number[] =>
  y === null ? [] : data.map((row) => row[y]).filter((value) => typeof value === "number");

/** Room for the numbers at the side. */
function marginFor(data: readonly ChartRow[], y: string | null): number {
  const numbers = numbersOf(data, y);
  if (numbers.length === 0) return 56;
  const ends = [Math.min(...numbers), Math.max(...numbers)];
  const longest = Math.max(
    ...ends.map((number) => number.toLocaleString("en", { maximumSignificantDigits: 4 }).length),
  );
  return Math.min(110, Math.max(48, 22 + 7 * longest));
}

/** A single value has no extent of its own: it is seen beside zero. */
function domainOfConstant(data: readonly ChartRow[], y: string | null): { domain?: [number, number] } {
  const [first, ...others] = numbersOf(data, y);
  if (first === undefined || others.some((number) => number !== first)) return {};
  return { domain: first === 0 ? [-1, 1] : [Math.min(0, first), Math.max(0, first)] };
}

function marks(
  data: ChartRow[],
  type: ChartChoice["type"],
  x: string,
  y: string | null,
  { fill, stroke }: { readonly fill: string; readonly stroke: string },
  isDiscrete: boolean,
): Plot.Markish[] {
  if (type === "histogram" || (y === null && !isDiscrete)) {
    return isDiscrete
      ? [Plot.barY(data, Plot.groupX({ y: "count" }, { x, fill, tip: true }))]
      : [Plot.rectY(data, Plot.binX<Plot.RectYOptions>({ y: "count" }, { x, fill, tip: true }))];
  }
  if (y === null) return [Plot.barY(data, Plot.groupX({ y: "count" }, { x, fill, tip: true }))];
  if (type === "bars") {
    return isDiscrete
      ? [Plot.barY(data, Plot.groupX({ y: "sum" }, { x, y, fill, tip: true }))]
      : [Plot.rectY(data, Plot.binX<Plot.RectYOptions>({ y: "sum" }, { x, y, fill, tip: true }))];
  }
  if (type === "line") return [Plot.lineY(data, { x, y, stroke, sort: x, tip: true })];
  return [Plot.dot(data, { x, y, stroke, fill, fillOpacity: 0.35, r: data.length > 500 ? 2 : 3, tip: true })];
}
