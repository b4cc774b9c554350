import { cellModelUri } from "../../kernel/languages/typescript/editor-typescript.ts";
import { monaco } from "./monaco.ts";

/** What the full editor is made from and tells its cell. */
export interface FullEditorOptions {
  readonly host: HTMLElement;
  /** The plain editor's field, whose measures the full editor takes over. */
  readonly like: HTMLElement;
  /** The cell whose code it is; by it types flow from one cell to the next. */
  readonly cellId: string;
  readonly source: string;
  readonly language: "typescript" | "sql";
  readonly label: string;
  readonly describedBy: string;
  readonly isTabMovingFocus: boolean;
  onInput(source: string): void;
  /** Called for Esc where it closes nothing in the editor. */
  onLeave(): void;
}

/** What Esc closes or ends first, by the names of the editor's contexts. */
const ENDED_BY_ESCAPE = [
  "suggestWidgetVisible",
  "findWidgetVisible",
  "parameterHintsVisible",
  "renameInputVisible",
  "referenceSearchVisible",
  "markersNavigationVisible",
  "codeActionMenuVisible",
  "editorHoverVisible",
  "editorHasMultipleSelections",
  "inSnippetMode",
];

/** One Monaco editor, as tall as its code, in the measures of the page. */
export class FullEditor {
  private readonly editor: monaco.editor.IStandaloneCodeEditor;
  private readonly errorMark: monaco.editor.IEditorDecorationsCollection;
  private readonly resizing: ResizeObserver;

  constructor(private readonly options: FullEditorOptions) {
    const style = getComputedStyle(options.like);
    const name = cellModelUri(options.cellId);
    const uri = monaco.Uri.parse(options.language === "typescript" ? name : `${name}.sql`);
    this.editor = monaco.editor.create(options.host, {
      model: monaco.editor.createModel(options.source, options.language, uri),
      ariaLabel: options.label,
      accessibilitySupport: "on",
      editContext: false,
      tabFocusMode: options.isTabMovingFocus,
      fontFamily: style.fontFamily,
      fontSize: Number.parseFloat(style.fontSize),
      lineHeight: Number.parseFloat(style.lineHeight),
      fontLigatures: false,
      padding: { top: Number.parseFloat(style.paddingTop), bottom: Number.parseFloat(style.paddingBottom) },
      lineDecorationsWidth: Number.parseFloat(style.paddingLeft),
      lineNumbers: "off",
      lineNumbersMinChars: 0,
      glyphMargin: false,
      folding: false,
      minimap: { enabled: false },
      overviewRulerLanes: 0,
      overviewRulerBorder: false,
      hideCursorInOverviewRuler: true,
      renderLineHighlight: "none",
      guides: { indentation: false },
      bracketPairColorization: { enabled: false },
      stickyScroll: { enabled: false },
      scrollBeyondLastLine: false,
      scrollBeyondLastColumn: 2,
      scrollbar: { vertical: "hidden", alwaysConsumeMouseWheel: false, horizontalScrollbarSize: 8 },
      wordWrap: "off",
      fixedOverflowWidgets: true,
      unicodeHighlight: { ambiguousCharacters: false },
      // What is typed or pasted stands there as it was meant, closed or not.
      autoClosingBrackets: "never",
      autoClosingQuotes: "never",
      autoSurround: "never",
      quickSuggestions: false,
      wordBasedSuggestions: "off",
      acceptSuggestionOnCommitCharacter: false,
      acceptSuggestionOnEnter: "smart",
      occurrencesHighlight: "off",
      contextmenu: true,
      automaticLayout: false,
    });
    this.editor.getModel()!.updateOptions({ tabSize: 2, insertSpaces: true });
    this.errorMark = this.editor.createDecorationsCollection();
    this.editor.onDidContentSizeChange(() => this.fit());
    this.editor.onDidChangeModelContent(() => options.onInput(this.source));
    const isFree = ENDED_BY_ESCAPE.map((context) => `!${context}`).join(" && ");
    this.editor.addAction({
      id: "leave-editor",
      label: "Leave the Editor",
      keybindings: [monaco.KeyCode.Escape],
      keybindingContext: isFree,
      run: () => options.onLeave(),
    });
    this.resizing = new ResizeObserver(() => this.fit());
    this.resizing.observe(options.host.parentElement!);
    this.fit();
    this.input?.setAttribute("aria-describedby", options.describedBy);
  }

  get source(): string {
    return this.editor.getModel()!.getValue(monaco.editor.EndOfLinePreference.LF);
  }

  set source(source: string) {
    if (source === this.source) return;
    const selection = this.editor.getSelection();
    this.editor.setValue(source);
    if (selection !== null) this.editor.setSelection(selection);
  }

  set label(label: string) {
    this.editor.updateOptions({ ariaLabel: label });
  }

  set isTabMovingFocus(isMoving: boolean) {
    this.editor.updateOptions({ tabFocusMode: isMoving });
  }

  /** Where the cursor stands, counted in characters of the source. */
  get caret(): number {
    const before = monaco.Range.fromPositions({ lineNumber: 1, column: 1 }, this.editor.getPosition()!);
    return this.editor.getModel()!.getValueInRange(before, monaco.editor.EndOfLinePreference.LF).length;
  }

  focus(): void {
    this.editor.focus();
  }

  /** Selects from one place of the source to another, counted in characters. */
  select(start: number, end: number): void {
    const model = this.editor.getModel()!;
    const range = monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end));
    this.editor.setSelection(range);
    this.editor.revealRange(range);
  }

  markError(line: number | null): void {
    this.errorMark.set(
      line === null
        ? []
        : [
            {
              range: new monaco.Range(line, 1, line, 1),
              options: {
                isWholeLine: true,
                className: "error-line",
                linesDecorationsClassName: "error-line-edge",
              },
            },
          ],
    );
  }

  /** Resolves when the code has been painted, in its colours. */
  painted(): Promise<void> {
    colorNow(this.editor.getModel()!);
    return new Promise((resolve) => {
      requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
    });
  }

  dispose(): void {
    this.resizing.disconnect();
    this.editor.getModel()?.dispose();
    this.editor.dispose();
  }

  private get input(): HTMLElement | null {
    return this.options.host.querySelector("textarea.inputarea");
  }

  private fit(): void {
    const width = this.options.host.parentElement!.clientWidth;
    if (width > 0) this.editor.layout({ width, height: this.editor.getContentHeight() });
  }
}

/** The editor reads lines for their colours when it has time, which on a busy machine is after the first paint. */
function colorNow(model: monaco.editor.ITextModel): void {
  // Every model of the editor can do this, but its types do not tell.
  const { tokenization } = model as { tokenization?: { forceTokenization?(line: number): void } };
  tokenization?.forceTokenization?.(model.getLineCount());
}
