import { html, LitElement, type PropertyValues, svg, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { ArrayPlot } from "../../kernel/output.ts";
import { colourOf } from "./colour-scale.ts";
import "./array-plot.css";

const width = 100;
const height = 30;

/** A small drawing of an array: a line of one dimension, a heat map of two. */
@customElement("dj-array-plot")
export class ArrayPlotElement extends LitElement {
  @property({ attribute: false }) plot: ArrayPlot | null = null;

  protected override createRenderRoot(): this {
    return this;
  }

  protected override render(): TemplateResult | string {
    if (this.plot === null) return "";
    return this.plot.kind === "line"
      ? this.renderLine(this.plot)
      : html`<canvas aria-hidden="true"></canvas>`;
  }

  protected override updated(_changed: PropertyValues<this>): void {
    const canvas = this.querySelector("canvas");
    if (canvas === null || this.plot?.kind !== "image") return;
    const { width: columns, height: rows, values, range } = this.plot;
    canvas.width = columns;
    canvas.height = rows;
    const context = canvas.getContext("2d");
    if (context === null) return;
    const image = context.createImageData(columns, rows);
    const [low, high] = range;
    for (const [index, value] of values.entries()) {
      const share = value === null ? null : high > low ? (value - low) / (high - low) : 0.5;
      image.data.set(colourOf(share), index * 4);
    }
    context.putImageData(image, 0, 0);
  }

  /** From the lowest to the highest value of each portion, so that no peak is lost. */
  private renderLine({ low, high }: Extract<ArrayPlot, { kind: "line" }>): TemplateResult {
    const finite = [...low, ...high].filter((value) => value !== null);
    const least = Math.min(...finite);
    const most = Math.max(...finite);
    const y = (value: number): string =>
      (most > least ? height - 1 - ((value - least) / (most - least)) * (height - 2) : height / 2).toFixed(1);
    const x = (index: number): string => ((index / Math.max(1, low.length - 1)) * width).toFixed(1);
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
    return html`<svg viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" aria-hidden="true">
      ${svg`<path d=${path} vector-effect="non-scaling-stroke" />`}
    </svg>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "dj-array-plot": ArrayPlotElement;
  }
}
