export type { Attribute } from "./attribute.ts";
export { Heading } from "./heading.ts";
