import { DataJointError } from "../errors/index.ts";
import type { Attribute } from "../heading/attribute.ts";
import { mayBeSameExpression } from "./same-expression.ts";
import type { ForeignKey, TableDeclaration, TableIndex } from "./table-declaration.ts";

/** What becomes of one attribute. */
export type AttributeChange =
  | { readonly kind: "add"; readonly attribute: Attribute }
  | { readonly kind: "drop"; readonly attribute: Attribute }
  /** Another name, type, default or comment. */
  | { readonly kind: "change"; readonly from: Attribute; readonly to: Attribute };

/** How a table in the database becomes the one that a definition declares. */
export interface AlterPlan {
  readonly from: TableDeclaration;
  /** The table as it will be. Attributes that the heading hides stay. */
  readonly to: TableDeclaration;
  readonly changes: readonly AttributeChange[];
  /** True where attributes that stay get another order. */
  readonly isReordered: boolean;
  readonly hasNewComment: boolean;
}

/** True where the definition says what the database has. */
export const isUnchanged = ({ changes, isReordered, hasNewComment }: AlterPlan): boolean =>
  changes.length === 0 && !isReordered && !hasNewComment;

/** True where two types are the same but for spaces: `decimal(8, 2)` and `decimal(8,2)`. */
function isSameType(a: Attribute, b: Attribute): boolean {
  if (a.type === b.type) return true;
  const word = ({ type }: Attribute): string | undefined => /^\w+/.exec(type)?.[0];
  return word(a) !== undefined && word(a) === word(b) && a.sqlType === b.sqlType;
}

/** True where two attributes hold the same values: same type and default. */
export const isSameColumn = (a: Attribute, b: Attribute): boolean =>
  a.name === b.name &&
  isSameType(a, b) &&
  a.isAutoincrement === b.isAutoincrement &&
  a.isNullable === b.isNullable &&
  a.default === b.default;

const fullName = ({ name }: TableDeclaration): string => `\`${name.schema}\`.\`${name.table}\``;

function refuse(table: TableDeclaration, what: string, advice: string): never {
  throw new DataJointError(`alter() can't change ${what} of ${fullName(table)}. ${advice}`);
}

const newTable =
  "Declare a new table with the definition that you want, insert the rows of this one into it, and drop this one.";

function assertSameKey(from: TableDeclaration, to: TableDeclaration): void {
  const keyOf = (table: TableDeclaration): Attribute[] => table.attributes.filter(({ inKey }) => inKey);
  const names = (key: readonly Attribute[]): string => key.map(({ name }) => name).join(", ") || "none";
  const before = keyOf(from);
  const after = keyOf(to);
  if (names(before) !== names(after)) {
    refuse(
      from,
      "the primary key",
      `It is ${names(before)}, and the definition says ${names(after)}. ${newTable}`,
    );
  }
  const inherited = new Set(to.foreignKeys.flatMap(({ attributes }) => attributes));
  for (const [index, attribute] of after.entries()) {
    const present = before[index]!;
    if (attribute.isHidden || inherited.has(attribute.name) || isSameColumn(present, attribute)) continue;
    refuse(
      from,
      "the primary key",
      `The attribute ${attribute.name} is ${shownAttribute(present)}, and the definition says ${shownAttribute(attribute)}. ${newTable}`,
    );
  }
}

const shownForeignKey = ({ parent, attributes, parentAttributes }: ForeignKey): string => {
  const pairs = attributes
    .map((name, index) => (name === parentAttributes[index] ? name : `${name}="${parentAttributes[index]}"`))
    .sort();
  return `\`${parent.schema}\`.\`${parent.table}\` (${pairs.join(", ")})`;
};

function assertSameForeignKeys(from: TableDeclaration, to: TableDeclaration): void {
  const before = new Set(from.foreignKeys.map(shownForeignKey));
  const after = new Set(to.foreignKeys.map(shownForeignKey));
  const added = [...after].filter((one) => !before.has(one)).map((one) => `one to ${one} was added`);
  const gone = [...before].filter((one) => !after.has(one)).map((one) => `one to ${one} is gone`);
  if (added.length + gone.length === 0) return;
  refuse(from, "foreign keys", `In the definition ${[...added, ...gone].join(", and ")}. ${newTable}`);
}

function shownIndex({ columns, isUnique }: TableIndex): string {
  const shown = columns.map((column) =>
    "attribute" in column ? column.attribute : `(${column.expression})`,
  );
  return `${isUnique ? "unique " : ""}index(${shown.join(", ")})`;
}

/** True where two indexes may be the same: expressions come back from servers in words of their own. */
function mayBeSameIndex(one: TableIndex, other: TableIndex, renames: ReadonlyMap<string, string>): boolean {
  return (
    one.isUnique === other.isUnique &&
    one.columns.length === other.columns.length &&
    one.columns.every((column, position) => {
      const wanted = other.columns[position]!;
      if ("attribute" in column) {
        const name = renames.get(column.attribute) ?? column.attribute;
        return "attribute" in wanted && wanted.attribute === name;
      }
      // A renamed attribute is renamed in the expressions too.
      return (
        "expression" in wanted &&
        (renames.size > 0 || mayBeSameExpression(column.expression, wanted.expression))
      );
    })
  );
}

function assertSameIndexes(
  from: TableDeclaration,
  to: TableDeclaration,
  renames: ReadonlyMap<string, string>,
): void {
  const gone: TableIndex[] = [];
  const added = [...to.indexes];
  for (const index of from.indexes) {
    const found = added.findIndex((other) => mayBeSameIndex(index, other, renames));
    if (found < 0) gone.push(index);
    else added.splice(found, 1);
  }
  if (gone.length + added.length === 0) return;
  const changes = [
    ...added.map((index) => `${shownIndex(index)} was added`),
    ...gone.map((index) => `${shownIndex(index)} is gone`),
  ];
  refuse(
    from,
    "indexes",
    `In the definition ${changes.join(", and ")}. Write the indexes as they are, ` +
      "or change them by SQL of the server with connection.query().",
  );
}

/** New names of attributes by their old ones: a comment that begins with `{old name}` tells what the attribute was. */
function renamesOf(from: TableDeclaration, to: TableDeclaration): Map<string, string> {
  const before = new Map(from.attributes.map((attribute) => [attribute.name, attribute]));
  const after = new Set(to.attributes.map(({ name }) => name));
  const renames = new Map<string, string>();
  for (const { name, comment } of to.attributes) {
    const oldName = /^\{\s*(\w+)\s*\}/.exec(comment)?.[1];
    const old = oldName === undefined ? undefined : before.get(oldName);
    if (old === undefined || old.isHidden || before.has(name) || after.has(old.name)) continue;
    const other = renames.get(old.name);
    if (other !== undefined) {
      throw new DataJointError(
        `The definition of ${fullName(from)} renames ${old.name} twice: to ${other} and to ${name}. Take one of the marks {${old.name}} away.`,
      );
    }
    renames.set(old.name, name);
  }
  return renames;
}

/** An attribute of a foreign key is what its parent's is; only whether it may be NULL is its own. */
function settleInherited(present: Attribute, defined: Attribute, isOwnLine: boolean): Attribute {
  return {
    ...present,
    isNullable: defined.isNullable,
    default: defined.isNullable === present.isNullable ? present.default : defined.default,
    comment: isOwnLine ? defined.comment : present.comment,
  };
}

/**
 * What has to change for a table to be as its definition declares it. Pure: nothing is asked of the database.
 *
 * @param from the table as the database has it
 * @param defined the table as the definition declares it
 * @throws DataJointError where the primary key, foreign keys or indexes differ, which can't be altered
 */
export function planAlteration(from: TableDeclaration, defined: TableDeclaration): AlterPlan {
  assertSameKey(from, defined);
  assertSameForeignKeys(from, defined);
  const renames = renamesOf(from, defined);
  assertSameIndexes(from, defined, renames);
  const before = new Map(
    from.attributes.map((attribute) => [renames.get(attribute.name) ?? attribute.name, attribute]),
  );
  const inherited = new Set(defined.creation?.inherited ?? []);
  const referring = new Set(defined.foreignKeys.flatMap(({ attributes }) => attributes));
  const settled = defined.attributes.map((attribute) => {
    const present = before.get(attribute.name);
    if (present?.isHidden) return present;
    if (present === undefined || !referring.has(attribute.name)) return attribute;
    return settleInherited(present, attribute, !inherited.has(attribute.name));
  });
  const names = new Set(settled.map(({ name }) => name));
  const kept = from.attributes.filter(({ name, isHidden }) => isHidden && !names.has(name));
  const attributes = [...settled, ...kept];
  const changes: AttributeChange[] = [];
  for (const [name, attribute] of before) {
    if (!attributes.some((other) => other.name === name)) changes.push({ kind: "drop", attribute });
  }
  for (const to of attributes) {
    const present = before.get(to.name);
    if (present === undefined) changes.push({ kind: "add", attribute: to });
    else if (!isSameColumn(present, to) || present.comment !== to.comment) {
      changes.push({ kind: "change", from: present, to });
    }
  }
  const staying = attributes.filter(({ name }) => before.has(name)).map(({ name }) => name);
  const isReordered = [...before.keys()].filter((name) => staying.includes(name)).join() !== staying.join();
  return {
    from,
    to: { ...defined, attributes, foreignKeys: from.foreignKeys, indexes: defined.indexes },
    changes,
    isReordered,
    hasNewComment: from.comment !== defined.comment,
  };
}

function shownAttribute({ name, type, default: shown, isAutoincrement }: Attribute): string {
  return `${name}${shown === null ? "" : `=${shown}`} : ${type}${isAutoincrement ? " auto_increment" : ""}`;
}

function describeChange(change: AttributeChange): string {
  if (change.kind === "add") return `add ${shownAttribute(change.attribute)}`;
  if (change.kind === "drop") return `drop ${shownAttribute(change.attribute)}, with its values`;
  const { from, to } = change;
  if (from.name !== to.name) {
    const rest = isSameColumn({ ...from, name: to.name }, to) ? "" : `: ${shownAttribute(to)}`;
    return `rename ${from.name} to ${to.name}${rest}`;
  }
  if (isSameColumn(from, to)) return `change the comment of ${to.name} to "${to.comment}"`;
  return `change ${shownAttribute(from)} to ${shownAttribute(to)}`;
}

/** The changes in words, one for each. */
export function describeAlteration({ to, changes, isReordered, hasNewComment }: AlterPlan): string[] {
  const visible = to.attributes.filter(({ isHidden }) => !isHidden).map(({ name }) => name);
  return [
    ...changes.map(describeChange),
    ...(isReordered ? [`put the attributes in the order ${visible.join(", ")}`] : []),
    ...(hasNewComment ? [`change the comment of the table to "${to.comment}"`] : []),
  ];
}

/**
 * In what a table differs from its definition, in words; comments and attributes that the heading hides do not count.
 *
 * @param from the table as the database has it
 * @param defined the table as the definition declares it
 */
export function differencesOf(from: TableDeclaration, defined: TableDeclaration): string[] {
  let plan: AlterPlan;
  try {
    plan = planAlteration(from, defined);
  } catch (error) {
    if (error instanceof DataJointError) return [error.message.replace(/\.$/, "")];
    throw error;
  }
  return plan.changes
    .filter(
      (change) =>
        !(change.kind === "change" && isSameColumn(change.from, change.to)) &&
        !(change.kind === "add" && change.attribute.isHidden),
    )
    .map(describeChange);
}
