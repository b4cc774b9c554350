import { html, nothing, type TemplateResult } from "lit";
import type { TransferProgress, TransferReport } from "../../kernel/copy-questions.ts";
import { counted } from "./copy-task.ts";

/** How far a copy is; null before it is known. */
export function renderProgress(progress: TransferProgress | null, server: string | null): TemplateResult {
  if (progress === null) {
    return html`<label class="progress"><progress></progress><span>Looking at what is there …</span></label>`;
  }
  const { table, phase, rows, totalRows, tables, tablesDone, allRows, totalAllRows } = progress;
  const [some, all] = [rows, totalRows].map((count) => count.toLocaleString("en"));
  return html`
    <label class="progress">
      <progress value=${allRows} max=${Math.max(1, totalAllRows)}></progress>
      <span>${phase === "copying" ? "Copying" : "Verifying"} <b>${table}</b>: ${some} of ${all} rows</span>
    </label>
    <p class="note">Table ${Math.min(tablesDone + 1, tables)} of ${tables}${server === null ? nothing : `, ${server}`}</p>
  `;
}

/** What was copied, table by table. */
export function renderReport({ tables, rows }: TransferReport): TemplateResult {
  const copied = tables.filter(({ isCopied }) => isCopied).length;
  const before = tables.length - copied;
  return html`
    <p class="outcome">
      ${counted(rows, "row")} of ${counted(copied, "table")} ${copied === 1 ? "was" : "were"} copied and verified: counts
      and checksums are the same on both
      sides.${before === 0 ? nothing : ` ${counted(before, "table")} had the same rows already.`}
    </p>
    <div class="report" tabindex="0" role="region" aria-label="Tables that were copied">
      <table>
        <thead>
          <tr><th scope="col">Table</th><th scope="col" class="rows">Rows</th><th scope="col">Result</th></tr>
        </thead>
        <tbody>
          ${tables.map(
            ({ table, rows: count, isCopied }) => html`<tr>
              <th scope="row">${table}</th>
              <td class="rows">${count.toLocaleString("en")}</td>
              <td>${isCopied ? "verified" : "was there"}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
  `;
}
