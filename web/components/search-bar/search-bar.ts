import { css, html, LitElement, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { controls } from "../../styles/controls.ts";
import { icon } from "../icon/icon.ts";
import { findText, reveal } from "./find-text.ts";
import "./search-bar.css";

/**
 * Finds text in the document: in its prose, its code and its outputs. Enter goes to the next place, with Shift to the
 * one before, Escape leaves the keyboard in the block where the search ended.
 *
 * @fires close-search - the reader has found it
 */
@customElement("dj-search-bar")
export class SearchBarElement extends LitElement {
  /** What is searched. */
  @property({ attribute: false }) root: Element | null = null;

  @state() private text = "";
  @state() private places: readonly Range[] = [];
  @state() private index = -1;
  @query("input") private input!: HTMLInputElement;
  private readonly observer = new MutationObserver(() => this.searchSoon());
  private frame = 0;

  static override styles = [
    controls,
    css`
      search {
        position: fixed;
        inset-block-start: calc(var(--header-height) + 0.6rem);
        inset-inline-end: 1rem;
        z-index: 12;
        display: flex;
        align-items: center;
        gap: 0.15rem;
        max-inline-size: calc(100vw - 1rem);
        padding: 0.3rem 0.35rem 0.3rem 0.8rem;
        border: 1px solid var(--line);
        border-radius: 10px;
        background: var(--surface-raised);
        box-shadow: var(--shadow);
        color: var(--ink-quiet);
      }

      search:focus-within {
        border-color: var(--focus);
      }

      input {
        inline-size: 14rem;
        min-inline-size: 4rem;
        min-block-size: 2rem;
        margin-inline-start: 0.5rem;
        padding: 0;
        border: 0;
        outline: none;
        background: transparent;
        color: var(--ink);
        font: 0.9375rem / 1.4 var(--font-text);
      }

      input:focus-visible {
        box-shadow: 0 2px var(--focus);
      }

      input::placeholder {
        color: var(--ink-quiet);
        opacity: 1;
      }

      [role="status"] {
        min-inline-size: 5rem;
        padding-inline: 0.4rem;
        font: var(--small-size) / 1 var(--font-text);
        font-variant-numeric: tabular-nums;
        text-align: end;
        white-space: nowrap;
      }

      @media (width <= 40rem) {
        search {
          inset-inline: 0.5rem;
        }

        input {
          flex: 1;
          inline-size: auto;
        }
      }

      @media print {
        search {
          display: none;
        }
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.root !== null)
      this.observer.observe(this.root, { childList: true, characterData: true, subtree: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    cancelAnimationFrame(this.frame);
    this.observer.disconnect();
    highlights()?.delete("search-match");
    highlights()?.delete("search-current");
  }

  /**
   * Takes what is selected in the document as what is looked for, and gives the field that is typed into.
   *
   * @param takesKeyboard - moves the keyboard there
   */
  async start(takesKeyboard: boolean): Promise<HTMLInputElement> {
    const selected = getSelection()?.toString().trim() ?? "";
    if (selected !== "" && selected.length < 100 && !selected.includes("\n")) this.text = selected;
    await this.updateComplete;
    this.input.value = this.text;
    if (takesKeyboard) {
      this.input.focus();
      this.input.select();
    }
    if (this.text !== "") this.searchAfresh();
    return this.input;
  }

  protected override render(): TemplateResult {
    const hasPlaces = this.places.length > 0;
    return html`
      <search aria-label="Document" @keydown=${this.onKeydown}>
        ${icon("search")}
        <input
          type="text"
          aria-label="Find in the document"
          placeholder="Find in the document"
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          enterkeyhint="search"
          @input=${this.onInput}
        />
        <span role="status">${this.describe()}</span>
        <button type="button" class="control icon-only" aria-label="Previous place" title="Previous place (Shift+Enter)" aria-disabled=${!hasPlaces} @click=${() => this.go(-1)}>
          ${icon("up")}
        </button>
        <button type="button" class="control icon-only" aria-label="Next place" title="Next place (Enter)" aria-disabled=${!hasPlaces} @click=${() => this.go(1)}>
          ${icon("down")}
        </button>
        <button type="button" class="control icon-only" aria-label="Close search" title="Close search (Esc)" @click=${this.close}>
          ${icon("cross")}
        </button>
      </search>
    `;
  }

  private describe(): string {
    if (this.text.trim() === "") return "";
    return this.places.length === 0 ? "not found" : `${this.index + 1} of ${this.places.length}`;
  }

  private onInput(): void {
    this.text = this.input.value;
    this.searchAfresh();
  }

  /** From what is in sight on. */
  private searchAfresh(): void {
    this.search();
    const inSight = this.places.findIndex((place) => place.getBoundingClientRect().bottom > 0);
    this.index = this.places.length === 0 ? -1 : Math.max(0, inSight);
    this.show();
  }

  private searchSoon(): void {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => {
      if (this.text === "") return;
      this.search();
      this.paint();
    });
  }

  private search(): void {
    this.places = this.root === null ? [] : findText(this.root, this.text);
    this.index = Math.min(Math.max(this.index, 0), this.places.length - 1);
  }

  private go(by: 1 | -1): void {
    const { length } = this.places;
    if (length === 0) return;
    this.index = (this.index + by + length) % length;
    this.show();
  }

  /** Brings the current place into sight. */
  private show(): void {
    const place = this.places[this.index];
    if (place !== undefined) {
      reveal(place);
      place.startContainer.parentElement?.scrollIntoView({ block: "center", inline: "nearest" });
    }
    this.paint();
  }

  private paint(): void {
    const current = this.places[this.index];
    highlights()?.set("search-match", new Highlight(...this.places.filter((place) => place !== current)));
    highlights()?.set("search-current", new Highlight(...(current === undefined ? [] : [current])));
  }

  private onKeydown(event: KeyboardEvent): void {
    if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && event.composedPath()[0] === this.input && !event.isComposing)
      this.go(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private readonly close = (): void => {
    const place = this.places[this.index];
    const block = place?.startContainer.parentElement?.closest<HTMLElement>("[data-block]") ?? null;
    this.dispatchEvent(new CustomEvent("close-search", { detail: { block } }));
  };
}

/** What browsers paint places with; null in one that can't. */
function highlights(): HighlightRegistry | null {
  return globalThis.CSS?.highlights ?? null;
}

declare global {
  interface HTMLElementTagNameMap {
    "dj-search-bar": SearchBarElement;
  }
}
