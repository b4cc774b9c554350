export * from "./errors.ts";
export { assertOptions } from "./options.ts";
export { nearestName, suggestion } from "./suggestion.ts";
