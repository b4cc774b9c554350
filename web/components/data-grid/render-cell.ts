import { html, type TemplateResult } from "lit";
import type { ShownValue } from "../../kernel/output.ts";
import "../array-plot/array-plot.ts";
import { cellText, imageName } from "./cell-text.ts";

/** A value in its cell: one line, whatever it is. */
export function renderCell(value: ShownValue): TemplateResult | string {
  switch (value.kind) {
    case "null":
      return html`<span class="null">NULL</span>`;
    case "text":
      return value.text === "" ? html`<span class="quiet" title="empty text">""</span>` : oneLine(value.text);
    case "ndarray":
      return html`<span class="array"
        >${value.plot === null ? "" : html`<dj-array-plot .plot=${value.plot}></dj-array-plot>`}<span
          class="quiet"
          >${cellText(value)}</span
        ></span
      >`;
    case "bytes": {
      const { image } = value;
      if (image === undefined) return html`<span class="quiet">${cellText(value)}</span>`;
      return image.base64 === null
        ? html`<span class="quiet">${cellText(value)}</span>`
        : html`<img src=${`data:${image.type};base64,${image.base64}`} alt=${imageName(image.type)} />`;
    }
    case "array":
    case "object":
      return html`<span class="code">${cellText(value)}</span>`;
    case "function":
    case "undefined":
      return html`<span class="quiet">${cellText(value)}</span>`;
    default:
      return cellText(value);
  }
}

/** Line breaks are seen as such, and nothing else of a long text needs to be on the page. */
const oneLine = (text: string): string => text.slice(0, 300).replaceAll("\n", "⏎ ");
