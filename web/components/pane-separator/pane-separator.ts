import { css, html, LitElement, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";

const STEP = 16;
const WIDE_STEP = 64;

/**
 * The line between the document and a pane beside it. It is dragged, or moved by arrows, with Shift further; Home and
 * End make the pane as narrow and as wide as it gets, Enter and a double click as wide as at first.
 *
 * @fires {CustomEvent<{size: number}>} resize-pane - how wide the reader wants the pane
 */
@customElement("dj-pane-separator")
export class PaneSeparatorElement extends LitElement {
  /** Width of the pane, in pixels. */
  @property({ type: Number }) size = 0;
  @property({ type: Number }) least = 0;
  @property({ type: Number }) most = 0;
  /** How wide the pane is at first. */
  @property({ type: Number }) initial = 0;
  /** On which side of the line the pane is. */
  @property() pane: "start" | "end" = "start";

  static override styles = css`
    :host {
      position: relative;
      z-index: 5;
      display: block;
      inline-size: 1px;
      background: var(--line);
      cursor: col-resize;
      touch-action: none;
    }

    /* Wide enough to be hit. */
    div {
      position: absolute;
      inset-block: 0;
      inset-inline: -12px;
    }

    div::after {
      content: "";
      position: absolute;
      inset-block: 0;
      inset-inline: 11px;
      transition: background-color var(--motion);
    }

    :host(:is(:hover, :focus-visible)) div::after,
    :host([data-dragged]) div::after {
      background: var(--focus);
    }

    :host(:focus-visible) {
      outline: 2px solid var(--focus);
      outline-offset: 1px;
    }
  `;

  override connectedCallback(): void {
    super.connectedCallback();
    this.role = "separator";
    this.tabIndex = 0;
    this.ariaOrientation = "vertical";
    this.addEventListener("keydown", this.onKeydown);
    this.addEventListener("pointerdown", this.onPointerDown);
    this.addEventListener("dblclick", () => this.resize(this.initial));
  }

  protected override updated(_changed: PropertyValues<this>): void {
    this.ariaValueMin = String(this.least);
    this.ariaValueMax = String(this.most);
    this.ariaValueNow = String(this.size);
    this.ariaValueText = `${this.size} pixels wide`;
  }

  protected override render(): TemplateResult {
    return html`<div></div>`;
  }

  private resize(size: number): void {
    const fitting = Math.round(Math.max(this.least, Math.min(size, this.most)));
    if (fitting === this.size) return;
    this.dispatchEvent(new CustomEvent("resize-pane", { detail: { size: fitting } }));
  }

  private readonly onKeydown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const towardsEnd = this.pane === "start" ? 1 : -1;
    const step = event.shiftKey ? WIDE_STEP : STEP;
    const sizes: Readonly<Record<string, number>> = {
      ArrowRight: this.size + step * towardsEnd,
      ArrowLeft: this.size - step * towardsEnd,
      Home: this.least,
      End: this.most,
      Enter: this.initial,
    };
    const size = sizes[event.key];
    if (size === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.resize(size);
  };

  private readonly onPointerDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    event.preventDefault();
    this.focus();
    const { size } = this;
    const start = event.clientX;
    const ended = new AbortController();
    this.dataset.dragged = "";
    this.setPointerCapture(event.pointerId);
    const follow = (move: PointerEvent): void => {
      const by = move.clientX - start;
      this.resize(this.pane === "start" ? size + by : size - by);
    };
    const end = (): void => {
      delete this.dataset.dragged;
      ended.abort();
    };
    this.addEventListener("pointermove", follow, { signal: ended.signal });
    this.addEventListener("lostpointercapture", end, { signal: ended.signal });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "dj-pane-separator": PaneSeparatorElement;
  }
}
