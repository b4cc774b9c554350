import { definitionError } from "../definition/definition-error.ts";
import type { ForeignKeyNode } from "../definition/definition-tree.ts";
import { suggestion } from "../errors/index.ts";
import type { Attribute } from "../heading/attribute.ts";
import type { DefinitionContext } from "./definition-context.ts";
import type { ForeignKey, TableDeclaration } from "./table-declaration.ts";
import { classNameOf } from "./table-names.ts";

/** A foreign key with the attributes that it brings into the table or changes there. */
export interface ResolvedForeignKey {
  readonly foreignKey: ForeignKey;
  readonly inherited: readonly Attribute[];
}

function findParent(node: ForeignKeyNode, context: DefinitionContext): TableDeclaration {
  const { reference, referencePosition } = node;
  if (reference === "master") {
    const master = context.master ?? null;
    if (master !== null) return master;
    throw definitionError(
      '"master" stands for the master of a part table, but this table is no part.',
      referencePosition,
    );
  }
  const parent = context.findTable(reference);
  if (parent === null) {
    const isOwn = context.tier !== "part" && reference === classNameOf(context.name.table);
    if (isOwn || reference === "self") throw selfReference(node);
    throw definitionError(
      `There is no table "${reference}" to refer to.${suggestion(reference, context.tableNames?.() ?? [])} ` +
        `Declare it before this table, or check its name${reference.includes(".") ? " and that of its schema" : ""}.`,
      referencePosition,
    );
  }
  if (parent.name.schema === context.name.schema && parent.name.table === context.name.table) {
    throw selfReference(node);
  }
  return parent;
}

function selfReference(node: ForeignKeyNode): Error {
  return definitionError(
    `A table can't refer to itself. Keep such relations in a table of their own, with two foreign keys, of which one is renamed.`,
    node.referencePosition,
  );
}

/** The name in this table of each attribute of the parent's primary key. */
function namesOf(node: ForeignKeyNode, parent: TableDeclaration, key: readonly Attribute[]): string[] {
  const renamed = new Map<string, string>();
  const parentNames = parent.attributes.filter(({ isHidden }) => !isHidden).map(({ name }) => name);
  for (const { oldName, newName, oldPosition, newPosition } of node.renames) {
    if (!parentNames.includes(oldName)) {
      throw definitionError(
        `The table "${node.reference}" has no attribute "${oldName}".${suggestion(oldName, parentNames)} ` +
          `Its primary key is ${key.map(({ name }) => name).join(", ")}.`,
        oldPosition,
      );
    }
    if (renamed.has(oldName)) {
      throw definitionError(
        `The attribute "${oldName}" is renamed twice. Write a foreign key for each name.`,
        oldPosition,
      );
    }
    if ([...renamed.values()].includes(newName)) {
      throw definitionError(`Two attributes are renamed to "${newName}".`, newPosition);
    }
    renamed.set(oldName, newName);
  }
  // Attributes besides the key may be renamed too, but a foreign key does not take them along.
  const names = key.map(({ name }) => renamed.get(name) ?? name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw definitionError(
      `"${twice}" would name two attributes of this foreign key: it is in the primary key of "${node.reference}" already.`,
      node.renames.find(({ newName }) => newName === twice)!.newPosition,
    );
  }
  return names;
}

function inherit(parentAttribute: Attribute, name: string, node: ForeignKeyNode, lineage: string): Attribute {
  return {
    ...parentAttribute,
    name,
    inKey: node.isInKey,
    isNullable: node.isNullable,
    default: node.isNullable ? "null" : null,
    isAutoincrement: false,
    lineage,
  };
}

/** An attribute that the table has already, once a foreign key uses it as well. */
function share(own: Attribute, parentAttribute: Attribute, node: ForeignKeyNode, lineage: string): Attribute {
  const isEnum = own.dataType?.kind === "enum" && parentAttribute.dataType?.kind === "enum";
  const isText = isTextType(own) && isTextType(parentAttribute);
  if (own.sqlType !== parentAttribute.sqlType && !isEnum && !isText) {
    throw definitionError(
      `The attribute "${own.name}" is ${own.type} in this table, so it can't refer to "${parentAttribute.name}" of ` +
        `"${node.reference}", which is ${parentAttribute.type}. Rename the foreign key: ` +
        `${node.reference}.proj(new_name='${parentAttribute.name}')`,
      node.referencePosition,
    );
  }
  const { type, dataType, codec } = own.sqlType === parentAttribute.sqlType ? parentAttribute : own;
  return { ...own, type, dataType, codec, lineage };
}

const isTextType = ({ dataType }: Attribute): boolean =>
  dataType?.kind === "varchar" || dataType?.kind === "char";

/**
 * Finds the parent of a foreign key and the attributes that it brings in: those of the parent's primary key, with
 * type, comment and lineage, under their own or new names.
 *
 * @param present attributes that the table has so far
 * @throws DataJointError with a position
 */
export function resolveForeignKey(
  node: ForeignKeyNode,
  present: ReadonlyMap<string, Attribute>,
  context: DefinitionContext,
): ResolvedForeignKey {
  const parent = findParent(node, context);
  const key = parent.attributes.filter(({ inKey, isHidden }) => inKey && !isHidden);
  if (key.length === 0) {
    throw definitionError(
      `The table "${node.reference}" has at most one row and no attribute in its primary key, so nothing can refer to it.`,
      node.referencePosition,
    );
  }
  const names = namesOf(node, parent, key);
  const inherited = key.map((parentAttribute, index) => {
    const name = names[index]!;
    const lineage =
      parentAttribute.lineage ?? `${parent.name.schema}.${parent.name.table}.${parentAttribute.name}`;
    const own = present.get(name);
    return own === undefined
      ? inherit(parentAttribute, name, node, lineage)
      : share(own, parentAttribute, node, lineage);
  });
  return {
    foreignKey: {
      parent: parent.name,
      attributes: names,
      parentAttributes: key.map(({ name }) => name),
      inKey: node.isInKey,
      isNullable: node.isNullable,
      isUnique: node.isUnique,
    },
    inherited,
  };
}
