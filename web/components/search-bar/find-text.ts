/** What is on the page for using it, and is no part of the document. */
const CONTROLS =
  "button, select, option, textarea, input, script, style, svg > title, .visually-hidden, .code-hint, .cell-number, .block-actions, .add-block, [hidden]";

/** What ends a piece of text: a word does not go on in the next paragraph, line or field of a table. */
const PIECES =
  "p, li, h1, h2, h3, h4, h5, h6, td, th, pre, blockquote, summary, div, label, [role=gridcell], [role=columnheader]";

interface Part {
  readonly node: Text;
  /** Where its text begins in the joined one. */
  readonly start: number;
}

/**
 * The places of a text in what an element shows, in reading order. Case does not matter, nor how many spaces there
 * are between words. Text in closed `details` counts, other hidden text does not.
 */
export function findText(root: Element, query: string): Range[] {
  const words = query.trim().split(/\s+/).map(escapePattern);
  if (words[0] === "") return [];
  const { text, parts } = join(root);
  return [...text.matchAll(new RegExp(words.join("[^\\S\\n]+"), "giu"))].map(({ index, 0: found }) => {
    const range = root.ownerDocument.createRange();
    const first = partAt(parts, index);
    const last = partAt(parts, index + found.length - 1);
    range.setStart(first.node, index - first.start);
    range.setEnd(last.node, index + found.length - last.start);
    return range;
  });
}

/** Shows what closed `details` hide of a place. */
export function reveal(range: Range): void {
  let element = range.startContainer.parentElement;
  for (; element !== null; element = element.parentElement) {
    if (element instanceof HTMLDetailsElement) element.open = true;
  }
}

function join(root: Element): { text: string; parts: Part[] } {
  const parts: Part[] = [];
  let text = "";
  let piece: Element | null = null;
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, {
    acceptNode: (node) => {
      if (!(node instanceof Element)) return NodeFilter.FILTER_ACCEPT;
      return node.matches(CONTROLS) || isHidden(node) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
    },
  });
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const { data, parentElement } = node as Text;
    const own = parentElement?.closest(PIECES) ?? null;
    if (own !== piece) text += "\n";
    piece = own;
    parts.push({ node: node as Text, start: text.length });
    text += data;
  }
  return { text, parts };
}

function isHidden(element: Element): boolean {
  if (element.checkVisibility({ visibilityProperty: true })) return false;
  return element.closest("details:not([open])") === null && getComputedStyle(element).display !== "contents";
}

/** The part that holds a place: the last one that begins at or before it. */
function partAt(parts: readonly Part[], place: number): Part {
  let low = 0;
  let high = parts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (parts[middle]!.start <= place) low = middle;
    else high = middle - 1;
  }
  return parts[low]!;
}

function escapePattern(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}
