import { differencesOf } from "../declaration/alter-plan.ts";
import type { TableDeclaration } from "../declaration/table-declaration.ts";
import type { Attribute } from "../heading/attribute.ts";

const isSameType = (one: Attribute, other: Attribute): boolean =>
  JSON.stringify([one.dataType, one.codec]) === JSON.stringify([other.dataType, other.codec]);

/**
 * In what a table differs from one of another database, in words; comments do not count, and neither does how a
 * server writes a type.
 *
 * @param present the table that is there
 * @param wanted the table as it would be copied
 */
export function definitionDifferences(present: TableDeclaration, wanted: TableDeclaration): string[] {
  const named = new Map(present.attributes.map((attribute) => [attribute.name, attribute]));
  const attributes = wanted.attributes.map((attribute) => {
    const other = named.get(attribute.name);
    if (other === undefined || !isSameType(attribute, other)) return attribute;
    return { ...attribute, type: other.type, sqlType: other.sqlType };
  });
  const hidden = (table: TableDeclaration): string[] =>
    table.attributes.filter(({ isHidden }) => isHidden).map(({ name }) => name);
  const missing = hidden(wanted).filter((name) => !named.has(name));
  const extra = hidden(present).filter((name) => wanted.attributes.every((other) => other.name !== name));
  return [
    ...differencesOf(present, { ...wanted, attributes }),
    ...missing.map((name) => `the hidden attribute ${name} is missing`),
    ...extra.map((name) => `there is a hidden attribute ${name}`),
  ];
}
