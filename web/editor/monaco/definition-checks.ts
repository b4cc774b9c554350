import * as monaco from "monaco-editor/editor";
import { cellModelUri } from "../../kernel/languages/typescript/editor-typescript.ts";
import { knownCells } from "../known-cells.ts";
import { checkDefinitions, type DefinitionProblem } from "../tables/check-definition.ts";

const OWNER = "datajoint";

/** So long after the last key, definitions are read. */
const PAUSE = 150;

const problems = new WeakMap<monaco.editor.ITextModel, readonly DefinitionProblem[]>();

/** Marks mistakes in table definitions as they are written, and offers what the parser would rather read. */
export function checkDefinitionsInEditors(): void {
  monaco.editor.onDidCreateModel((model) => {
    if (model.getLanguageId() !== "typescript") return;
    let timer = 0;
    const check = (): void => {
      if (model.isDisposed()) return;
      mark(model);
    };
    const checkSoon = (): void => {
      clearTimeout(timer);
      timer = window.setTimeout(check, PAUSE);
    };
    model.onDidChangeContent(checkSoon);
    // A class that another cell declares, or no longer does, is one to refer to.
    knownCells.addEventListener("change", checkSoon);
    model.onWillDispose(() => knownCells.removeEventListener("change", checkSoon));
    check();
  });
  monaco.languages.registerCodeActionProvider(
    "typescript",
    {
      provideCodeActions(model, range) {
        const actions = (problems.get(model) ?? []).flatMap((problem): monaco.languages.CodeAction[] => {
          const { replacement } = problem;
          const marker = markerOf(model, problem);
          if (replacement === null || !monaco.Range.areIntersectingOrTouching(marker, range)) return [];
          const textEdit = { range: monaco.Range.lift(marker), text: replacement };
          const edit = { resource: model.uri, versionId: model.getVersionId(), textEdit };
          return [
            {
              title: `Change to “${replacement}”`,
              kind: "quickfix",
              isPreferred: true,
              diagnostics: [marker],
              edit: { edits: [edit] },
            },
          ];
        });
        return { actions, dispose: () => {} };
      },
    },
    { providedCodeActionKinds: ["quickfix"] },
  );
}

function mark(model: monaco.editor.ITextModel): void {
  const uri = model.uri.toString();
  const others = knownCells.cells.filter(({ id, language }) => language === "ts" && cellModelUri(id) !== uri);
  const found = checkDefinitions(
    model.getValue(monaco.editor.EndOfLinePreference.LF),
    others.map(({ source }) => source),
  );
  problems.set(model, found);
  monaco.editor.setModelMarkers(
    model,
    OWNER,
    found.map((problem) => markerOf(model, problem)),
  );
}

function markerOf(model: monaco.editor.ITextModel, problem: DefinitionProblem): monaco.editor.IMarkerData {
  const range = monaco.Range.fromPositions(
    model.getPositionAt(problem.start),
    model.getPositionAt(problem.end),
  );
  const severity = problem.severity === "error" ? monaco.MarkerSeverity.Error : monaco.MarkerSeverity.Warning;
  const { startLineNumber, startColumn, endLineNumber, endColumn } = range;
  return {
    severity,
    message: problem.message,
    source: "definition",
    startLineNumber,
    startColumn,
    endLineNumber,
    endColumn,
  };
}
