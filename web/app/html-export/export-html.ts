import { html, nothing, render, type TemplateResult } from "lit";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import { adaptiveStyle } from "../../../core/diagram/drawing/svg-style.ts";
import proseStyles from "../../components/prose-block/prose-block.css?inline";
import { renderMarkdown } from "../../components/prose-block/render-markdown.ts";
import { hasMark, instanceOf } from "../../documents/cell-info.ts";
import codeStyles from "../../styles/code.css?inline";
import tokenStyles from "../../styles/tokens.css?inline";
import type { CellRecord } from "../session/cell-record.ts";
import type { NotebookSession } from "../session/notebook-session.ts";
import pageStyles from "./exported-page.css?inline";
import { renderCode, renderOutput } from "./render-output.ts";

/** Nothing in the file runs, and nothing is loaded from anywhere, whatever stands in the document. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/**
 * A document with its outputs as one HTML file that opens by itself: without a network, without scripts.
 *
 * @param session - the document as it is open, with what its cells gave
 * @param name - what the document is called
 */
export async function exportHtml(session: NotebookSession, name: string): Promise<string> {
  const records = new Map(session.cells.map((cell) => [cell.id, cell]));
  const page = document.implementation.createHTMLDocument(name);
  page.documentElement.lang = "en";
  page.head.prepend(
    element(page, "meta", { charset: "utf-8" }),
    element(page, "meta", { "http-equiv": "Content-Security-Policy", content: POLICY }),
    element(page, "meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    element(page, "meta", { name: "color-scheme", content: "light dark" }),
  );
  const style = page.createElement("style");
  style.append([tokenStyles, codeStyles, proseStyles, adaptiveStyle(), pageStyles].join("\n"));
  page.head.append(style);
  const content = document.createElement("main");
  const date = new Intl.DateTimeFormat("en", { dateStyle: "long" }).format(new Date());
  render(
    html`${session.blocks.map((block) => {
      if (block.kind === "cell") return renderCell(records.get(block.id)!);
      const prose = renderMarkdown(block.markdown, session.document.linkDefinitions);
      return html`<div class="prose">${unsafeHTML(prose)}</div>`;
    })}
    <p class="saved">Saved from DataJoint in the browser on ${date}.</p>`,
    content,
  );
  removeComments(content);
  await bringImages(content);
  completeLinks(content);
  page.body.append(content);
  return `<!doctype html>\n${page.documentElement.outerHTML}\n`;
}

function renderCell({ number, language, info, source, outputs }: CellRecord): TemplateResult {
  const title =
    language === "ts" ? "" : `, ${[language.toUpperCase(), instanceOf(info)].filter(Boolean).join(" on ")}`;
  return html`<section class="cell" aria-label="Cell ${number}${title}">
    ${hasMark(info, "hide-code") ? nothing : renderCode(source, language)}
    ${outputs.length === 0 || hasMark(info, "hide-output") ? nothing : html`<div class="outputs">${outputs.map(renderOutput)}</div>`}
  </section>`;
}

function element(page: Document, name: string, attributes: Readonly<Record<string, string>>): HTMLElement {
  const made = page.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  return made;
}

/** What the templates left behind. */
function removeComments(content: HTMLElement): void {
  const walker = document.createTreeWalker(content, NodeFilter.SHOW_COMMENT);
  const comments: Node[] = [];
  while (walker.nextNode()) comments.push(walker.currentNode);
  for (const comment of comments) (comment as Comment).remove();
}

/** Images of this site come along; of another one, whose policy is not ours, a link stays. */
async function bringImages(content: HTMLElement): Promise<void> {
  const images = [...content.querySelectorAll<HTMLImageElement>("img:not([src^='data:'])")];
  await Promise.all(
    images.map(async (image) => {
      const url = new URL(image.getAttribute("src") ?? "", document.baseURI);
      try {
        if (url.origin !== location.origin) throw new Error("an image of another site");
        const response = await fetch(url);
        if (!response.ok) throw new Error(String(response.status));
        image.src = await dataUrl(await response.blob());
        image.removeAttribute("srcset");
      } catch {
        const link = document.createElement("a");
        link.href = url.href;
        link.append(image.alt || url.href);
        image.replaceWith(link);
      }
    }),
  );
}

function dataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}

/** Links to other pages of this site lead there from wherever the file is. */
function completeLinks(content: HTMLElement): void {
  for (const link of content.querySelectorAll("a[href]")) {
    const href = link.getAttribute("href")!;
    if (!href.startsWith("#")) link.setAttribute("href", new URL(href, document.baseURI).href);
  }
}
