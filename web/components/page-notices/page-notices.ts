import { html, nothing, type TemplateResult } from "lit";
import type { Autosave } from "../../app/autosave.ts";
import type { NotebookSession } from "../../app/session/notebook-session.ts";
import "./page-notices.css";

export interface Notice {
  readonly text: string | TemplateResult;
  /** Whether it is to be read now, and stays in sight until it is dealt with. */
  readonly isUrgent?: boolean;
  readonly actions?: readonly { readonly title: string; readonly run: () => void }[];
}

/** Something that the reader should know of the document, above it. */
export function renderNotice({ text, isUrgent = false, actions = [] }: Notice): TemplateResult {
  return html`<div class="notice ${isUrgent ? "urgent" : "quiet"}" role=${isUrgent ? "alert" : "note"}>
    <p>${text}</p>
    ${
      actions.length === 0
        ? nothing
        : html`<div class="notice-actions">
            ${actions.map(
              ({ title, run }) =>
                html`<button type="button" class="control outlined ${isUrgent ? "danger" : ""}" @click=${run}>${title}</button>`,
            )}
          </div>`
    }
  </div>`;
}

/** Why cells cannot run. */
export function engineNotice(session: NotebookSession): TemplateResult | typeof nothing {
  if (session.problem === null) return nothing;
  return renderNotice({
    isUrgent: true,
    text: html`<strong>The cells cannot run:</strong> the engine did not start. ${session.problem}`,
    actions: [{ title: "Try again", run: () => session.runAll() }],
  });
}

/** What keeping the document has come to, where the reader has to do something about it. */
export function keepingNotice(autosave: Autosave, save: () => void): TemplateResult | typeof nothing {
  if (autosave.state === "conflict") {
    return renderNotice({
      isUrgent: true,
      text: html`<strong>This document was changed in another tab</strong> while there were changes here. Nothing was overwritten. Which version is to stay?`,
      actions: [
        { title: "Keep this version", run: () => void autosave.resolve("mine") },
        { title: "Use the other tab’s", run: () => void autosave.resolve("theirs") },
      ],
    });
  }
  if (autosave.state === "failed") {
    return renderNotice({
      isUrgent: true,
      text: html`<strong>Your changes are not kept:</strong> the browser could not store them. ${autosave.problem}`,
      actions: [
        { title: "Try again", run: () => void autosave.flush() },
        { title: "Save as Markdown", run: save },
      ],
    });
  }
  return nothing;
}

/** That the reader's edits were made to an original that has changed. */
export function originalNotice(autosave: Autosave, reset: () => void): TemplateResult | typeof nothing {
  if (!autosave.isModified) return nothing;
  return renderNotice({
    text: "The original has changed since you edited it. This is your version.",
    actions: [{ title: "Reset to the original", run: reset }],
  });
}
