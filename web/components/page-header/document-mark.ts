import type { Autosave } from "../../app/autosave.ts";

/** What the header says of how a document is kept. */
export interface DocumentMark {
  readonly text: string;
  readonly explanation: string;
  readonly isProblem: boolean;
}

/** The mark of a document; null where there is nothing to say. */
export function documentMark(autosave: Autosave): DocumentMark | null {
  if (autosave.state === "failed" || autosave.state === "conflict") {
    const explanation = "Your last changes are not kept in this browser";
    return { text: "Not kept", explanation, isProblem: true };
  }
  if (!autosave.isModified) return null;
  const since =
    autosave.file === null ? "differs from the original" : "has changed since it was saved to its file";
  const explanation = `This document ${since}; your changes are kept in this browser`;
  return { text: "Modified", explanation, isProblem: false };
}
