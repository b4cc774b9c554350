import type { Drawing, DrawnEdge, DrawnNode } from "./drawing.ts";
import { frameFontSize, type Layout, layOut, type PlacedEdge, type PlacedNode } from "./layout.ts";
import { type Direction, type DrawingOptions, type Palette, paletteOf } from "./palette.ts";
import { pathOf } from "./route.ts";
import { adaptiveStyle } from "./svg-style.ts";

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const numbered = (value: number): string => String(Math.round(value * 10) / 10);

type Attributes = Readonly<Record<string, string | number | null>>;

function element(name: string, attributes: Attributes, ...content: readonly string[]): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== null)
    .map(
      ([attribute, value]) =>
        ` ${attribute}="${typeof value === "number" ? numbered(value) : escaped(String(value))}"`,
    )
    .join("");
  return content.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${content.join("")}</${name}>`;
}

const title = (text: string): string => element("title", {}, escaped(text));

function shapes({ node, box }: PlacedNode, palette: Palette): string[] {
  const { fill, stroke } = palette.nodes[node.style];
  const look = { class: "dj-shape", fill, stroke };
  const { x, y, width, height } = box;
  switch (node.style) {
    case "imported":
    case "computed":
    case "other":
      return [
        element("ellipse", {
          ...look,
          cx: x + width / 2,
          cy: y + height / 2,
          rx: width / 2,
          ry: height / 2,
        }),
      ];
    case "collapsed":
      return [
        element("rect", { ...look, x: x + 4, y: y - 4, width, height }),
        element("rect", { ...look, x, y, width, height }),
      ];
    default:
      return [element("rect", { ...look, x, y, width, height, rx: 6 })];
  }
}

function drawnNode(placed: PlacedNode, palette: Palette): string {
  const { node, box, fontSize } = placed;
  return element(
    "g",
    { class: `dj-node dj-${node.style}` },
    title(node.title),
    ...shapes(placed, palette),
    element(
      "text",
      {
        x: box.x + box.width / 2,
        y: box.y + box.height / 2 + fontSize * 0.35,
        "font-size": fontSize,
        "text-anchor": "middle",
        "text-decoration": node.addsKey ? "underline" : null,
        fill: palette.nodes[node.style].text,
      },
      escaped(node.label),
    ),
  );
}

function drawnEdge({ edge, points }: PlacedEdge, palette: Palette, direction: Direction): string {
  const d = pathOf(points, direction);
  return element(
    "g",
    { class: edge.isRenamed ? "dj-edge dj-renamed" : "dj-edge" },
    title(edge.title),
    element("path", {
      class: "dj-line",
      d,
      stroke: edge.isRenamed ? palette.renamedEdge : palette.edge,
      "stroke-opacity": palette.edgeOpacity.toFixed(2),
      "stroke-width": edge.isThick ? "2.5" : "1",
      "stroke-dasharray": edge.isDashed ? "5 4" : null,
    }),
    // A wider line that nobody sees is easier to point at.
    element("path", { d, stroke: "transparent", "stroke-width": 9 }),
  );
}

const listed = (texts: readonly string[]): string => texts.join(", ");

const countOf = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;

/** What the diagram shows, for those who do not see it. */
function description({ nodes, edges }: Drawing): string {
  const names = new Map(nodes.map((node) => [node.id, nameOf(node)]));
  const kind = ({ isThick, isDashed, isRenamed }: DrawnEdge): string =>
    listed([
      ...(isThick ? ["one to one"] : []),
      ...(isDashed ? ["secondary"] : []),
      ...(isRenamed ? ["renamed"] : []),
    ]);
  const nodeTexts = nodes.map((node) => `${nameOf(node)} (${node.style})`);
  const edgeTexts = edges.map((edge) => {
    const remark = kind(edge);
    return `${names.get(edge.to)} refers to ${names.get(edge.from)}${remark === "" ? "" : ` (${remark})`}`;
  });
  return [`${listed(nodeTexts)}.`, ...edgeTexts.map((text) => `${text}.`)].join(" ");
}

const nameOf = ({ id, label, style }: DrawnNode): string => (style === "collapsed" ? `${id} ${label}` : id);

/**
 * A drawing as an SVG image: a document of its own that can also stand in a page.
 * Specification: "Diagram", visual encoding.
 */
export function writeSvg(drawing: Drawing, { direction, theme }: DrawingOptions): string {
  const palette = paletteOf(theme);
  const placed: Layout = layOut(drawing, direction);
  const { width, height } = placed;
  const tables = countOf(drawing.nodes.length, "table");
  return element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      class: theme === "auto" ? "datajoint-diagram dj-auto" : "datajoint-diagram",
      role: "img",
      width,
      height,
      viewBox: `0 0 ${numbered(width)} ${numbered(height)}`,
      "font-family": "Helvetica, Arial, sans-serif",
    },
    title(`Diagram of ${tables} and ${countOf(drawing.edges.length, "foreign key")}`),
    element("desc", {}, escaped(description(drawing))),
    ...(theme === "auto" ? [element("style", {}, adaptiveStyle())] : []),
    ...(palette.background === null
      ? []
      : [element("rect", { width: "100%", height: "100%", fill: palette.background })]),
    ...placed.schemas.map(({ box, name }) =>
      element(
        "g",
        { class: "dj-schema" },
        element("rect", {
          ...box,
          rx: 8,
          fill: "none",
          stroke: palette.frame,
          "stroke-dasharray": "4 3",
          "stroke-opacity": "0.6",
        }),
        element(
          "text",
          {
            x: box.x + box.width - 10,
            y: box.y + 16,
            "font-size": frameFontSize,
            "text-anchor": "end",
            fill: palette.frameText,
          },
          escaped(name),
        ),
      ),
    ),
    ...placed.entities.map((box) =>
      element("rect", { class: "dj-entity", ...box, rx: 8, fill: palette.entity }),
    ),
    element("g", { fill: "none" }, ...placed.edges.map((edge) => drawnEdge(edge, palette, direction))),
    ...placed.nodes.map((node) => drawnNode(node, palette)),
  );
}
