import { definitionError } from "../definition/definition-error.ts";
import type { DefinitionLine, DefinitionTree, IndexNode } from "../definition/definition-tree.ts";
import { DataJointError, suggestion, UnknownAttributeError } from "../errors/index.ts";
import type { Attribute } from "../heading/attribute.ts";
import { attributesOf } from "../sql/attributes.ts";
import { parseExpression } from "../sql/parse-expression.ts";
import type { ForeignKey, TableIndex } from "./table-declaration.ts";
import { keyBytes, maximumIndexColumns, maximumKeyBytes } from "./table-limits.ts";

function checkColumn(
  name: string,
  position: IndexNode["position"],
  attributes: readonly Attribute[],
): Attribute {
  const attribute = attributes.find((candidate) => candidate.name === name);
  const names = attributes.map((candidate) => candidate.name);
  if (attribute === undefined) {
    throw definitionError(
      `There is no attribute "${name}" to put into an index.${suggestion(name, names)} ` +
        "An expression stands in parentheses of its own: index((expression))",
      position,
    );
  }
  if (attribute.dataType !== null && keyBytes(attribute.dataType) === null) {
    throw definitionError(
      `The attribute "${name}" is ${attribute.type}, which can't be in an index. ` +
        (attribute.dataType.kind === "json"
          ? `Index a value in it: index(${name}.path:char(20))`
          : "Keep a hash of it in an attribute of its own and index that."),
      position,
    );
  }
  return attribute;
}

/** Refuses an expression that can't be read, or that names what the table does not have. */
function checkExpression(
  expression: string,
  position: IndexNode["position"],
  attributes: readonly Attribute[],
): void {
  let used: Iterable<string>;
  try {
    used = attributesOf(parseExpression(expression));
  } catch (error) {
    if (!(error instanceof DataJointError)) throw error;
    throw definitionError(`The expression of this index can't be read. ${error.message}`, position);
  }
  const names = attributes.map(({ name }) => name);
  for (const name of used) {
    if (!names.includes(name)) {
      throw definitionError(
        `There is no attribute "${name}", which the expression of this index uses.${suggestion(name, names)}`,
        position,
        UnknownAttributeError,
      );
    }
  }
}

function resolveIndex(node: IndexNode, attributes: readonly Attribute[]): TableIndex {
  let bytes = 0;
  const seen = new Set<string>();
  const columns = node.columns.map((column) => {
    if (!("attribute" in column)) {
      checkExpression(column.expression, column.position, attributes);
      return { expression: column.expression };
    }
    const attribute = checkColumn(column.attribute, column.position, attributes);
    if (seen.has(attribute.name)) {
      throw definitionError(`The attribute "${attribute.name}" is in this index twice.`, column.position);
    }
    seen.add(attribute.name);
    bytes += attribute.dataType === null ? 0 : (keyBytes(attribute.dataType) ?? 0);
    return { attribute: attribute.name };
  });
  if (columns.length > maximumIndexColumns) {
    throw definitionError(
      `An index has at most ${maximumIndexColumns} attributes, but this one has ${columns.length}.`,
      node.position,
    );
  }
  if (bytes > maximumKeyBytes) {
    throw definitionError(
      `This index is too long: its values may take ${bytes} bytes, at most ${maximumKeyBytes} are possible ` +
        "(four for each character). Shorten its texts or index fewer attributes.",
      node.position,
    );
  }
  return { columns, isUnique: node.isUnique };
}

/**
 * The indexes of a definition, checked: line by line, those of unique foreign keys in place.
 *
 * @param foreignKeys the foreign keys by the lines that they come from
 */
export function resolveIndexes(
  tree: DefinitionTree,
  attributes: readonly Attribute[],
  foreignKeys: ReadonlyMap<DefinitionLine, ForeignKey>,
): TableIndex[] {
  const unique = (names: readonly string[]): TableIndex => ({
    columns: names.map((attribute) => ({ attribute })),
    isUnique: true,
  });
  // A column that is unique by its type has its index before all others.
  const serial = tree.lines.flatMap((line) =>
    line.kind === "attribute" && line.type.isSerial ? [unique([line.name])] : [],
  );
  const others = tree.lines.flatMap((line) => {
    if (line.kind === "index") return [resolveIndex(line, attributes)];
    const foreignKey = foreignKeys.get(line);
    return foreignKey?.isUnique ? [unique(foreignKey.attributes)] : [];
  });
  return [...serial, ...others];
}
