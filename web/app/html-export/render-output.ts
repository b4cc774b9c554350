import { html, nothing, svg, type TemplateResult } from "lit";
import { linePath, paintHeatMap, plotHeight, plotWidth } from "../../components/array-plot/draw-plot.ts";
import { progressText } from "../../components/cell-output/progress-text.ts";
import { cellText, imageName } from "../../components/data-grid/cell-text.ts";
import { cleanSvg } from "../../components/diagram-view/clean-svg.ts";
import { icon } from "../../components/icon/icon.ts";
import { countText } from "../../components/result-table/count-text.ts";
import { isNumericColumn } from "../../components/result-table/numeric-column.ts";
import { describeValue } from "../../components/shown-value/describe-value.ts";
import { highlight } from "../../editor/tokens/highlight.ts";
import type { ArrayPlot, Output, ShownValue, TableOutput, TableSql } from "../../kernel/output.ts";

const PLOT_SCALE = 2;

/** An output as it is in a file that nothing runs in. */
export function renderOutput(output: Output): TemplateResult | typeof nothing {
  switch (output.kind) {
    case "table":
      return renderTable(output);
    case "diagram":
      return html`<figure class="diagram">${cleanSvg(output.svg) ?? nothing}</figure>`;
    case "value":
      return html`<div class="value">${renderValue(output.value, null, true)}</div>`;
    case "text":
      return html`<pre class="text ${output.level}">${output.text}</pre>`;
    case "progress":
      return html`<p class="progress">${progressText(output)}</p>`;
    case "error":
      return html`<div class="error">
        <p><strong>${output.name}</strong>${output.line === null ? nothing : ` line ${output.line}`}</p>
        <p class="message">${output.message}</p>
      </div>`;
  }
}

/** Code with its colours. */
export function renderCode(source: string, language: string): TemplateResult {
  const lines = highlight(source, language).map((line, index) => [
    index === 0 ? "" : "\n",
    ...line.map((piece) => html`<span class="code-${piece.kind}">${piece.text}</span>`),
  ]);
  return html`<pre class="code" tabindex="0"><code>${lines}</code></pre>`;
}

function renderTable({ columns, rows, total, sql }: TableOutput): TemplateResult {
  const isNumeric = columns.map(({ kind }, index) => kind === "number" || isNumericColumn(rows, index));
  const count = countText(rows.length, total);
  return html`<div class="rows">
    <div class="wide" tabindex="0" role="group" aria-label="Rows, scrollable">
      <table aria-label="Result, ${count}">
        <thead>
          <tr>
            ${columns.map(
              ({ name, type, inKey }, index) =>
                html`<th scope="col" class=${isNumeric[index] ? "numeric" : ""}>
                  ${inKey ? html`<span title="primary key">${icon("key")}</span>` : nothing}${name}
                  <span class="type">${type}</span>
                </th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) =>
              html`<tr>${row.map((value, index) => html`<td class=${isNumeric[index] ? `numeric ${value.kind}` : value.kind}>${renderField(value)}</td>`)}</tr>`,
          )}
        </tbody>
      </table>
    </div>
    <p class="count">${count}</p>
    ${sql === null ? nothing : renderSql(sql)}
  </div>`;
}

function renderSql(sql: TableSql): TemplateResult {
  const part = (name: string, text: string): TemplateResult =>
    html`<p class="dialect">${name}</p>
      ${renderCode(text, "sql")}`;
  return html`<details class="sql">
    <summary>SQL</summary>
    ${part("SQLite", sql.sqlite)} ${part("MySQL", sql.mysql)}
  </details>`;
}

function renderField(value: ShownValue): TemplateResult | string {
  if (value.kind === "bytes" && value.image?.base64) {
    const { type, base64 } = value.image;
    return html`<img src=${`data:${type};base64,${base64}`} alt=${imageName(type)} />`;
  }
  if (value.kind === "ndarray" && value.plot !== null)
    return html`${renderPlot(value.plot)} ${cellText(value)}`;
  return cellText(value);
}

function renderValue(value: ShownValue, name: string | null, isOpen: boolean): TemplateResult {
  const label = name === null ? "" : `${name}: `;
  const entries: readonly (readonly [string, ShownValue])[] =
    value.kind === "array"
      ? value.items.map((item, index) => [String(index), item])
      : value.kind === "object"
        ? value.entries
        : [];
  if (entries.length > 0) {
    return html`<details ?open=${isOpen}>
      <summary>${label}${describeValue(value)}</summary>
      <ul>
        ${entries.map(([key, entry]) => html`<li>${renderValue(entry, key, false)}</li>`)}
      </ul>
    </details>`;
  }
  if (value.kind === "ndarray") {
    return html`${label}${describeValue(value)} ${value.plot === null ? nothing : renderPlot(value.plot)}
      <pre class="text">${value.text}</pre>`;
  }
  return html`${label}${describeValue(value)}`;
}

function renderPlot(plot: ArrayPlot): TemplateResult {
  if (plot.kind === "image") {
    const canvas = document.createElement("canvas");
    paintHeatMap(canvas, plot);
    return html`<img class="plot" src=${canvas.toDataURL()} alt="heat map" />`;
  }
  return html`<svg
    class="plot"
    role="img"
    aria-label="line"
    viewBox="0 0 ${plotWidth} ${plotHeight}"
    width=${plotWidth * PLOT_SCALE}
    height=${plotHeight * PLOT_SCALE}
    preserveAspectRatio="none"
  >
    ${svg`<path d=${linePath(plot)} vector-effect="non-scaling-stroke" />`}
  </svg>`;
}
