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

/** What a line of a definition declares. */
type Declared = Attribute | ForeignKey;

const isForeignKey = (declared: Declared): declared is ForeignKey => "parent" in declared;

/** True if a foreign key that adds the attribute now adds it as it is. */
const comesFrom = (foreignKey: ForeignKey, attribute: Attribute, isInKey: boolean): boolean =>
  attribute.inKey === isInKey &&
  attribute.isNullable === foreignKey.isNullable &&
  !attribute.isAutoincrement &&
  (attribute.default === null || attribute.default === "null");

/** An option of the key's own attributes can only stand below the line. */
const isAllowed = (foreignKey: ForeignKey, isInKey: boolean): boolean => !(isInKey && foreignKey.isNullable);

/** Each foreign key where its last attribute stands. */
function atLastAttribute(attributes: readonly Attribute[], foreignKeys: readonly ForeignKey[]): Declared[] {
  const seen = new Set<string>();
  return attributes.flatMap((attribute): Declared[] => {
    seen.add(attribute.name);
    const containing = foreignKeys.filter((foreignKey) => foreignKey.attributes.includes(attribute.name));
    if (containing.length === 0) return [attribute];
    return containing.filter((foreignKey) => foreignKey.attributes.every((name) => seen.has(name)));
  });
}

/** True if lines in this order declare these attributes in this order; the first below the key begins its part. */
function declareAll(declared: readonly Declared[], attributes: readonly Attribute[]): boolean {
  const added = new Set<string>();
  let isInKey = true;
  for (const one of declared) {
    const names = isForeignKey(one) ? one.attributes : [one.name];
    for (const name of names.filter((name) => !added.has(name))) {
      const next = attributes[added.size];
      if (next?.name !== name) return false;
      isInKey &&= next.inKey;
      if (isForeignKey(one) && !comesFrom(one, next, isInKey)) return false;
      added.add(name);
    }
    if (isForeignKey(one) && !isAllowed(one, isInKey)) return false;
  }
  return added.size === attributes.length;
}

/** Each foreign key where it adds its attributes, or behind them. */
function inOrderOfAttributes(
  attributes: readonly Attribute[],
  foreignKeys: readonly ForeignKey[],
): Declared[] {
  const declared: Declared[] = [];
  const written = new Set<string>();
  const isWritten = (attribute: string): boolean => written.has(attribute);
  let pending = foreignKeys;
  const write = (foreignKey: ForeignKey): void => {
    declared.push(foreignKey);
    for (const attribute of foreignKey.attributes) written.add(attribute);
    pending = pending.filter((other) => other !== foreignKey);
  };
  for (const [position, attribute] of attributes.entries()) {
    if (isWritten(attribute.name)) continue;
    const remaining = attributes.slice(position).filter(({ name }) => !isWritten(name));
    const foreignKey = pending.find((candidate) => {
      const added = candidate.attributes.filter((name) => !isWritten(name));
      return (
        added.length > 0 &&
        added.every(
          (name, index) =>
            remaining[index]?.name === name && comesFrom(candidate, remaining[index], attribute.inKey),
        )
      );
    });
    if (foreignKey !== undefined) write(foreignKey);
    else {
      declared.push(attribute);
      written.add(attribute.name);
    }
    for (const complete of pending.filter(({ attributes: own }) => own.every(isWritten)))
      if (isAllowed(complete, attribute.inKey)) write(complete);
  }
  return declared;
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
  const usual = atLastAttribute(attributes, declaration.foreignKeys);
  const declared = declareAll(usual, attributes)
    ? usual
    : inOrderOfAttributes(attributes, declaration.foreignKeys);
  const written = new Set<string>();
  const unique = new Set<string>();
  let isInKey = true;
  for (const one of declared) {
    const names = isForeignKey(one) ? one.attributes : [one.name];
    const added = attributes.find(({ name }) => names.includes(name) && !written.has(name));
    if (isInKey && added !== undefined && !added.inKey) {
      lines.push("---");
      isInKey = false;
    }
    for (const name of names) written.add(name);
    if (!isForeignKey(one)) {
      lines.push(describeAttribute(one));
      continue;
    }
    // One index makes all foreign keys of the same attributes unique; only the first one asks for it.
    lines.push(describeForeignKey(one, one.isUnique && !unique.has(names.join()), tableReference));
    unique.add(names.join());
  }
  for (const index of ownIndexes(declaration)) lines.push(describeIndex(index));
  return lines.map((line) => `${line}\n`).join("");
}
