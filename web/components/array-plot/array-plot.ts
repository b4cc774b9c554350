import { html, LitElement, type PropertyValues, svg, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { ArrayPlot } from "../../kernel/output.ts";
import { linePath, paintHeatMap, plotHeight, plotWidth } from "./draw-plot.ts";
import "./array-plot.css";

/** A small drawing of an array: a line of one dimension, a heat map of two. */
@customElement("dj-array-plot")
export class ArrayPlotElement extends LitElement {
  @property({ attribute: false }) plot: ArrayPlot | null = null;

  protected override createRenderRoot(): this {
    return this;
  }

  protected override render(): TemplateResult | string {
    if (this.plot === null) return "";
    if (this.plot.kind === "image") return html`<canvas aria-hidden="true"></canvas>`;
    return html`<svg viewBox="0 0 ${plotWidth} ${plotHeight}" preserveAspectRatio="none" aria-hidden="true">
      ${svg`<path d=${linePath(this.plot)} vector-effect="non-scaling-stroke" />`}
    </svg>`;
  }

  protected override updated(_changed: PropertyValues<this>): void {
    const canvas = this.querySelector("canvas");
    if (canvas !== null && this.plot?.kind === "image") paintHeatMap(canvas, this.plot);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "dj-array-plot": ArrayPlotElement;
  }
}
