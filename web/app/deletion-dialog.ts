import type { DeletionQuestion } from "../../core/table/prompt.ts";
import type { Question } from "../components/confirm-dialog/confirm-dialog.ts";

const words: Readonly<Record<DeletionQuestion["action"], { title: string; action: string }>> = {
  delete: { title: "Delete rows?", action: "Delete" },
  drop: { title: "Drop tables?", action: "Drop" },
  alter: { title: "Change a table?", action: "Change" },
};

/** What the page shows before a cell deletes rows, drops tables or changes one. */
export const deletionDialog = ({ action, question, tables }: DeletionQuestion): Question => ({
  ...words[action],
  text: question,
  tables,
});
