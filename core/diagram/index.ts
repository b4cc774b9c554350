import { Diagram as DiagramClass } from "./diagram.ts";
import type { DiagramSource } from "./source.ts";

export type { DiagramEdge } from "./diagram.ts";
export type { DiagramSource } from "./source.ts";

export type Diagram = DiagramClass;

/** Diagrams; works with and without `new`. */
export const Diagram = new Proxy(DiagramClass, {
  apply: (target, _self, [source]: [DiagramSource]) => new target(source),
}) as typeof DiagramClass & ((source: DiagramSource) => Diagram);
