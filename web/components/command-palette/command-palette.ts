import { html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { controls } from "../../styles/controls.ts";
import { dialogStyles } from "../../styles/dialog.ts";
import { type IconName, icon } from "../icon/icon.ts";
import { commandPaletteStyles } from "./command-palette.styles.ts";
import { fuzzyMatch } from "./fuzzy-match.ts";

/** Something that can be chosen in the palette. */
export interface PaletteEntry {
  readonly title: string;
  /** What kind of thing it is: `Run`, `Section`. */
  readonly group: string;
  readonly icon?: IconName;
  /** The keys that do the same, as the reader's keyboard has them. */
  readonly keys?: string;
  /** Whether it is listed only when something was typed. */
  readonly isFoundOnly?: boolean;
  readonly run: () => void;
}

interface Found {
  readonly entry: PaletteEntry;
  readonly places: readonly number[];
}

/** All that can be done, to be found by a few letters of its name and done with Enter. */
@customElement("dj-command-palette")
export class CommandPaletteElement extends LitElement {
  @state() private entries: readonly PaletteEntry[] = [];
  @state() private text = "";
  @state() private index = 0;
  @query("dialog") private dialog!: HTMLDialogElement;
  @query("input") private input!: HTMLInputElement;

  static override styles = [controls, dialogStyles, commandPaletteStyles];

  /** Opens with what can be done now, and gives the field that is typed into. */
  async show(entries: readonly PaletteEntry[]): Promise<HTMLInputElement> {
    this.entries = entries;
    this.text = "";
    this.index = 0;
    await this.updateComplete;
    if (!this.dialog.open) this.dialog.showModal();
    this.input.focus();
    return this.input;
  }

  protected override render(): TemplateResult {
    const found = this.find();
    return html`
      <dialog aria-label="Commands" @click=${this.onBackdropClick}>
        <div class="query">
          ${icon("search")}
          <input
            role="combobox"
            aria-label="Find a command"
            aria-autocomplete="list"
            aria-expanded=${found.length > 0}
            aria-controls="list"
            aria-activedescendant=${found.length > 0 ? `entry-${this.index}` : nothing}
            placeholder="Find a command or a section"
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            .value=${this.text}
            @input=${this.onInput}
            @keydown=${this.onKeydown}
          />
        </div>
        <ul id="list" role="listbox" aria-label="Commands" ?hidden=${found.length === 0}>
          ${repeat(
            found,
            ({ entry }) => entry,
            (one, index) => this.renderEntry(one, index),
          )}
        </ul>
        ${found.length === 0 ? html`<p class="none">Nothing here is called that.</p>` : nothing}
        <span class="visually-hidden" role="status">${this.text === "" ? "" : `${found.length} found`}</span>
      </dialog>
    `;
  }

  private renderEntry({ entry, places }: Found, index: number): TemplateResult {
    return html`<li
      id="entry-${index}"
      role="option"
      aria-selected=${index === this.index}
      @pointermove=${() => (this.index = index)}
      @click=${() => this.choose(entry)}
    >
      ${entry.icon === undefined ? html`<span class="no-icon"></span>` : icon(entry.icon)}
      <span class="title">${marked(entry.title, places)}</span>
      <span class="group">${entry.group}</span>
      <kbd>${entry.keys ?? nothing}</kbd>
    </li>`;
  }

  private find(): Found[] {
    if (this.text.trim() === "") {
      return this.entries.filter(({ isFoundOnly }) => !isFoundOnly).map((entry) => ({ entry, places: [] }));
    }
    return this.entries
      .flatMap((entry) => {
        const match = fuzzyMatch(this.text, entry.title);
        return match === null ? [] : [{ entry, ...match }];
      })
      .sort((one, other) => other.score - one.score);
  }

  private onInput(): void {
    this.text = this.input.value;
    this.index = 0;
  }

  private onKeydown(event: KeyboardEvent): void {
    // What is typed here is meant for the palette alone.
    event.stopPropagation();
    const found = this.find();
    const last = found.length - 1;
    if (event.key === "ArrowDown") void this.goTo(this.index === last ? 0 : this.index + 1);
    else if (event.key === "ArrowUp") void this.goTo(this.index === 0 ? last : this.index - 1);
    else if (event.key === "PageDown") void this.goTo(Math.min(last, this.index + 8));
    else if (event.key === "PageUp") void this.goTo(Math.max(0, this.index - 8));
    else if (event.key === "Enter" && !event.isComposing && found[this.index] !== undefined)
      this.choose(found[this.index]!.entry);
    else return;
    event.preventDefault();
  }

  private async goTo(index: number): Promise<void> {
    this.index = Math.max(0, index);
    await this.updateComplete;
    this.renderRoot.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }

  /** The dialog closes first: the keyboard is back where it was before the command takes it elsewhere. */
  private choose(entry: PaletteEntry): void {
    this.dialog.close();
    entry.run();
  }

  private onBackdropClick(event: MouseEvent): void {
    if (event.target === this.dialog) this.dialog.close();
  }
}

function marked(title: string, places: readonly number[]): (string | TemplateResult)[] {
  return [...title].map((letter, place) => (places.includes(place) ? html`<b>${letter}</b>` : letter));
}

declare global {
  interface HTMLElementTagNameMap {
    "dj-command-palette": CommandPaletteElement;
  }
}
