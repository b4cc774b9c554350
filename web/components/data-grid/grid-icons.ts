import { svg, type TemplateResult } from "lit";
import { drawing } from "../icon/icon.ts";

/** Icons of tables, loaded with them; drawn like those of the page. */
const SHAPES = {
  filter: svg`<path d="M2.5 4h11M4.5 8h7M6.5 12h3"/>`,
  ascending: svg`<path d="M8 13V3.4M4.2 7.2 8 3.4l3.8 3.8"/>`,
  descending: svg`<path d="M8 3v9.6M4.2 8.8 8 12.6l3.8-3.8"/>`,
  chart: svg`<path d="M2.8 13.2h10.6M4.5 11V8M8 11V3.5M11.5 11V6"/>`,
  expand: svg`<path d="M9.5 2.8h3.7v3.7M13 3 9.2 6.8M6.5 13.2H2.8V9.5M3 13l3.8-3.8"/>`,
  shrink: svg`<path d="M13.2 6.5H9.5V2.8M9.7 6.3l3.5-3.5M2.8 9.5h3.7v3.7M6.3 9.7l-3.5 3.5"/>`,
  cell: svg`<rect x="2.5" y="3.5" width="11" height="9" rx="1.5"/><path d="M8 6v4M6 8h4"/>`,
} as const;

export const tableIcon = (name: keyof typeof SHAPES): TemplateResult => drawing(SHAPES[name]);
