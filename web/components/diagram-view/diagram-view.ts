import { html, LitElement, type PropertyValues, type TemplateResult, unsafeCSS } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { adaptiveStyle } from "../../../core/diagram/drawing/svg-style.ts";
import { downloadFile } from "../../files/download-file.ts";
import type { DiagramOutput } from "../../kernel/output.ts";
import { controls } from "../../styles/controls.ts";
import "../copy-button/copy-button.ts";
import { EnlargedView } from "../enlarged-view/enlarged-view.ts";
import { icon } from "../icon/icon.ts";
import { cleanSvg } from "./clean-svg.ts";
import styles from "./diagram-view.css?inline";

const smallestScale = 0.25;
const largestScale = 3;
const step = 1.25;

/** A diagram of tables: as wide as the page at first, then of any size, to be scrolled. */
@customElement("dj-diagram-view")
export class DiagramViewElement extends LitElement {
  @property({ attribute: false }) diagram: DiagramOutput = { kind: "diagram", svg: "", mermaid: "" };

  /** Size beside that of the image itself; null where it fits the width of the page. */
  @state() private scale: number | null = null;
  private readonly enlarged = new EnlargedView(this, () => "Diagram, enlarged");
  private image: SVGSVGElement | null = null;
  private natural = { width: 0, height: 0 };

  @query(".scroll") private readonly frame!: HTMLElement;

  static override styles = [controls, unsafeCSS(adaptiveStyle()), unsafeCSS(styles)];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("diagram")) return;
    this.image = cleanSvg(this.diagram.svg);
    this.natural = {
      width: Number(this.image?.getAttribute("width") ?? 0),
      height: Number(this.image?.getAttribute("height") ?? 0),
    };
    this.scale = null;
  }

  protected override render(): TemplateResult {
    const { width, height } = this.natural;
    this.image?.setAttribute("width", String(width * (this.scale ?? 1)));
    this.image?.setAttribute("height", String(height * (this.scale ?? 1)));
    return html`
      <div
        class="scroll ${this.scale === null ? "is-fitted" : ""}"
        tabindex="0"
        role="group"
        aria-label="Diagram, scrollable"
      >${this.image ?? "This diagram can't be shown."}</div>
      <footer>
        <button
          class="control icon-only"
          type="button"
          aria-label="Zoom out"
          title="Zoom out"
          ?disabled=${this.scale !== null && this.scale <= smallestScale}
          @click=${() => this.zoom(1 / step)}
        >${icon("minus")}</button>
        <span class="size" aria-live="polite">${this.scale === null ? "fitted" : `${Math.round(this.scale * 100)} %`}</span>
        <button
          class="control icon-only"
          type="button"
          aria-label="Zoom in"
          title="Zoom in"
          ?disabled=${this.scale !== null && this.scale >= largestScale}
          @click=${() => this.zoom(step)}
        >${icon("plus")}</button>
        <button class="control" type="button" ?disabled=${this.scale === null} @click=${this.fit}>
          Fit to width
        </button>
        ${this.enlarged.renderButton()}
        <button class="control" type="button" @click=${this.download}>${icon("download")} Download SVG</button>
        <dj-copy-button .text=${this.diagram.mermaid} what="Mermaid" .isWhatShown=${true}></dj-copy-button>
      </footer>
    `;
  }

  /** From the size that is seen, and about the middle of what is seen. */
  private async zoom(factor: number): Promise<void> {
    if (this.image === null || this.natural.width === 0) return;
    const shown = this.scale ?? this.image.getBoundingClientRect().width / this.natural.width;
    const { frame } = this;
    const middle = {
      x: (frame.scrollLeft + frame.clientWidth / 2) / shown,
      y: (frame.scrollTop + frame.clientHeight / 2) / shown,
    };
    this.scale = Math.min(largestScale, Math.max(smallestScale, shown * factor));
    await this.updateComplete;
    frame.scrollTo({
      left: middle.x * this.scale - frame.clientWidth / 2,
      top: middle.y * this.scale - frame.clientHeight / 2,
    });
  }

  private fit(): void {
    this.scale = null;
  }

  /** The image with colours that follow the scheme of whatever shows it. */
  private download(): void {
    const image = cleanSvg(this.diagram.svg);
    if (image === null) return;
    if (image.classList.contains("dj-auto")) {
      const style = document.createElementNS("http://www.w3.org/2000/svg", "style");
      style.append(adaptiveStyle());
      image.querySelector("desc, title")?.after(style);
    }
    const text = new XMLSerializer().serializeToString(image);
    downloadFile(new Blob([text], { type: "image/svg+xml" }), "diagram.svg");
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "dj-diagram-view": DiagramViewElement;
  }
}
