import { html, nothing, type TemplateResult } from "lit";
import type { SurveyedTable } from "../../kernel/copy-questions.ts";
import { counted } from "./copy-task.ts";

/** A schema that may be copied. */
export interface SchemaChoice {
  readonly name: string;
  readonly isChosen: boolean;
  /** What is in it; null before that is known. */
  readonly tables: readonly SurveyedTable[] | null;
}

const rowsOf = (tables: readonly SurveyedTable[]): number => tables.reduce((sum, { rows }) => sum + rows, 0);

function contentText({ isChosen, tables }: SchemaChoice): string {
  if (tables === null) return isChosen ? "counting …" : "";
  return `${counted(tables.length, "table")}, ${counted(rowsOf(tables), "row")}`;
}

/** The schemas, each to be chosen, with the tables of those whose tables are known. */
export function renderChoices(
  legend: string,
  choices: readonly SchemaChoice[],
  choose: (name: string, isChosen: boolean) => void,
): TemplateResult {
  return html`<fieldset>
    <legend>${legend}</legend>
    <ul class="schemas">
      ${choices.map(
        (choice) => html`<li>
          <label class="schema">
            <input
              type="checkbox"
              .checked=${choice.isChosen}
              @change=${(event: Event) => choose(choice.name, (event.target as HTMLInputElement).checked)}
            />
            <span class="name">${choice.name}</span>
            <span class="content">${contentText(choice)}</span>
          </label>
          ${choice.tables === null || choice.tables.length === 0 ? nothing : renderTables(choice.name, choice.tables)}
        </li>`,
      )}
    </ul>
  </fieldset>`;
}

function renderTables(schema: string, tables: readonly SurveyedTable[]): TemplateResult {
  return html`<details>
    <summary>Tables of ${schema}</summary>
    <ul class="tables">
      ${tables.map(
        ({ className, rows }) =>
          html`<li><span class="name">${className}</span> <span class="content">${counted(rows, "row")}</span></li>`,
      )}
    </ul>
  </details>`;
}

/** What the chosen schemas come to: `2 schemas, 5 tables, 604 rows`; null while that is not known. */
export function totalText(choices: readonly SchemaChoice[]): string | null {
  const chosen = choices.filter(({ isChosen }) => isChosen);
  const tables = chosen.flatMap((choice) => choice.tables ?? []);
  if (chosen.length === 0 || chosen.some((choice) => choice.tables === null)) return null;
  return [
    counted(chosen.length, "schema"),
    counted(tables.length, "table"),
    counted(rowsOf(tables), "row"),
  ].join(", ");
}
