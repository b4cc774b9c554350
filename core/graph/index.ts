export { anyOf, type CascadeTable, cascade, keysNode, type Seed } from "./cascade.ts";
export { climb } from "./climb.ts";
export { type Dependency, DependencyGraph, type Reference, type TableKeys } from "./dependency-graph.ts";
export { loadGraph } from "./load-graph.ts";
export { type NarrowedTable, narrow, narrowedCondition } from "./narrow.ts";
export { trace } from "./trace.ts";
