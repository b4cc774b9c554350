import { html, LitElement, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { keysText } from "../../app/commands/key-names.ts";
import { mysqlTitle } from "../../app/commands/mysql-title.ts";
import type { BlockKind } from "../../app/session/editable-document.ts";
import "../menu-button/menu-button.ts";
import type { MenuItem } from "../menu-button/menu-item.ts";

/**
 * The menu of one block.
 *
 * @fires {CustomEvent<{name: string}>} block-command - the reader wants a command done with this block
 */
@customElement("dj-block-actions")
export class BlockActionsElement extends LitElement {
  @property() label = "";
  @property({ attribute: false }) kind: BlockKind = "prose";
  /** What stands behind the language of a cell. */
  @property() info = "";
  @property({ type: Boolean }) isFirst = false;
  @property({ type: Boolean }) isLast = false;

  /** Light DOM: the block that it belongs to says when it is to be seen. */
  protected override createRenderRoot(): this {
    return this;
  }

  protected override render(): TemplateResult {
    return html`<dj-menu-button
      align="end"
      .label=${this.label}
      .items=${this.items()}
      @choose=${(event: CustomEvent<{ name: string }>) => {
        event.stopPropagation();
        this.dispatchEvent(new CustomEvent("block-command", { detail: event.detail, bubbles: true }));
      }}
    ></dj-menu-button>`;
  }

  private items(): MenuItem[] {
    const { kind } = this;
    const changes: MenuItem[] = [
      { name: "change-to-prose", title: "Change to text", keys: "M" },
      { name: "change-to-ts", title: "Change to TypeScript", keys: "Y" },
      { name: "change-to-sql", title: "Change to SQL", keys: "Q" },
    ];
    const run: MenuItem[] = [
      { name: "run-above", title: "Run cells above", icon: "run" },
      { name: "run-below", title: "Run from here on" },
      { name: "run-stale", title: "Run what changed" },
      { name: "toggle-code", title: "Hide or show the code", keys: "H" },
      { name: "toggle-output", title: "Hide or show the output", keys: "O" },
    ];
    const groups: MenuItem[][] = [
      kind === "prose" ? [{ name: "edit-block", title: "Edit text", icon: "pencil", keys: "Enter" }] : run,
      [
        { name: "add-ts", title: "Add TypeScript below", icon: "plus" },
        { name: "add-sql", title: "Add SQL below" },
        { name: "add-prose", title: "Add text below" },
      ],
      [
        ...changes.filter(({ name }) => name !== `change-to-${kind}`),
        ...(kind === "sql" ? [{ name: "toggle-mysql", title: mysqlTitle(this.info), keys: "Shift+Q" }] : []),
      ],
      [
        {
          name: "move-up",
          title: "Move up",
          icon: "up",
          keys: keysText("Alt+ArrowUp"),
          isDisabled: this.isFirst,
        },
        {
          name: "move-down",
          title: "Move down",
          icon: "down",
          keys: keysText("Alt+ArrowDown"),
          isDisabled: this.isLast,
        },
        { name: "delete", title: "Delete", icon: "trash", keys: "D D", isDangerous: true },
      ],
    ];
    return groups.flatMap((group, index) =>
      group.map((item, place) => ({ ...item, startsGroup: index > 0 && place === 0 })),
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "dj-block-actions": BlockActionsElement;
  }
}
