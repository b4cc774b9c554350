import type { AlterPlan } from "../../declaration/alter-plan.ts";
import type { Attribute } from "../../heading/attribute.ts";
import { mysqlQuoting } from "./quote.ts";
import { columnDefinition } from "./types.ts";

const { identifier, table, text } = mysqlQuoting;

/**
 * The ALTER TABLE statement of a plan; null where nothing changes.
 *
 * @param isRecorded whether the type of an attribute is kept with its comment
 */
export function alterStatement(
  { from, to, changes, hasNewComment }: AlterPlan,
  isRecorded: (attribute: Attribute) => boolean,
): string | null {
  const clauses: string[] = [];
  const changed = new Map<string, Attribute>();
  const dropped = new Set<string>();
  for (const change of changes) {
    if (change.kind === "drop") dropped.add(change.attribute.name);
    else if (change.kind === "change") changed.set(change.to.name, change.from);
  }
  for (const name of dropped) clauses.push(`DROP COLUMN ${identifier(name)}`);
  const newNames = new Map([...changed].map(([name, before]) => [before.name, name]));
  // The columns as they stand while the clauses are carried out one by one.
  const present = from.attributes
    .filter(({ name }) => !dropped.has(name))
    .map(({ name }) => newNames.get(name) ?? name);
  for (const [index, attribute] of to.attributes.entries()) {
    const { name } = attribute;
    const position = present.indexOf(name);
    const before = changed.get(name);
    const definition = columnDefinition(attribute, isRecorded(attribute));
    const place = index === 0 ? " FIRST" : ` AFTER ${identifier(to.attributes[index - 1]!.name)}`;
    const isMoved = position !== index;
    if (position >= 0) present.splice(position, 1);
    present.splice(index, 0, name);
    if (position < 0) clauses.push(`ADD COLUMN ${definition}${place}`);
    else if (before !== undefined && before.name !== name) {
      clauses.push(`CHANGE COLUMN ${identifier(before.name)} ${definition}${isMoved ? place : ""}`);
    } else if (before !== undefined || isMoved) {
      clauses.push(`MODIFY COLUMN ${definition}${isMoved ? place : ""}`);
    }
  }
  if (hasNewComment) clauses.push(`COMMENT = ${text(to.comment)}`);
  return clauses.length === 0 ? null : `ALTER TABLE ${table(to.name)}\n  ${clauses.join(",\n  ")}`;
}
