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
  const drawing = Plot.plot({
    width,
    height: Math.round(Math.min(360, Math.max(220, width * 0.5))),
    marginLeft: 56,
    marginBottom: isDiscrete ? 56 : 40,
    style: { background: "transparent", fontFamily: "inherit", fontSize: "12px", color: "inherit" },
    ...(colour !== null && {
      color: { legend: true, ...(typeof data[0]?.[colour] !== "number" && { range: tierColours }) },
    }),
    x: { label: x, ...(isDiscrete && { tickRotate: -30 }) },
    y: { grid: true, label: y ?? "rows" },
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
