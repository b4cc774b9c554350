import DOMPurify from "dompurify";
import { markdownHtml } from "./markdown-html.ts";

/**
 * Renders Markdown as HTML that is safe to insert: no scripts, styles, forms or frames, whoever wrote it.
 *
 * @param markdown - one block of prose
 * @param linkDefinitions - the link reference definitions of the whole document
 */
export function renderMarkdown(markdown: string, linkDefinitions: string): string {
  return DOMPurify.sanitize(markdownHtml(markdown, linkDefinitions), {
    USE_PROFILES: { html: true },
    FORBID_TAGS: ["style", "form", "input", "button", "textarea", "select", "dialog"],
    FORBID_ATTR: ["style", "autofocus", "popover"],
    ADD_ATTR: ["tabindex"],
  });
}
