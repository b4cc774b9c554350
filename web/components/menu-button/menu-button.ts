import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { controls } from "../../styles/controls.ts";
import { type IconName, icon } from "../icon/icon.ts";
import type { MenuItem } from "./menu-item.ts";

/**
 * A button that opens a menu. Arrows, Home, End and first letters go through it, Escape and Tab close it.
 *
 * @fires {CustomEvent<{name: string}>} choose - the reader chose an item
 */
@customElement("dj-menu-button")
export class MenuButtonElement extends LitElement {
  /** The button's accessible name, which is also its tooltip. */
  @property() label = "";
  @property() icon: IconName = "more";
  @property({ attribute: false }) items: readonly MenuItem[] = [];
  /** At which edge of the button the menu begins. */
  @property({ reflect: true }) align: "start" | "end" = "start";

  @state() private isOpen = false;

  static override styles = [
    controls,
    css`
      :host {
        position: relative;
        display: inline-block;
      }

      .menu {
        position: absolute;
        inset-block-start: calc(100% + 4px);
        inset-inline-start: 0;
        z-index: 20;
        inline-size: max-content;
        min-inline-size: 13rem;
        max-inline-size: calc(100vw - 1rem);
        max-block-size: calc(100dvh - 6rem);
        padding: 0.3rem;
        border: 1px solid var(--line);
        border-radius: 10px;
        background: var(--surface-raised);
        box-shadow: var(--shadow);
        overflow-y: auto;
      }

      :host([align="end"]) .menu {
        inset-inline: auto 0;
      }

      .item {
        display: flex;
        justify-content: flex-start;
        gap: 0.6rem;
        inline-size: 100%;
        min-block-size: 2.1rem;
        padding-inline: 0.6rem;
        font-weight: 450;
      }

      .item:focus-visible {
        outline-offset: -2px;
      }

      .item[data-danger] {
        color: var(--tier-computed-ink);
      }

      .title {
        flex: 1;
        text-align: start;
      }

      .no-icon {
        inline-size: 16px;
      }

      kbd {
        margin-inline-start: 1.2rem;
        color: var(--ink-quiet);
        font: inherit;
        font-size: 0.75rem;
      }

      hr {
        margin: 0.3rem 0.6rem;
        border: 0;
        border-block-start: 1px solid var(--line);
      }

      @media (pointer: coarse) {
        .item {
          min-block-size: 2.75rem;
        }

        kbd {
          display: none;
        }
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener("focusout", this.onFocusOut);
    document.addEventListener("pointerdown", this.onPointerDown);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener("focusout", this.onFocusOut);
    document.removeEventListener("pointerdown", this.onPointerDown);
  }

  override focus(): void {
    this.renderRoot.querySelector("button")?.focus();
  }

  protected override render(): TemplateResult {
    return html`
      <button
        type="button"
        class="control icon-only"
        aria-label=${this.label}
        title=${this.label}
        aria-haspopup="menu"
        aria-expanded=${this.isOpen}
        @click=${() => (this.isOpen ? this.close(true) : this.open(0))}
        @keydown=${this.onButtonKeydown}
      >
        ${icon(this.icon)}
      </button>
      ${
        this.isOpen
          ? html`<div class="menu" role="menu" aria-label=${this.label} @keydown=${this.onMenuKeydown}>
              ${this.items.map((item) => this.renderItem(item))}
            </div>`
          : nothing
      }
    `;
  }

  private renderItem(item: MenuItem): TemplateResult {
    return html`
      ${item.startsGroup ? html`<hr role="separator" />` : nothing}
      <button
        type="button"
        role="menuitem"
        class="control item"
        tabindex="-1"
        aria-keyshortcuts=${item.shortcut ?? nothing}
        aria-disabled=${item.isDisabled ? "true" : nothing}
        ?data-danger=${item.isDangerous}
        @click=${() => this.choose(item)}
      >
        ${item.icon === undefined ? html`<span class="no-icon"></span>` : icon(item.icon)}
        <span class="title">${item.title}</span>
        ${item.keys === undefined ? nothing : html`<kbd aria-hidden="true">${item.keys}</kbd>`}
      </button>
    `;
  }

  private choose(item: MenuItem): void {
    if (item.isDisabled) return;
    this.close(true);
    this.dispatchEvent(new CustomEvent("choose", { detail: { name: item.name }, bubbles: true }));
  }

  private async open(index: number): Promise<void> {
    this.isOpen = true;
    await this.updateComplete;
    this.entries.at(index)?.focus();
  }

  private close(isFocusKept: boolean): void {
    this.isOpen = false;
    if (isFocusKept) this.focus();
  }

  private get entries(): HTMLButtonElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLButtonElement>(".item")];
  }

  private onButtonKeydown(event: KeyboardEvent): void {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    void this.open(event.key === "ArrowDown" ? 0 : -1);
  }

  private onMenuKeydown(event: KeyboardEvent): void {
    if (event.key === "Tab") {
      // From the button on, Tab goes where it would have gone.
      this.close(true);
      return;
    }
    const { entries } = this;
    const index = entries.indexOf((this.renderRoot as ShadowRoot).activeElement as HTMLButtonElement);
    const goTo = (place: number): void => entries.at(place % entries.length)?.focus();
    if (event.key === "ArrowDown") goTo(index + 1);
    else if (event.key === "ArrowUp") goTo(index - 1);
    else if (event.key === "Home") goTo(0);
    else if (event.key === "End") goTo(-1);
    else if (event.key === "Escape") this.close(true);
    else if (event.key.length === 1 && /\S/.test(event.key)) this.goToLetter(event.key, index);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private goToLetter(letter: string, index: number): void {
    const { items, entries } = this;
    const order = [...items.keys()].map((place) => (index + 1 + place) % items.length);
    const found = order.find((place) => items[place]!.title.toLowerCase().startsWith(letter.toLowerCase()));
    if (found !== undefined) entries[found]?.focus();
  }

  private readonly onFocusOut = (event: FocusEvent): void => {
    if (event.relatedTarget !== null && event.relatedTarget !== this) this.close(false);
  };

  private readonly onPointerDown = (event: PointerEvent): void => {
    if (this.isOpen && !event.composedPath().includes(this)) this.close(false);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "dj-menu-button": MenuButtonElement;
  }
}
