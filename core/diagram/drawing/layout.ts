import { Graph, layout } from "@dagrejs/dagre";
import { around, type Box, type Point } from "./box.ts";
import { type Drawing, type DrawnEdge, type DrawnNode, groupBy } from "./drawing.ts";
import type { Direction } from "./palette.ts";
import { rankDepths, route } from "./route.ts";
import { textWidth } from "./text-width.ts";

export interface PlacedNode {
  readonly node: DrawnNode;
  readonly box: Box;
  readonly fontSize: number;
}

export interface PlacedEdge {
  readonly edge: DrawnEdge;
  /** As `route` gives them. */
  readonly points: readonly Point[];
}

/** A drawing with a place for everything. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
  /** Frames of schemas, with their names. */
  readonly schemas: readonly { readonly name: string; readonly box: Box }[];
  /** Grounds of masters with their parts. */
  readonly entities: readonly Box[];
}

export const frameFontSize = 12;
const margin = 8;
const entityPadding = 8;
const framePadding = 14;
const frameTitleHeight = 20;

const isRound = ({ style }: DrawnNode): boolean =>
  style === "imported" || style === "computed" || style === "other";

function sizeOf(node: DrawnNode): { width: number; height: number; fontSize: number } {
  const fontSize = node.style === "part" ? 11 : 13;
  const text = textWidth(node.label, fontSize);
  if (isRound(node)) return { width: text * 1.15 + 30, height: 36, fontSize };
  return { width: Math.max(text + 22, 44), height: node.style === "part" ? 24 : 30, fontSize };
}

/** Places nodes in ranks, parents before children, those of a schema and of an entity together. */
function rank({ nodes, edges }: Drawing, direction: Direction) {
  const graph = new Graph({ compound: true, multigraph: true });
  graph.setGraph({ rankdir: direction, nodesep: 26, edgesep: 20, ranksep: 56 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const node of nodes) {
    const { width, height } = sizeOf(node);
    graph.setNode(`node ${node.id}`, { width, height });
    graph.setNode(`schema ${node.schema}`, {});
    if (node.entity === null) graph.setParent(`node ${node.id}`, `schema ${node.schema}`);
    else {
      const entity = `entity ${node.entity}`;
      graph.setNode(entity, {});
      graph.setParent(entity, `schema ${node.schema}`);
      graph.setParent(`node ${node.id}`, entity);
    }
  }
  for (const [index, { from, to, isThick }] of edges.entries()) {
    graph.setEdge(`node ${from}`, `node ${to}`, { weight: isThick ? 3 : 1 }, String(index));
  }
  layout(graph);
  return graph;
}

/** Gives every node, edge and frame of a drawing its place. */
export function layOut(drawing: Drawing, direction: Direction): Layout {
  const graph = rank(drawing, direction);
  const boxes = new Map<DrawnNode, Box>();
  for (const node of drawing.nodes) {
    const { x, y, width, height } = graph.node(`node ${node.id}`) as Box;
    boxes.set(node, { x: x - width / 2, y: y - height / 2, width, height });
  }
  const boxOf = (node: DrawnNode): Box => boxes.get(node)!;
  const entities = groupBy(
    drawing.nodes.filter(({ entity }) => entity !== null),
    ({ entity }) => entity,
  ).map(([, members]) => around(members.map(boxOf), entityPadding));
  const schemas = groupBy(drawing.nodes, ({ schema }) => schema).map(([name, members]) => {
    const inner = members.map((node) =>
      node.entity === null ? boxOf(node) : around([boxOf(node)], entityPadding),
    );
    const box = around(inner, framePadding, frameTitleHeight);
    return { name, box: { ...box, width: Math.max(box.width, textWidth(name, frameFontSize) + 24) } };
  });
  const byId = new Map(drawing.nodes.map((node) => [node.id, boxOf(node)]));
  const depths = rankDepths([...boxes.values()], direction);
  const edges = drawing.edges.map((edge, index): PlacedEdge => {
    const { points } = graph.edge(`node ${edge.from}`, `node ${edge.to}`, String(index)) as {
      points: Point[];
    };
    const isAlone = !drawing.edges.some(
      (other) => other !== edge && other.from === edge.from && other.to === edge.to,
    );
    const bends = points.slice(1, -1);
    return {
      edge,
      points: route(byId.get(edge.from)!, byId.get(edge.to)!, bends, depths, direction, isAlone),
    };
  });
  return shifted({
    width: 0,
    height: 0,
    nodes: drawing.nodes.map((node) => ({ node, box: boxOf(node), fontSize: sizeOf(node).fontSize })),
    edges,
    schemas,
    entities,
  });
}

/** The same with its upper left corner at the origin, and its size. */
function shifted(placed: Layout): Layout {
  const points = placed.edges.flatMap(({ points }) =>
    points.map((point) => ({ ...point, width: 0, height: 0 })),
  );
  const everything = [...placed.schemas.map(({ box }) => box), ...points];
  if (everything.length === 0) return { ...placed, width: 2 * margin, height: 2 * margin };
  const whole = around(everything, margin);
  const move = <Place extends Point>(place: Place): Place => ({
    ...place,
    x: place.x - whole.x,
    y: place.y - whole.y,
  });
  return {
    width: whole.width,
    height: whole.height,
    nodes: placed.nodes.map((one) => ({ ...one, box: move(one.box) })),
    edges: placed.edges.map((one) => ({ ...one, points: one.points.map(move) })),
    schemas: placed.schemas.map((one) => ({ ...one, box: move(one.box) })),
    entities: placed.entities.map(move),
  };
}
