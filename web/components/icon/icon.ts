import { html, svg, type TemplateResult } from "lit";

/** Our own icons, drawn on a grid of 16 with lines of 1.5. */
const SHAPES = {
  run: svg`<path d="M5 3.2v9.6a.6.6 0 0 0 .92.5l7.4-4.8a.6.6 0 0 0 0-1L5.92 2.7A.6.6 0 0 0 5 3.2Z" fill="currentColor" stroke="none"/>`,
  stop: svg`<rect x="3.75" y="3.75" width="8.5" height="8.5" rx="1.5" fill="currentColor" stroke="none"/>`,
  restart: svg`<path d="M13 8a5 5 0 1 1-1.6-3.7M13 2v3h-3"/>`,
  database: svg`<ellipse cx="8" cy="3.9" rx="5" ry="2"/><path d="M3 3.9v8.2c0 1.1 2.2 2 5 2s5-.9 5-2V3.9M3 8c0 1.1 2.2 2 5 2s5-.9 5-2"/>`,
  key: svg`<circle cx="5.2" cy="10.8" r="2.7"/><path d="m7.2 8.8 5.6-5.6M10.6 5.4l2 2"/>`,
  check: svg`<path d="m3.2 8.6 3.2 3.2 6.4-7.2"/>`,
  cross: svg`<path d="m4 4 8 8M12 4l-8 8"/>`,
  copy: svg`<rect x="5.5" y="5.5" width="8" height="8" rx="1.5"/><path d="M10.5 5.5V4A1.5 1.5 0 0 0 9 2.5H4A1.5 1.5 0 0 0 2.5 4v5A1.5 1.5 0 0 0 4 10.5h1.5"/>`,
  minus: svg`<path d="M3 8h10"/>`,
  plus: svg`<path d="M3 8h10M8 3v10"/>`,
  download: svg`<path d="M8 2.5v8M4.8 7.6 8 10.8l3.2-3.2M3 13.5h10"/>`,
  upload: svg`<path d="M8 10.8V2.6M4.8 5.7 8 2.5l3.2 3.2M3 13.5h10"/>`,
  trash: svg`<path d="M2.8 4.4h10.4M6.2 4.2V2.6h3.6v1.6M4.2 4.6l.6 8.8h6.4l.6-8.8M6.8 7v4M9.2 7v4"/>`,
  sun: svg`<circle cx="8" cy="8" r="2.9"/><path d="M8 1.5v1.4M8 13.1v1.4M1.5 8h1.4M13.1 8h1.4M3.4 3.4l1 1M11.6 11.6l1 1M3.4 12.6l1-1M11.6 4.4l1-1"/>`,
  moon: svg`<path d="M13.2 9.6A5.6 5.6 0 0 1 6.4 2.8a5.6 5.6 0 1 0 6.8 6.8Z"/>`,
  auto: svg`<circle cx="8" cy="8" r="5.4"/><path d="M8 2.6a5.4 5.4 0 0 1 0 10.8Z" fill="currentColor"/>`,
  more: svg`<circle cx="3.5" cy="8" r="1.1" fill="currentColor" stroke="none"/><circle cx="8" cy="8" r="1.1" fill="currentColor" stroke="none"/><circle cx="12.5" cy="8" r="1.1" fill="currentColor" stroke="none"/>`,
  documents: svg`<path d="M2.5 3.5h11M2.5 8h11M2.5 12.5h11"/>`,
  file: svg`<path d="M4 2.2h5l3.2 3.2v8.4H4ZM9 2.2v3.2h3.2"/>`,
  open: svg`<path d="M2.5 12.8V3.4h4l1.4 1.8h5.6v1.9M2.5 12.8l2-5.7h10l-2 5.7Z"/>`,
  save: svg`<path d="M2.8 2.8h8.2l2.2 2.2v8.2H2.8ZM5.2 2.8v3.4h4.6V2.8M5.2 13.2V9.4h5.6v3.8"/>`,
  share: svg`<path d="M6.6 9.4a2.6 2.6 0 0 0 3.7 0l2.3-2.3a2.6 2.6 0 1 0-3.7-3.7l-.8.8M9.4 6.6a2.6 2.6 0 0 0-3.7 0L3.4 8.9a2.6 2.6 0 1 0 3.7 3.7l.8-.8"/>`,
  pencil: svg`<path d="m10.6 2.8 2.6 2.6-7.6 7.6-3.2.6.6-3.2ZM9 4.4 11.6 7"/>`,
  undo: svg`<path d="M3 6.5h6.4a3.6 3.6 0 0 1 0 7.2H6M5.8 3.5l-3 3 3 3"/>`,
  redo: svg`<path d="M13 6.5H6.6a3.6 3.6 0 0 0 0 7.2H10M10.2 3.5l3 3-3 3"/>`,
  up: svg`<path d="M8 13V3.4M3.8 7.4 8 3.2l4.2 4.2"/>`,
  down: svg`<path d="M8 3v9.6M3.8 8.6 8 12.8l4.2-4.2"/>`,
  grip: svg`<path d="M6 4h.1M10 4h.1M6 8h.1M10 8h.1M6 12h.1M10 12h.1" stroke-width="2"/>`,
  keyboard: svg`<rect x="1.5" y="4" width="13" height="8" rx="1.5"/><path d="M4 6.6h.1M6.7 6.6h.1M9.3 6.6h.1M12 6.6h.1M5 9.6h6"/>`,
  search: svg`<circle cx="7" cy="7" r="4.4"/><path d="m10.4 10.4 3.2 3.2"/>`,
  print: svg`<path d="M4.5 6V2.5h7V6M4.5 11.5h-2v-5h11v5h-2M4.5 9.5h7v4h-7Z"/>`,
  alert: svg`<circle cx="8" cy="8" r="5.8"/><path d="M8 4.8v3.8M8 10.9v.3"/>`,
} as const;

export type IconName = keyof typeof SHAPES;

/** An icon beside a text, or in a button that has a name of its own: never read aloud. */
export const icon = (name: IconName): TemplateResult => drawing(SHAPES[name]);

/** A shape as an icon, on the grid and with the lines of all of them. */
export function drawing(shape: TemplateResult): TemplateResult {
  return html`<svg
    class="icon"
    viewBox="0 0 16 16"
    width="16"
    height="16"
    fill="none"
    stroke="currentColor"
    stroke-width="1.5"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
    focusable="false"
  >${shape}</svg>`;
}
