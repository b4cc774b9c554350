import { definitionError } from "../definition/definition-error.ts";
import type {
  AttributeNode,
  DefinitionLine,
  DefinitionTree,
  ForeignKeyNode,
} from "../definition/definition-tree.ts";
import type { Attribute } from "../heading/attribute.ts";
import { checkDeclaration } from "./check-declaration.ts";
import { resolveDefault } from "./default-value.ts";
import type { DefinitionContext } from "./definition-context.ts";
import { jobAttributes, singletonAttribute } from "./platform-attributes.ts";
import { resolveForeignKey } from "./resolve-foreign-key.ts";
import { resolveIndexes } from "./resolve-indexes.ts";
import type { ForeignKey, TableDeclaration, TableName } from "./table-declaration.ts";
import { settleIndexes } from "./table-indexes.ts";
import { isAutoPopulated } from "./table-names.ts";

export type { DefinitionContext } from "./definition-context.ts";

/** `schema.table.attribute`, for an attribute that begins its lineage in this table. */
export const ownLineage = (name: TableName, attribute: string): string =>
  `${name.schema}.${name.table}.${attribute}`;

function resolveAttribute(node: AttributeNode, name: TableName): Attribute {
  const { type } = node;
  const found = resolveDefault(node.default, type);
  if ("problem" in found) {
    throw definitionError(
      `The default of "${node.name}" does not fit its type ${type.type}: ${found.problem}.`,
      node.default!.position,
    );
  }
  if (type.isAutoincrement && found.shown !== null) {
    throw definitionError(
      `The attribute "${node.name}" is auto_increment, so it can't have a default.`,
      node.default!.position,
    );
  }
  return {
    name: node.name,
    type: type.type,
    sqlType: type.sqlType,
    dataType: type.dataType,
    codec: type.codec,
    inKey: node.isInKey,
    isNullable: found.shown === "null",
    default: found.shown,
    comment: node.comment,
    isAutoincrement: type.isAutoincrement,
    isUnsigned: type.isUnsigned,
    isHidden: false,
    lineage: node.isInKey ? ownLineage(name, node.name) : null,
  };
}

/** A foreign key as the definition has it: once resolved, options that change nothing are gone. */
function settleForeignKey(foreignKey: ForeignKey, attributes: ReadonlyMap<string, Attribute>): ForeignKey {
  const own = foreignKey.attributes.map((name) => attributes.get(name)!);
  return {
    ...foreignKey,
    inKey: own.every((attribute) => attribute.inKey),
    isNullable: own.some((attribute) => attribute.isNullable),
  };
}

/** True if two foreign keys say the same. */
function isSameReference(a: ForeignKey, b: ForeignKey): boolean {
  return (
    a.parent.schema === b.parent.schema &&
    a.parent.table === b.parent.table &&
    a.attributes.length === b.attributes.length &&
    a.attributes.every(
      (attribute, index) =>
        attribute === b.attributes[index] && a.parentAttributes[index] === b.parentAttributes[index],
    )
  );
}

/**
 * Looks up the references of a definition and applies DataJoint's rules: what foreign keys bring in, lineage,
 * the primary-key rule of auto-populated tables, and attributes that DataJoint itself adds.
 * Sections "Foreign Key References", "Auto-Populated Tables" and "Validation" of the table declaration specification.
 *
 * @param tree what `parseDefinition` returned
 * @param context the table's name and tier, and what its references may name
 * @returns the table as a dialect declares it, and as it is read back from a database
 * @throws DataJointError with a position where the definition breaks a rule
 */
export function resolveDefinition(tree: DefinitionTree, context: DefinitionContext): TableDeclaration {
  const attributes = new Map<string, Attribute>();
  const foreignKeys: ForeignKey[] = [];
  const byLine = new Map<DefinitionLine, ForeignKey>();
  const nodes = new Map<string, AttributeNode | ForeignKeyNode>();
  for (const line of tree.lines) {
    if (line.kind === "attribute") {
      // A name that occurs again keeps its first line, as in DataJoint for Python; the tree holds a warning.
      if (attributes.has(line.name)) continue;
      attributes.set(line.name, resolveAttribute(line, context.name));
      nodes.set(line.name, line);
    } else if (line.kind === "foreign key") {
      const { foreignKey, inherited } = resolveForeignKey(line, attributes, context);
      for (const attribute of inherited) {
        if (!attributes.has(attribute.name)) nodes.set(attribute.name, line);
        attributes.set(attribute.name, attribute);
      }
      byLine.set(line, foreignKey);
      const index = foreignKeys.findIndex((other) => isSameReference(other, foreignKey));
      if (index < 0) foreignKeys.push(foreignKey);
      else if (foreignKey.isUnique) foreignKeys[index] = { ...foreignKeys[index]!, isUnique: true };
    }
  }
  checkPrimaryKeyOrigin(attributes, foreignKeys, nodes, context);
  checkPartRefersToMaster(foreignKeys, context);
  const settled = foreignKeys.map((foreignKey) => settleForeignKey(foreignKey, attributes));
  const all = [...attributes.values()];
  const indexes = resolveIndexes(tree, all, byLine);
  const declaration: TableDeclaration = {
    name: context.name,
    comment: tree.comment,
    attributes: [
      ...(all.some((attribute) => attribute.inKey) ? [] : [singletonAttribute]),
      ...all,
      ...(context.config.addJobMetadata ? jobAttributes(context.name.table) : []),
    ],
    ...settleIndexes(indexes, settled),
    creation: {
      inherited: [...nodes].filter(([, node]) => node.kind === "foreign key").map(([name]) => name),
      native: [...nodes]
        .filter(([, node]) => node.kind === "attribute" && node.type.isNative)
        .map(([name]) => name),
      foreignKeys: [...byLine.values()],
      indexes,
    },
  };
  checkDeclaration(declaration, nodes);
  return declaration;
}

function checkPrimaryKeyOrigin(
  attributes: ReadonlyMap<string, Attribute>,
  foreignKeys: readonly ForeignKey[],
  nodes: ReadonlyMap<string, AttributeNode | ForeignKeyNode>,
  context: DefinitionContext,
): void {
  if (!isAutoPopulated(context.tier) || context.config.allowNewPkFieldsInComputedTables) return;
  const fromParents = new Set(foreignKeys.flatMap((foreignKey) => foreignKey.attributes));
  for (const attribute of attributes.values()) {
    const node = nodes.get(attribute.name);
    if (!attribute.inKey || fromParents.has(attribute.name) || node?.kind !== "attribute") continue;
    throw definitionError(
      `The attribute "${attribute.name}" can't be in the primary key: ${context.tier === "computed" ? "a computed" : "an imported"} table ` +
        "has the keys of the tables that it depends on, so each attribute of its primary key comes from a foreign key. " +
        "Move the attribute into a part table or into a parent. " +
        "The setting jobs.allow_new_pk_fields_in_computed_tables lifts this rule.",
      node.namePosition,
    );
  }
}

function checkPartRefersToMaster(foreignKeys: readonly ForeignKey[], context: DefinitionContext): void {
  const master = context.master?.name;
  if (context.tier !== "part" || master === undefined) return;
  const refers = foreignKeys.some(
    ({ parent }) =>
      parent.schema === master.schema &&
      (parent.table === master.table || parent.table.startsWith(`${master.table}__`)),
  );
  if (refers) return;
  throw definitionError("A part must refer to its master: its definition begins with the line -> master", {
    line: 1,
    column: 1,
    length: 1,
  });
}
