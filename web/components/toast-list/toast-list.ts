import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { controls } from "../../styles/controls.ts";
import { icon } from "../icon/icon.ts";

export interface Toast {
  readonly text: string;
  readonly isProblem?: boolean;
  /** A button that does something about it: *Undo*. */
  readonly action?: { readonly title: string; readonly run: () => void };
  /** Ends the message, as its action would do something else from then on. */
  readonly until?: AbortSignal;
}

interface ShownToast extends Toast {
  readonly id: number;
}

/** So long a message stays; problems stay until they are closed. */
const STAY = 8_000;

/** Short messages at the bottom of the page, which screen readers read out. */
@customElement("dj-toast-list")
export class ToastListElement extends LitElement {
  @state() private toasts: readonly ShownToast[] = [];
  private nextId = 1;

  static override styles = [
    controls,
    css`
      :host {
        position: fixed;
        inset: auto 0 1rem;
        z-index: 30;
        display: grid;
        justify-items: center;
        gap: 0.5rem;
        padding-inline: 1rem;
        pointer-events: none;
      }

      .toast {
        display: flex;
        align-items: center;
        gap: 0.5rem;
        max-inline-size: min(36rem, 100%);
        padding: 0.35rem 0.4rem 0.35rem 1rem;
        border: 1px solid var(--line);
        border-radius: 10px;
        background: var(--surface-raised);
        box-shadow: var(--shadow);
        color: var(--ink);
        font-size: 0.9375rem;
        line-height: 1.45;
        overflow-wrap: anywhere;
        pointer-events: auto;
      }

      .toast[data-problem] {
        border-color: var(--tier-computed);
      }

      .text {
        padding-block: 0.25rem;
      }

      @media print {
        :host {
          display: none;
        }
      }
    `,
  ];

  /** Shows a message; one at a time of the same words. */
  show(toast: Toast): void {
    if (toast.until?.aborted) return;
    const shown = { ...toast, id: this.nextId++ };
    this.toasts = [...this.toasts.filter(({ text }) => text !== toast.text).slice(-2), shown];
    toast.until?.addEventListener("abort", () => this.take(shown.id));
    if (toast.isProblem !== true) this.takeLater(shown.id);
  }

  /** Not while the pointer or the keyboard is at it. */
  private takeLater(id: number): void {
    setTimeout(() => {
      const isUsed = this.renderRoot.querySelector(`[data-id="${id}"]:is(:hover, :focus-within)`) !== null;
      if (isUsed) this.takeLater(id);
      else this.take(id);
    }, STAY);
  }

  protected override render(): TemplateResult {
    return html`<div aria-live="polite" aria-relevant="additions" style="display: contents">
      ${repeat(
        this.toasts,
        ({ id }) => id,
        ({ id, text, isProblem, action }) => html`<div class="toast" data-id=${id} ?data-problem=${isProblem}>
          <span class="text">${text}</span>
          ${
            action === undefined
              ? nothing
              : html`<button
                  type="button"
                  class="control outlined"
                  @click=${() => {
                    this.take(id);
                    action.run();
                  }}
                >
                  ${action.title}
                </button>`
          }
          <button type="button" class="control icon-only" aria-label="Close message" @click=${() => this.take(id)}>
            ${icon("cross")}
          </button>
        </div>`,
      )}
    </div>`;
  }

  private take(id: number): void {
    this.toasts = this.toasts.filter((toast) => toast.id !== id);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "dj-toast-list": ToastListElement;
  }
}
