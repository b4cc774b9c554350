import { html, LitElement, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import { renderMarkdown } from "./render-markdown.ts";
import "./prose-block.css";

/** A stretch of prose of a document. Light DOM, so that its headings can be linked to and searched. */
@customElement("dj-prose-block")
export class ProseBlockElement extends LitElement {
  @property({ attribute: false }) markdown = "";
  @property({ attribute: false }) linkDefinitions = "";

  protected override createRenderRoot(): this {
    return this;
  }

  protected override render(): TemplateResult {
    return html`<div class="prose">${unsafeHTML(renderMarkdown(this.markdown, this.linkDefinitions))}</div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "dj-prose-block": ProseBlockElement;
  }
}
