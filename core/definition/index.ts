export { definitionError } from "./definition-error.ts";
export type * from "./definition-tree.ts";
export { parseDefinition } from "./parse-definition.ts";
