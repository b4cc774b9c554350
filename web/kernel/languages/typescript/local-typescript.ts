import type { CellLanguage } from "../../cell.ts";
import type { LanguageFrontEnd } from "../language-front-end.ts";
import { transpileCell } from "./transpile-cell.ts";

/** TypeScript compiled in this thread, for Node: the same services as the browser's worker. */
export const localTypeScript: LanguageFrontEnd = {
  language: "ts" satisfies CellLanguage,
  start: async () => {
    await services();
  },
  compile: async ({ source }) => transpileCell(await services(), source),
};

async function services() {
  const module = await import("monaco-editor/languages/features/typescript/lib/typescriptServices");
  return module.typescript;
}
