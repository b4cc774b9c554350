import { css, html, LitElement, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { TutorialEntry } from "../../app/load-tutorial.ts";
import { controls } from "../../styles/controls.ts";

/** The tutorials that there are, to choose from. */
@customElement("dj-tutorial-list")
export class TutorialListElement extends LitElement {
  @property({ attribute: false }) tutorials: readonly TutorialEntry[] = [];

  static override styles = [
    controls,
    css`
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }

      li + li {
        margin-block-start: 1.2rem;
      }

      a {
        color: var(--accent);
        font-weight: 600;
        text-decoration-thickness: 1px;
        text-underline-offset: 0.18em;
      }

      p {
        margin: 0.15rem 0 0;
        color: var(--ink-soft);
      }
    `,
  ];

  protected override render(): TemplateResult {
    return html`<ul>
      ${this.tutorials.map(
        (tutorial) => html`<li>
          <a href="?doc=${encodeURIComponent(tutorial.name)}">${tutorial.title}</a>
          <p>${tutorial.description}</p>
        </li>`,
      )}
    </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "dj-tutorial-list": TutorialListElement;
  }
}
