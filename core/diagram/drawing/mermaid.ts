import { type Drawing, type DrawnNode, groupBy, type NodeStyle } from "./drawing.ts";
import { type Direction, lightPalette } from "./palette.ts";

/** Mermaid's identifiers are words. */
const identifier = (id: string): string => id.replaceAll(/\W/g, "_");

const quoted = (text: string): string => `"${text.replaceAll('"', "#quot;")}"`;

const brackets: Readonly<Record<NodeStyle, readonly [string, string]>> = {
  manual: ["[", "]"],
  lookup: ["[", "]"],
  part: ["[", "]"],
  imported: ["([", "])"],
  computed: ["([", "])"],
  other: ["((", "))"],
  collapsed: ["[[", "]]"],
};

function nodeLine({ id, label, style }: DrawnNode): string {
  const [left, right] = brackets[style];
  const text = /^[\w.]+$/.test(label) ? label : quoted(label);
  return `${identifier(id)}${left}${text}${right}:::${style}`;
}

function schemaLines(schema: string, nodes: readonly DrawnNode[]): string[] {
  const lines = groupBy(nodes, (node) => node.entity ?? node).flatMap(([entity, members]) =>
    typeof entity !== "string"
      ? [`    ${nodeLine(entity)}`]
      : [
          `    subgraph entity_${identifier(entity)}[${quoted(entity)}]`,
          ...members.map((node) => `      ${nodeLine(node)}`),
          "    end",
        ],
  );
  return [`  subgraph schema_${identifier(schema)}[${quoted(schema)}]`, ...lines, "  end"];
}

/**
 * A drawing as a Mermaid flowchart. Mermaid knows no dashes beside widths, so a line tells two things: thick where a
 * parent has one child at most, amber where attributes are renamed.
 * Specification: "Diagram", Mermaid output.
 */
export function writeMermaid({ nodes, edges }: Drawing, direction: Direction): string {
  const styles = Object.entries(lightPalette.nodes).map(
    ([style, { fill, stroke, text }]) => `  classDef ${style} fill:${fill},stroke:${stroke},color:${text}`,
  );
  return [
    `flowchart ${direction}`,
    ...styles,
    ...groupBy(nodes, ({ schema }) => schema).flatMap(([schema, members]) => schemaLines(schema, members)),
    ...edges.map(({ from, to }) => `  ${identifier(from)} --> ${identifier(to)}`),
    ...edges.map(({ isThick, isRenamed }, index) => {
      const colour = isRenamed ? lightPalette.renamedEdge : lightPalette.edge;
      return `  linkStyle ${index} stroke:${colour},stroke-width:${isThick ? 2 : 1}px`;
    }),
    "",
  ].join("\n");
}
