/** What a Mermaid flowchart of DataJoint draws. */
export interface DrawnDiagram {
  readonly nodes: DrawnNode[];
  readonly edges: DrawnEdge[];
}

export interface DrawnNode {
  /** As an identifier: dots written as underscores. */
  readonly name: string;
  readonly class: string;
  readonly shape?: "box" | "stadium" | "circle";
  readonly label?: string;
  readonly schema: string;
  /** The master whose box the node stands in. */
  readonly entity?: string;
  /** How many tables a collapsed node stands for. */
  readonly tables?: number;
}

export interface DrawnEdge {
  readonly from: string;
  readonly to: string;
  readonly thick: boolean;
  readonly renamed: boolean;
}

const amber = /#F9A825|#FFA000|#D97706|#E69F00|amber/i;
const baseColour = /#171C39/i;

const shapes: readonly (readonly [RegExp, DrawnNode["shape"]])[] = [
  [/^(\w+)\(\[(.*)\]\):::(\w+)$/, "stadium"],
  [/^(\w+)\(\((.*)\)\):::(\w+)$/, "circle"],
  [/^(\w+)\[(?!\[)(.*)\]:::(\w+)$/, "box"],
];
const collapsedNode = /^(\w+)\[\["?\((\d+) tables?\)"?\]\]:::collapsed$/;

const unquoted = (text: string): string => text.replace(/^"(.*)"$/, "$1");

/**
 * Reads the flowchart that `toMermaid` writes.
 *
 * @throws Error at a line that it can't read
 */
export function readMermaid(text: string): DrawnDiagram {
  const nodes: DrawnNode[] = [];
  const edges: { from: string; to: string }[] = [];
  const styles = new Map<number, string>();
  /** Subgraphs open here: the schema's, and within it a master's. */
  const open: string[] = [];
  for (const raw of text.split("\n")) {
    const line = raw.trim();
    if (line === "" || /^(flowchart|classDef|direction|style|%%)/.test(line)) continue;
    const subgraph = /^subgraph (\w+)(?:\[(.*)\])?$/.exec(line);
    const style = /^linkStyle ([\d,]+) (.*)$/.exec(line);
    const edge = /^(\w+) (?:-->|---|==>|===) (\w+)$/.exec(line);
    const collapsed = collapsedNode.exec(line);
    if (subgraph !== null) {
      open.push(subgraph[2] === undefined ? subgraph[1]! : unquoted(subgraph[2]));
    } else if (line === "end") {
      open.pop();
    } else if (style !== null) {
      for (const index of style[1]!.split(",")) styles.set(Number(index), style[2]!);
    } else if (edge !== null) {
      edges.push({ from: edge[1]!, to: edge[2]! });
    } else if (collapsed !== null) {
      nodes.push({
        name: collapsed[1]!,
        class: "collapsed",
        tables: Number(collapsed[2]),
        schema: open[0] ?? collapsed[1]!,
      });
    } else {
      nodes.push(readNode(line, open));
    }
  }
  return {
    nodes,
    edges: edges.map((edge, index) => {
      const style = styles.get(index) ?? "";
      const colour = /stroke:([^,;]+)/.exec(style)?.[1] ?? "";
      const renamed = amber.test(colour) || (colour !== "" && !baseColour.test(colour));
      return { ...edge, thick: /stroke-width:2px/.test(style), renamed };
    }),
  };
}

function readNode(line: string, open: readonly string[]): DrawnNode {
  for (const [pattern, shape] of shapes) {
    const match = pattern.exec(line);
    if (match === null) continue;
    const entity = open[1] === undefined || open[1] === "" ? undefined : open[1];
    return {
      name: match[1]!,
      class: match[3]!,
      shape,
      label: unquoted(match[2]!),
      schema: open[0] ?? "",
      ...(entity === undefined ? {} : { entity }),
    };
  }
  throw new Error(`This line of Mermaid can't be read: ${line}`);
}
