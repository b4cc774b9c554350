import type { LanguageFrontEnd } from "./language-front-end.ts";

/** SQL goes to the worker as it is: only the database can tell whether it is right. */
export const sqlFrontEnd: LanguageFrontEnd = {
  language: "sql",
  start: async () => {},
  compile: async ({ source }) => ({ kind: "compiled", target: "sql", code: source, map: null }),
};
