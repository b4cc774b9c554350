import type { ArrayPlot } from "../../kernel/output.ts";
import { colourOf } from "./colour-scale.ts";

/** The room in which lines are drawn. */
export const plotWidth = 100;
export const plotHeight = 30;

/** A line as the path of an SVG: from the lowest to the highest value of each portion, so that no peak is lost. */
export function linePath({ low, high }: Extract<ArrayPlot, { kind: "line" }>): string {
  const finite = [...low, ...high].filter((value) => value !== null);
  const least = Math.min(...finite);
  const most = Math.max(...finite);
  const y = (value: number): string =>
    (most > least
      ? plotHeight - 1 - ((value - least) / (most - least)) * (plotHeight - 2)
      : plotHeight / 2
    ).toFixed(1);
  const x = (index: number): string => ((index / Math.max(1, low.length - 1)) * plotWidth).toFixed(1);
  let path = "";
  let isOpen = false;
  for (const [index, bottom] of low.entries()) {
    const top = high[index];
    if (bottom === null || top === null || top === undefined) {
      isOpen = false;
      continue;
    }
    path += `${isOpen ? "L" : "M"}${x(index)} ${y(bottom)}`;
    if (top !== bottom) path += `L${x(index)} ${y(top)}`;
    isOpen = true;
  }
  return path;
}

/** Paints a heat map, one point a tile. */
export function paintHeatMap(
  canvas: HTMLCanvasElement,
  { width, height, values, range: [low, high] }: Extract<ArrayPlot, { kind: "image" }>,
): void {
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d");
  if (context === null) return;
  const image = context.createImageData(width, height);
  for (const [index, value] of values.entries()) {
    const share = value === null ? null : high > low ? (value - low) / (high - low) : 0.5;
    image.data.set(colourOf(share), index * 4);
  }
  context.putImageData(image, 0, 0);
}
