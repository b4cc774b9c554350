import { type Drawing, type DrawnEdge, type DrawnNode, groupBy, type NodeStyle } from "./drawing.ts";
import { type DrawingOptions, type Palette, paletteOf } from "./palette.ts";

const quoted = (text: string): string => `"${text.replaceAll(/[\\"]/g, "\\$&")}"`;

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const attributesOf = (attributes: Readonly<Record<string, string | number>>): string =>
  Object.entries(attributes)
    .map(
      ([name, value]) =>
        `${name}=${typeof value === "number" || value.startsWith("<") ? value : quoted(value)}`,
    )
    .join(", ");

const shapes: Readonly<Record<NodeStyle, { shape: string; style: string; fontsize: number }>> = {
  manual: { shape: "box", style: "rounded,filled", fontsize: 12 },
  lookup: { shape: "box", style: "rounded,filled", fontsize: 12 },
  imported: { shape: "ellipse", style: "filled", fontsize: 12 },
  computed: { shape: "ellipse", style: "filled", fontsize: 12 },
  part: { shape: "box", style: "rounded,filled", fontsize: 10 },
  other: { shape: "circle", style: "filled", fontsize: 10 },
  collapsed: { shape: "box3d", style: "filled", fontsize: 12 },
};

function nodeLine({ id, label, style, addsKey, title }: DrawnNode, palette: Palette): string {
  const { fill, stroke, text } = palette.nodes[style];
  return `${quoted(id)} [${attributesOf({
    ...shapes[style],
    label: addsKey ? `<<u>${escaped(label)}</u>>` : label,
    fillcolor: fill,
    color: stroke,
    fontcolor: text,
    tooltip: title,
  })}];`;
}

function edgeLine({ from, to, isThick, isDashed, isRenamed, title }: DrawnEdge, palette: Palette): string {
  const alpha = Math.round(palette.edgeOpacity * 255)
    .toString(16)
    .toUpperCase();
  return `  ${quoted(from)} -> ${quoted(to)} [${attributesOf({
    color: `${isRenamed ? palette.renamedEdge : palette.edge}${alpha}`,
    style: isDashed ? "dashed" : "solid",
    penwidth: isThick ? 2 : 0.75,
    weight: isThick ? 3 : 1,
    tooltip: title,
  })}];`;
}

function schemaLines(schema: string, nodes: readonly DrawnNode[], palette: Palette): string[] {
  const frame = {
    label: schema,
    style: "rounded,dashed",
    color: palette.frame,
    fontcolor: palette.frameText,
  };
  const members = groupBy(nodes, (node) => node.entity ?? node).flatMap(([entity, group]) =>
    typeof entity !== "string"
      ? [`    ${nodeLine(entity, palette)}`]
      : [
          `    subgraph ${quoted(`cluster_entity_${entity}`)} {`,
          `      graph [${attributesOf({ label: "", style: "rounded,filled", fillcolor: palette.entity, color: palette.entity })}];`,
          ...group.map((node) => `      ${nodeLine(node, palette)}`),
          "    }",
        ],
  );
  return [
    `  subgraph ${quoted(`cluster_${schema}`)} {`,
    `    graph [${attributesOf({ ...frame, labelloc: "t", labeljust: "r" })}];`,
    ...members,
    "  }",
  ];
}

/** A drawing in the language of Graphviz. Specification: "Diagram", Graphviz output. */
export function writeDot({ nodes, edges }: Drawing, { direction, theme }: DrawingOptions): string {
  const palette = paletteOf(theme);
  const graph: Record<string, string> = { rankdir: direction, fontname: "Helvetica" };
  if (palette.background !== null) graph.bgcolor = palette.background;
  return [
    "digraph {",
    `  graph [${attributesOf(graph)}];`,
    `  node [${attributesOf({ fontname: "Helvetica", margin: "0.11,0.06" })}];`,
    `  edge [${attributesOf({ arrowhead: "none" })}];`,
    ...groupBy(nodes, ({ schema }) => schema).flatMap(([schema, members]) =>
      schemaLines(schema, members, palette),
    ),
    ...edges.map((edge) => edgeLine(edge, palette)),
    "}",
    "",
  ].join("\n");
}
