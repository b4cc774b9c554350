import { html, LitElement, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { unsafeHTML } from "lit/directives/unsafe-html.js";
import { loadProseRenderer, proseHtml } from "./prose-html.ts";
import "./prose-block.css";

/** A stretch of prose of a document. Light DOM, so that its headings can be linked to and searched. */
@customElement("dj-prose-block")
export class ProseBlockElement extends LitElement {
  @property({ attribute: false }) markdown = "";
  @property({ attribute: false }) linkDefinitions = "";

  @state() private content = "";

  protected override createRenderRoot(): this {
    return this;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("markdown") || changed.has("linkDefinitions")) this.read();
  }

  protected override render(): TemplateResult {
    return html`<div class="prose">${unsafeHTML(this.content)}</div>`;
  }

  private read(): void {
    const content = proseHtml(this.markdown, this.linkDefinitions);
    if (content !== null) this.content = content;
    else void loadProseRenderer().then(() => this.read());
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "dj-prose-block": ProseBlockElement;
  }
}
