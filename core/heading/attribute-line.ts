import type { Attribute } from "./attribute.ts";

/**
 * An attribute as a line of a definition. One that is computed has no type, and says so.
 *
 * @param shownDefault its default as it is to be written; null for none
 */
export function attributeLine(attribute: Attribute, shownDefault: string | null): string {
  const name = shownDefault === null ? attribute.name : `${attribute.name}=${shownDefault}`;
  const type = attribute.isAutoincrement ? `${attribute.type} auto_increment` : attribute.type || "computed";
  const comment = attribute.comment === "" ? "" : ` # ${attribute.comment}`;
  return `${name.padEnd(20)} : ${type.padEnd(28)}${comment}`.trimEnd();
}
