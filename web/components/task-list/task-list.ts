import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { Progress } from "../../files/progress.ts";
import { controls } from "../../styles/controls.ts";

interface Task {
  readonly id: number;
  readonly title: string;
  readonly done: number;
  /** Null where it is not known. */
  readonly total: number | null;
  readonly cancel: () => void;
}

/** What the page is busy with: each task with how far it is, and a way to end it. */
@customElement("dj-task-list")
export class TaskListElement extends LitElement {
  @state() private tasks: readonly Task[] = [];
  private nextId = 1;

  static override styles = [
    controls,
    css`
      :host {
        position: fixed;
        inset: calc(var(--header-height) + 0.75rem) 0 auto;
        z-index: 30;
        padding-inline: 1rem;
        pointer-events: none;
      }

      section {
        display: grid;
        justify-items: center;
        gap: 0.5rem;
      }

      .task {
        display: flex;
        align-items: end;
        gap: 0.5rem 1rem;
        box-sizing: border-box;
        inline-size: min(28rem, 100%);
        padding: 0.6rem 0.6rem 0.7rem 1rem;
        border: 1px solid var(--line);
        border-radius: 10px;
        background: var(--surface-raised);
        box-shadow: var(--shadow);
        color: var(--ink);
        font-size: 0.9375rem;
        line-height: 1.45;
        pointer-events: auto;
        /* What is over at once is not worth a look. */
        animation: appear 1ms 300ms both;
      }

      @keyframes appear {
        from {
          opacity: 0;
        }
      }

      label {
        display: grid;
        flex: 1;
        gap: 0.35rem;
        min-inline-size: 0;
        overflow-wrap: anywhere;
      }

      progress {
        inline-size: 100%;
        block-size: 0.5rem;
        accent-color: var(--tier-imported);
      }

      @media print {
        :host {
          display: none;
        }
      }
    `,
  ];

  /**
   * Shows something that takes long until it has ended.
   *
   * @throws what the work throws; where the reader cancels it, the reason of its signal
   */
  async follow<Value>(title: string, work: (progress: Progress) => Promise<Value>): Promise<Value> {
    const id = this.nextId++;
    const controller = new AbortController();
    const cancel = (): void => controller.abort();
    this.tasks = [...this.tasks, { id, title, done: 0, total: null, cancel }];
    const report = (done: number, total: number | null): void => {
      this.tasks = this.tasks.map((task) => (task.id === id ? { ...task, done, total } : task));
    };
    try {
      return await work({ report, signal: controller.signal });
    } finally {
      this.tasks = this.tasks.filter((task) => task.id !== id);
    }
  }

  protected override render(): TemplateResult {
    if (this.tasks.length === 0) return html``;
    return html`<section aria-label="Under way">${repeat(
      this.tasks,
      ({ id }) => id,
      ({ title, done, total, cancel }) => html`<div class="task" role="group" aria-label=${title}>
        <label>
          <span>${title}</span>
          <progress value=${total === null ? nothing : done} max=${total ?? nothing}></progress>
        </label>
        <button type="button" class="control outlined" @click=${cancel}>Cancel</button>
      </div>`,
    )}</section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "dj-task-list": TaskListElement;
  }
}
