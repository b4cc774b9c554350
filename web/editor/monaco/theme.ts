import * as monaco from "monaco-editor/editor";
import type { TokenKind } from "../tokens/token.ts";

const KINDS: readonly TokenKind[] = [
  "plain",
  "keyword",
  "type",
  "string",
  "number",
  "comment",
  "decorator",
  "punctuation",
  "key",
  "reference",
];

/** Keeps the editor in the colours of the page, which live in `styles/tokens.css` alone. */
export function followTheme(): void {
  applyTheme();
  new MutationObserver(applyTheme).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", applyTheme);
}

function applyTheme(): void {
  const probe = document.createElement("span");
  document.body.append(probe);
  const color = (name: string, alpha = ""): string => {
    probe.style.color = `var(--${name})`;
    return hex(getComputedStyle(probe).color) + alpha;
  };
  const surface = color("surface");
  monaco.editor.defineTheme("page", {
    base: isDark(surface) ? "vs-dark" : "vs",
    inherit: false,
    rules: KINDS.map((kind) => ({ token: kind, foreground: color(`code-${kind}`).slice(1) })),
    colors: {
      "editor.background": surface,
      "editor.foreground": color("code-plain"),
      "editorCursor.foreground": color("ink"),
      "editor.selectionBackground": color("selection"),
      "editor.inactiveSelectionBackground": color("selection", "80"),
      "editor.wordHighlightBackground": color("selection", "50"),
      "editor.wordHighlightStrongBackground": color("selection", "50"),
      "editorBracketMatch.background": color("selection"),
      "editorBracketMatch.border": color("selection"),
      "editorWidget.background": color("surface-raised"),
      "editorWidget.foreground": color("ink"),
      "editorWidget.border": color("line"),
      "editorSuggestWidget.selectedBackground": color("surface-pressed"),
      "editorSuggestWidget.selectedForeground": color("ink"),
      "list.hoverBackground": color("surface"),
      "list.focusHighlightForeground": color("accent"),
      "list.highlightForeground": color("accent"),
      "input.background": color("paper"),
      "input.foreground": color("ink"),
      "input.border": color("line-strong"),
      focusBorder: color("focus"),
      foreground: color("ink"),
      "menu.background": color("surface-raised"),
      "menu.foreground": color("ink"),
      "menu.selectionBackground": color("surface-pressed"),
      "menu.selectionForeground": color("ink"),
      "scrollbarSlider.background": color("line-strong", "40"),
      "scrollbarSlider.hoverBackground": color("line-strong", "70"),
      "scrollbarSlider.activeBackground": color("line-strong", "90"),
      "widget.shadow": "#00000022",
    },
  });
  probe.remove();
  monaco.editor.setTheme("page");
}

/** `rgb(23, 28, 57)` as `#171c39`. */
function hex(color: string): string {
  const channels = color.match(/[\d.]+/g)!.slice(0, 3);
  return `#${channels.map((channel) => Math.round(Number(channel)).toString(16).padStart(2, "0")).join("")}`;
}

function isDark(color: string): boolean {
  const channels = color.slice(1).match(/../g)!;
  return channels.reduce((sum, channel) => sum + Number.parseInt(channel, 16), 0) < 3 * 128;
}
