import { html, nothing, type TemplateResult } from "lit";
import { classMap } from "lit/directives/class-map.js";
import type { TableColumn } from "../../kernel/output.ts";
import type { TableView } from "../../kernel/table-questions.ts";
import { icon } from "../icon/icon.ts";
import { tableIcon } from "./grid-icons.ts";

export interface HeaderState {
  readonly column: TableColumn;
  readonly index: number;
  readonly view: TableView;
  /** Whether the keyboard stops here. */
  readonly isActive: boolean;
  /** Where it stays while others are scrolled; undefined where it is scrolled with them. */
  readonly pinnedAt: number | undefined;
  /** What the names of parts begin with. */
  readonly idPrefix: string;
}

/** The header of a column: its name, how it is sorted, and what opens its menu. */
export function renderHeader(header: HeaderState): TemplateResult {
  const { column, index, view, isActive, pinnedAt, idPrefix } = header;
  const place = view.order.findIndex((one) => one.column === column.name);
  const order = view.order[place];
  const isFiltered = view.filters.some((filter) => filter.column === column.name);
  return html`<th
    scope="col"
    class=${classMap({
      key: column.inKey,
      numeric: column.kind === "number",
      pinned: pinnedAt !== undefined,
    })}
    style=${pinnedAt === undefined ? nothing : `inset-inline-start: ${pinnedAt}px`}
    data-type=${column.type}
    data-column=${index}
    aria-colindex=${index + 1}
    aria-labelledby=${`${idPrefix}-name-${index}`}
    aria-describedby=${`${idPrefix}-${index}`}
    aria-sort=${order === undefined ? nothing : order.isDescending ? "descending" : "ascending"}
    aria-keyshortcuts="Alt+ArrowDown"
    tabindex=${isActive ? 0 : -1}
  >
    <span class="name" id=${`${idPrefix}-name-${index}`}
      >${column.inKey ? icon("key") : nothing}<span>${column.name}</span>${
        order === undefined ? nothing : tableIcon(order.isDescending ? "descending" : "ascending")
      }${
        order === undefined || view.order.length === 1
          ? nothing
          : html`<span class="place" aria-hidden="true">${place + 1}</span>`
      }</span
    >
    <button
      class="menu ${isFiltered ? "filtered" : ""}"
      type="button"
      tabindex="-1"
      aria-label="Sort and filter ${column.name}${isFiltered ? ", filtered" : ""}"
      title="Sort and filter (Alt+↓)"
    >
      ${tableIcon("filter")}
    </button>
    <span class="resize" title="Drag to resize, double-click to fit"></span>
  </th>`;
}
