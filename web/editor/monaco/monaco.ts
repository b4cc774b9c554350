import * as monaco from "monaco-editor/editor";
import "monaco-editor/features/register.all";
import EditorWorker from "monaco-editor/editor/editor.worker?worker";
import { createTypeScriptWorker } from "../../kernel/languages/typescript/editor-typescript.ts";
import { sqlTokenizer } from "../tokens/tokenize-sql.ts";
import { typescriptTokenizer } from "../tokens/tokenize-typescript.ts";
import { completeAttributes } from "./attribute-completion.ts";
import { knowTypes } from "./cell-types.ts";
import { checkDefinitionsInEditors } from "./definition-checks.ts";
import { registerLanguage } from "./register-language.ts";
import { followTheme } from "./theme.ts";

/*
 * The full editor in one chunk of its own. Import it with `import()`, after the first screen.
 */
globalThis.MonacoEnvironment = {
  ...globalThis.MonacoEnvironment,
  getWorker: (_: unknown, label: string) =>
    label === "typescript" ? createTypeScriptWorker() : new EditorWorker(),
};

registerLanguage("typescript", typescriptTokenizer, {
  comments: { lineComment: "//", blockComment: ["/*", "*/"] },
  quotes: ['"', "'", "`"],
});
registerLanguage("sql", sqlTokenizer, {
  comments: { lineComment: "--", blockComment: ["/*", "*/"] },
  quotes: ['"', "'", "`"],
});
knowTypes();
checkDefinitionsInEditors();
completeAttributes();
followTheme();

export { monaco };
