import { css, html, LitElement, type TemplateResult } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import { type Command, titleOf } from "../../app/commands/command-registry.ts";
import { keysText } from "../../app/commands/key-names.ts";
import { singleKeys } from "../../app/commands/single-keys.ts";
import { controls } from "../../styles/controls.ts";
import { dialogStyles } from "../../styles/dialog.ts";

interface Line {
  readonly keys: readonly string[];
  readonly title: string;
}

/** What the editor does itself, and what no command stands for. */
const IN_TEXT: readonly Line[] = [
  { keys: ["Shift+Enter"], title: "Run, and go to the next cell" },
  { keys: ["Mod+Enter"], title: "Run" },
  { keys: ["Alt+Enter"], title: "Run, and insert a cell below" },
  { keys: ["Esc"], title: "Leave the text, and select the block" },
  { keys: ["Ctrl+M"], title: "Choose whether Tab leaves or indents" },
  { keys: ["Ctrl+Space"], title: "Complete" },
];

const IN_TABLE: readonly Line[] = [
  { keys: ["Enter"], title: "Open the value; on a header, sort by its column" },
  { keys: ["Shift+Enter"], title: "On a header, sort by its column as well" },
  { keys: ["Alt+ArrowDown"], title: "On a header, sort and filter" },
  { keys: ["Shift+ArrowRight"], title: "Choose more cells; on a header, widen its column" },
  { keys: ["Mod+A"], title: "Choose all cells" },
  { keys: ["Mod+C"], title: "Copy the chosen cells" },
];

/** The keys of the page, and whether letters alone do something. */
@customElement("dj-keys-dialog")
export class KeysDialogElement extends LitElement {
  @state() private commands: readonly Command[] = [];
  @query("dialog") private dialog!: HTMLDialogElement;

  static override styles = [
    controls,
    dialogStyles,
    css`
      dialog {
        inline-size: min(46rem, calc(100vw - 2rem));
      }

      .groups {
        columns: 2 18rem;
        column-gap: 2.5rem;
        margin-block: 0.75rem 0.5rem;
      }

      h2:focus {
        outline: none;
      }

      h3 {
        margin: 0 0 0.4rem;
        color: var(--ink-quiet);
        font-size: var(--small-size);
        font-weight: 600;
        break-after: avoid;
      }

      dl {
        display: grid;
        grid-template-columns: minmax(6.5rem, auto) minmax(0, 1fr);
        gap: 0.3rem 1rem;
        margin: 0 0 1.25rem;
        font-size: 0.875rem;
        line-height: 1.45;
      }

      dt {
        white-space: nowrap;
      }

      dd {
        margin: 0;
        color: var(--ink-soft);
      }

      kbd {
        padding: 0.05rem 0.4rem;
        border: 1px solid var(--line-strong);
        border-radius: 5px;
        background: var(--surface);
        color: var(--ink);
        font: inherit;
        font-size: 0.78rem;
      }

      .or {
        color: var(--ink-quiet);
        font-size: 0.78rem;
      }

      label {
        display: flex;
        gap: 0.5rem;
        align-items: center;
        min-block-size: 1.75rem;
        font-size: 0.875rem;
      }

      input {
        inline-size: 1rem;
        block-size: 1rem;
        margin: 0;
        accent-color: var(--focus);
      }

      .choices {
        justify-content: space-between;
        align-items: center;
        flex-wrap: wrap;
        padding-block-start: 0.75rem;
        border-block-start: 1px solid var(--line);
      }
    `,
  ];

  /** Lists the keys of commands. */
  async show(commands: readonly Command[]): Promise<void> {
    this.commands = commands;
    await this.updateComplete;
    if (!this.dialog.open) this.dialog.showModal();
  }

  protected override render(): TemplateResult {
    const withKeys = (of: (command: Command) => readonly string[] | undefined): Line[] =>
      this.commands.flatMap((command) => {
        const keys = of(command);
        return keys === undefined ? [] : [{ keys, title: titleOf(command) }];
      });
    return html`
      <dialog aria-labelledby="title">
        <form method="dialog">
          <h2 id="title" tabindex="-1" autofocus>Keyboard shortcuts</h2>
          <div class="groups">
            ${this.renderGroup("In the text of a cell", IN_TEXT)}
            ${this.renderGroup(
              "On a selected block",
              withKeys(({ blockKeys }) => blockKeys),
            )}
            ${this.renderGroup("In the rows of a result", IN_TABLE)}
            ${this.renderGroup(
              "Anywhere",
              withKeys(({ keys }) => keys),
            )}
          </div>
          <div class="choices">
            <label>
              <input
                type="checkbox"
                .checked=${singleKeys.areOn}
                @change=${(event: Event) => {
                  singleKeys.areOn = (event.target as HTMLInputElement).checked;
                }}
              />
              Letters alone act on the selected block
            </label>
            <button class="control outlined">Close</button>
          </div>
        </form>
      </dialog>
    `;
  }

  private renderGroup(title: string, lines: readonly Line[]): TemplateResult {
    return html`<h3>${title}</h3>
      <dl>
        ${lines.map(
          (line) => html`<dt>${line.keys.map((keys, index) => renderKeys(keys, index > 0))}</dt>
            <dd>${line.title}</dd>`,
        )}
      </dl>`;
  }
}

/** `D D` are two keys after one another, `Ctrl+S` two at once. */
function renderKeys(keys: string, isAnother: boolean): TemplateResult {
  const presses = keysText(keys).split(" ");
  return html`${isAnother ? html` <span class="or">or</span> ` : ""}${presses.map(
    (press) => html`<kbd>${press}</kbd> `,
  )}`;
}

declare global {
  interface HTMLElementTagNameMap {
    "dj-keys-dialog": KeysDialogElement;
  }
}
