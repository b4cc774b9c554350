import type { Attribute } from "../heading/attribute.ts";
import { attributeLine } from "../heading/attribute-line.ts";
import { inQuotes } from "../types/quoted-text.ts";
import { nowFraction } from "./default-value.ts";
import type { ForeignKey, TableDeclaration, TableIndex, TableName } from "./table-declaration.ts";
import { ownIndexes } from "./table-indexes.ts";

/** A text in the kind of quotes that it does not hold. */
const quoted = (text: string): string => inQuotes(text, text.includes('"') ? "'" : '"');

function describeDefault(shown: string): string {
  if (shown === "null" || nowFraction(shown) !== null) return shown;
  if (shown.length > 1 && shown.startsWith('"') && shown.endsWith('"')) return quoted(shown.slice(1, -1));
  return shown.includes(":") ? quoted(shown) : shown;
}

const describeAttribute = (attribute: Attribute): string =>
  attributeLine(attribute, attribute.default === null ? null : describeDefault(attribute.default));

function describeForeignKey(
  foreignKey: ForeignKey,
  isUnique: boolean,
  reference: (name: TableName) => string,
): string {
  const options = [...(foreignKey.isNullable ? ["nullable"] : []), ...(isUnique ? ["unique"] : [])];
  const renames = foreignKey.attributes
    .map((attribute, index) => [attribute, foreignKey.parentAttributes[index]!] as const)
    .filter(([attribute, parentAttribute]) => attribute !== parentAttribute)
    .map(([attribute, parentAttribute]) => `${attribute}="${parentAttribute}"`);
  return (
    `->${options.length === 0 ? "" : ` [${options.join(", ")}]`} ${reference(foreignKey.parent)}` +
    (renames.length === 0 ? "" : `.proj(${renames.join(",")})`)
  );
}

/** `json_value(…)` as the path that stands for it in a definition; null for other expressions. */
function asJsonPath(expression: string): string | null {
  const match =
    /^json_value\(\s*`?(\w+)`?\s*,\s*(?:_utf8mb4)?\s*'\$\.([\w.*[\]]+)'(?:\s+returning\s+([\w(,\s)]+?))?\s*\)$/i.exec(
      expression,
    );
  return match === null ? null : `${match[1]}.${match[2]}${match[3] === undefined ? "" : `:${match[3]}`}`;
}

function describeIndex(index: TableIndex): string {
  const columns = index.columns.map((column) =>
    "attribute" in column ? column.attribute : (asJsonPath(column.expression) ?? `(${column.expression})`),
  );
  return `${index.isUnique ? "UNIQUE " : ""}INDEX (${columns.join(", ")})`;
}

/**
 * True if the attributes that the foreign key would add now are the next ones of the table, so that writing it
 * here keeps their order.
 */
function addsNext(
  foreignKey: ForeignKey,
  remaining: readonly Attribute[],
  isWritten: (attribute: string) => boolean,
): boolean {
  const added = foreignKey.attributes.filter((attribute) => !isWritten(attribute));
  return (
    added.length > 0 &&
    added.every((attribute, index) => {
      const next = remaining[index];
      return (
        next?.name === attribute &&
        next.inKey === remaining[0]!.inKey &&
        next.isNullable === foreignKey.isNullable &&
        !next.isAutoincrement &&
        (next.default === null || next.default === "null")
      );
    })
  );
}

/**
 * The definition of a table: one that declares the same table again.
 *
 * @param declaration the table, from its definition or from a database
 * @param tableReference what a foreign key calls its parent, such as `Lab` or `lab.Subject`
 * @returns lines, each with a line break at its end
 */
export function describe(declaration: TableDeclaration, tableReference: (name: TableName) => string): string {
  const lines: string[] = [];
  if (declaration.comment !== "") lines.push(`# ${declaration.comment}`);
  const visible = declaration.attributes.filter(({ isHidden }) => !isHidden);
  const attributes = [...visible.filter(({ inKey }) => inKey), ...visible.filter(({ inKey }) => !inKey)];
  const written = new Set<string>();
  const unique = new Set<string>();
  const isWritten = (attribute: string): boolean => written.has(attribute);
  let pending = [...declaration.foreignKeys];
  let isInKey = true;
  const write = (foreignKey: ForeignKey): void => {
    // One index makes all foreign keys of the same attributes unique; only the first one asks for it.
    const names = foreignKey.attributes.join();
    lines.push(describeForeignKey(foreignKey, foreignKey.isUnique && !unique.has(names), tableReference));
    unique.add(names);
    for (const attribute of foreignKey.attributes) written.add(attribute);
    pending = pending.filter((other) => other !== foreignKey);
  };
  for (const [position, attribute] of attributes.entries()) {
    if (isWritten(attribute.name)) continue;
    if (isInKey && !attribute.inKey) {
      lines.push("---");
      isInKey = false;
    }
    const remaining = attributes.slice(position).filter(({ name }) => !isWritten(name));
    const foreignKey = pending.find((candidate) => addsNext(candidate, remaining, isWritten));
    if (foreignKey !== undefined) write(foreignKey);
    else {
      lines.push(describeAttribute(attribute));
      written.add(attribute.name);
    }
    for (const complete of pending.filter(({ attributes: own }) => own.every(isWritten))) {
      // An option of the key's own attributes can only stand below the line.
      if (!(isInKey && complete.isNullable)) write(complete);
    }
  }
  for (const index of ownIndexes(declaration)) lines.push(describeIndex(index));
  return lines.map((line) => `${line}\n`).join("");
}
