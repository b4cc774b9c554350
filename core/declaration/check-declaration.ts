import { definitionError } from "../definition/definition-error.ts";
import type { AttributeNode, ForeignKeyNode, TextSpan } from "../definition/definition-tree.ts";
import type { Attribute } from "../heading/attribute.ts";
import type { TableDeclaration } from "./table-declaration.ts";
import { attributesOf } from "./table-indexes.ts";
import {
  keyBytes,
  maximumAttributes,
  maximumIndexColumns,
  maximumKeyBytes,
  maximumRowBytes,
  rowBytes,
} from "./table-limits.ts";

type Nodes = ReadonlyMap<string, AttributeNode | ForeignKeyNode>;

const positionOf = (name: string, nodes: Nodes): TextSpan => {
  const node = nodes.get(name);
  if (node === undefined) return { line: 1, column: 1, length: 1 };
  return node.kind === "attribute" ? node.namePosition : node.referencePosition;
};

function checkKey(key: readonly Attribute[], nodes: Nodes): void {
  let bytes = 0;
  for (const attribute of key) {
    const own = attribute.dataType === null ? 0 : keyBytes(attribute.dataType);
    if (own === null) {
      throw definitionError(
        `The attribute "${attribute.name}" is ${attribute.type}, which can't be in the primary key. ` +
          "Keys are numbers, dates, uuids and short texts.",
        positionOf(attribute.name, nodes),
      );
    }
    bytes += own;
    if (bytes > maximumKeyBytes) {
      throw definitionError(
        `The primary key is too long: its values may take ${bytes} bytes, at most ${maximumKeyBytes} are possible ` +
          "(four for each character of a text).",
        positionOf(attribute.name, nodes),
      );
    }
  }
  if (key.length > maximumIndexColumns) {
    throw definitionError(
      `The primary key has ${key.length} attributes, at most ${maximumIndexColumns} are possible.`,
      positionOf(key[maximumIndexColumns]!.name, nodes),
    );
  }
}

function checkAutoincrement(declaration: TableDeclaration, nodes: Nodes): void {
  const automatic = declaration.attributes.filter(({ isAutoincrement }) => isAutoincrement);
  const [first, second] = automatic;
  if (first === undefined) return;
  if (second !== undefined) {
    throw definitionError(
      `Only one attribute of a table can be auto_increment, and "${first.name}" is it already.`,
      positionOf(second.name, nodes),
    );
  }
  const key = declaration.attributes.filter(({ inKey }) => inKey);
  const isIndexed =
    key[0] === first || declaration.indexes.some((index) => attributesOf(index)?.[0] === first.name);
  if (!isIndexed) {
    throw definitionError(
      `The attribute "${first.name}" is auto_increment, so it must come first in the primary key or in an index: index(${first.name})`,
      positionOf(first.name, nodes),
    );
  }
}

/**
 * Refuses what a server would refuse, so that a table that one backend declares is one that all declare.
 *
 * @param nodes the line that each attribute comes from
 * @throws DataJointError with a position
 */
export function checkDeclaration(declaration: TableDeclaration, nodes: Nodes): void {
  const { attributes } = declaration;
  checkKey(
    attributes.filter(({ inKey }) => inKey),
    nodes,
  );
  checkAutoincrement(declaration, nodes);
  const bytes = attributes.reduce(
    (sum, { dataType }) => sum + (dataType === null ? 8 : rowBytes(dataType)),
    0,
  );
  if (bytes > maximumRowBytes) {
    const widest = attributes.reduce((a, b) =>
      (b.dataType === null ? 0 : rowBytes(b.dataType)) > (a.dataType === null ? 0 : rowBytes(a.dataType))
        ? b
        : a,
    );
    throw definitionError(
      `The rows of this table are too long: their values may take ${bytes} bytes, at most ${maximumRowBytes} are possible ` +
        `(four for each character of a text). "${widest.name}" takes the most; shorten it or use longtext or <blob>.`,
      positionOf(widest.name, nodes),
    );
  }
  if (attributes.length > maximumAttributes) {
    throw definitionError(
      `This table has ${attributes.length} attributes, at most ${maximumAttributes} are possible.`,
      positionOf(attributes[maximumAttributes]!.name, nodes),
    );
  }
}
