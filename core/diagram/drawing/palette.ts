import type { NodeStyle } from "./drawing.ts";

/** Colours of a node. */
export interface NodeColours {
  readonly fill: string;
  readonly stroke: string;
  readonly text: string;
}

/** DataJoint's colours for one scheme. */
export interface Palette {
  readonly nodes: Readonly<Record<NodeStyle, NodeColours>>;
  readonly background: string | null;
  readonly edge: string;
  readonly renamedEdge: string;
  readonly edgeOpacity: number;
  /** The frame of a schema. */
  readonly frame: string;
  readonly frameText: string;
  /** Behind a master and its parts. */
  readonly entity: string;
}

const colours = (fill: string, stroke: string, text: string): NodeColours => ({ fill, stroke, text });

export const lightPalette: Palette = {
  nodes: {
    manual: colours("#E8F0E9", "#3E7A52", "#28513A"),
    lookup: colours("#F0F0F1", "#808285", "#5A5C5F"),
    imported: colours("#E0F4FC", "#00A0DF", "#00537A"),
    computed: colours("#FFEDE5", "#FF5113", "#B23200"),
    part: colours("#FFFFFF", "#B9BBBE", "#55585C"),
    other: colours("#FFFDE7", "#C9BC5B", "#6B6420"),
    collapsed: colours("#EDEEF0", "#808890", "#404040"),
  },
  background: null,
  edge: "#171C39",
  renamedEdge: "#C77D3A",
  edgeOpacity: 0.62,
  frame: "#171D3A",
  frameText: "#171C39",
  entity: "#F3F5F8",
};

export const darkPalette: Palette = {
  nodes: {
    manual: colours("#16281F", "#6BBF94", "#BCE6CF"),
    lookup: colours("#242832", "#9DA0A4", "#C9CFD9"),
    imported: colours("#0F2433", "#33B8E8", "#BEE7F9"),
    computed: colours("#331B12", "#FF7A47", "#FFC7AE"),
    part: colours("#1E232C", "#8F959D", "#C8CED8"),
    other: colours("#3A3620", "#C9BC5B", "#EBE3A0"),
    collapsed: colours("#242730", "#8890A0", "#C7CDD6"),
  },
  background: "#161A21",
  edge: "#AEB6C2",
  renamedEdge: "#D68C4A",
  edgeOpacity: 0.75,
  frame: "#606875",
  frameText: "#8A93A1",
  entity: "#2A313D",
};

/** Which colours a diagram has; `auto` follows the reader. */
export type DiagramTheme = "light" | "dark" | "auto";

/** Where children are: below their parents, or to the right of them. */
export type Direction = "TB" | "LR";

/** How a diagram is drawn. */
export interface DrawingOptions {
  readonly direction: Direction;
  readonly theme: DiagramTheme;
}

/** The colours of a theme; the light ones where the reader's scheme is not known. */
export const paletteOf = (theme: DiagramTheme): Palette => (theme === "dark" ? darkPalette : lightPalette);
