import { type NotebookSession, SESSION_EDIT } from "./notebook-session.ts";

/** Ends with the next edit: what is offered until then is about the last step. */
export function untilEdited(session: NotebookSession): AbortSignal {
  const ended = new AbortController();
  session.addEventListener(SESSION_EDIT, () => ended.abort(), { once: true });
  return ended.signal;
}
