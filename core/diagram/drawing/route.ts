import type { Box, Point } from "./box.ts";
import type { Direction } from "./palette.ts";

/** A place by how far it is along the ranks, and across them. */
interface Place {
  readonly along: number;
  readonly across: number;
}

const placeOf = ({ x, y }: Point, direction: Direction): Place =>
  direction === "LR" ? { along: x, across: y } : { along: y, across: x };

const pointOf = ({ along, across }: Place, direction: Direction): Point =>
  direction === "LR" ? { x: along, y: across } : { x: across, y: along };

/** How far the nodes of a rank reach to either side of its middle, by the middle. */
export type RankDepths = ReadonlyMap<number, number>;

const rankKey = (along: number): number => Math.round(along);

/** The depths of the ranks that boxes stand in. */
export function rankDepths(boxes: readonly Box[], direction: Direction): RankDepths {
  const depths = new Map<number, number>();
  for (const { x, y, width, height } of boxes) {
    const middle = rankKey(placeOf({ x: x + width / 2, y: y + height / 2 }, direction).along);
    const depth = (direction === "LR" ? width : height) / 2;
    depths.set(middle, Math.max(depths.get(middle) ?? 0, depth));
  }
  return depths;
}

/**
 * A line from the side of the parent that faces its children to the side of the child that faces its parents. It
 * changes its height between ranks only, so that it does not run over the nodes of a rank that it passes.
 *
 * @param bends where the layout wants the line between the two
 * @param isAlone true where no other line joins the two, so that it need not keep apart from one
 * @returns pairs of points that are joined by straight lines; from each pair to the next goes a curve
 */
export function route(
  parent: Box,
  child: Box,
  bends: readonly Point[],
  depths: RankDepths,
  direction: Direction,
  isAlone: boolean,
): Point[] {
  const [length, breadth] =
    direction === "LR" ? (["width", "height"] as const) : (["height", "width"] as const);
  const from = placeOf(parent, direction);
  const to = placeOf(child, direction);
  const start: Place = { along: from.along + parent[length], across: from.across + parent[breadth] / 2 };
  const end: Place = { along: to.along, across: to.across + child[breadth] / 2 };
  const startRank = from.along + parent[length] / 2;
  const stops: [Place, Place][] = [[start, { ...start, along: ownEdge(startRank, depths, start.along) }]];
  for (const bend of bends) {
    const place = placeOf(bend, direction);
    const depth = depths.get(rankKey(place.along)) ?? 0;
    if (depth === 0 && isAlone) continue;
    stops.push([
      { ...place, along: place.along - depth },
      { ...place, along: place.along + depth },
    ]);
  }
  const endRank = to.along + child[length] / 2;
  stops.push([{ ...end, along: 2 * endRank - ownEdge(endRank, depths, 2 * endRank - end.along) }, end]);
  return stops.flat().map((place) => pointOf(place, direction));
}

/** The edge of a node's rank on the side of its children, but not before its own. */
const ownEdge = (rank: number, depths: RankDepths, own: number): number =>
  Math.max(own, rank + (depths.get(rankKey(rank)) ?? 0));

const rounded = (value: number): string => String(Math.round(value * 10) / 10);

const written = ({ x, y }: Point): string => `${rounded(x)},${rounded(y)}`;

/** The path of a route: straight within its pairs, and curves between them that leave and arrive straight. */
export function pathOf(points: readonly Point[], direction: Direction): string {
  const parts = [`M${written(points[0]!)}`];
  for (let index = 1; index < points.length; index++) {
    const point = points[index]!;
    const before = points[index - 1]!;
    if (index % 2 === 1) {
      if (before.x !== point.x || before.y !== point.y) parts.push(`L${written(point)}`);
      continue;
    }
    const one = placeOf(before, direction);
    const other = placeOf(point, direction);
    const middle = (one.along + other.along) / 2;
    const leaving = pointOf({ along: middle, across: one.across }, direction);
    const arriving = pointOf({ along: middle, across: other.across }, direction);
    parts.push(`C${written(leaving)} ${written(arriving)} ${written(point)}`);
  }
  return parts.join("");
}
