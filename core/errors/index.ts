export * from "./errors.ts";
export { nearestName, suggestion } from "./suggestion.ts";
