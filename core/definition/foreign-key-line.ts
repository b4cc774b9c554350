import { suggestion } from "../errors/index.ts";
import { checkAttributeName } from "./attribute-line.ts";
import { definitionError } from "./definition-error.ts";
import type { ForeignKeyNode, RenameNode } from "./definition-tree.ts";
import type { LineScanner } from "./line-scanner.ts";

const knownOptions = ["nullable", "unique"];

function parseOptions(scanner: LineScanner): Set<string> {
  const options = new Set<string>();
  if (scanner.take(/\[/) === null) return options;
  if (scanner.take(/\]/) !== null) return options;
  for (;;) {
    const option = scanner.take(/[A-Za-z]+/);
    if (option === null) throw scanner.expected("an option of the foreign key: nullable or unique");
    const name = option.text.toLowerCase();
    if (!knownOptions.includes(name)) {
      throw definitionError(
        `A foreign key has no option "${option.text}".${suggestion(name, knownOptions)} The options are nullable and unique.`,
        option.position,
      );
    }
    options.add(name);
    if (scanner.take(/\]/) !== null) return options;
    if (scanner.take(/,/) === null) throw scanner.expected("a comma (,) or the closing bracket (])");
  }
}

const notSupported =
  "A foreign key refers to a table or to its projection that renames attributes: Table or Table.proj(new='old').";

/** The arguments of `.proj(…)`, from behind its opening parenthesis. */
function parseRenames(scanner: LineScanner): RenameNode[] {
  const renames: RenameNode[] = [];
  for (;;) {
    if (scanner.take(/\)/) !== null) return renames;
    // Attributes that are kept besides the key do not change a foreign key.
    if (scanner.take(/\.\.\./) === null && scanner.takeQuoted() === null) renames.push(parseRename(scanner));
    if (scanner.take(/,/) !== null) continue;
    if (scanner.take(/\)/) !== null) return renames;
    throw scanner.expected("a comma (,) or the closing parenthesis ())");
  }
}

function parseRename(scanner: LineScanner): RenameNode {
  const name = scanner.take(/[\p{L}\p{N}_]+/u);
  if (name === null) throw scanner.expected("a renamed attribute: new='old'");
  checkAttributeName(name.text, name.position);
  if (scanner.take(/=/) === null) {
    throw scanner.expected("an equals sign (=)", `An attribute is renamed by: ${name.text}='old'`);
  }
  const old = scanner.takeQuoted();
  if (old === null) throw scanner.expected("the attribute's name at the parent, in quotes");
  if (!/^\w+$/.test(old.text)) {
    throw definitionError(
      `A foreign key can only rename attributes, but "${old.text}" is no attribute name.`,
      old.position,
    );
  }
  return { newName: name.text, newPosition: name.position, oldName: old.text, oldPosition: old.position };
}

/**
 * Reads a line `-> [options] Reference.proj(new='old')`, from behind its arrow.
 * Section "Foreign Key References" of the table declaration specification.
 *
 * @throws DataJointError with a position
 */
export function parseForeignKeyLine(scanner: LineScanner, isInKey: boolean): ForeignKeyNode {
  const optionsOffset = scanner.offset;
  const options = parseOptions(scanner);
  if (options.has("nullable") && isInKey) {
    throw definitionError(
      "A foreign key of the primary key can't be nullable. Move it below the --- line.",
      scanner.span(optionsOffset, scanner.text.slice(optionsOffset, scanner.offset).trimEnd().length),
    );
  }
  const reference =
    scanner.take(/`[^`]+`\s*\.\s*`[^`]+`/) ??
    scanner.take(/[\p{L}_][\p{L}\p{N}_]*(?:\s*\.\s*(?!proj\b)[\p{L}_][\p{L}\p{N}_]*)*/u);
  if (reference === null) {
    throw scanner.expected("the name of a table", scanner.isAtEnd ? "" : notSupported);
  }
  scanner.take(/\(\s*\)/);
  let renames: RenameNode[] = [];
  if (scanner.take(/\.\s*proj\s*\(/) !== null) renames = parseRenames(scanner);
  if (!scanner.isAtEnd && scanner.text[scanner.offset] !== "#") {
    throw scanner.expected("a comment (#) or the end of the line", notSupported);
  }
  scanner.takeComment();
  return {
    kind: "foreign key",
    isNullable: options.has("nullable"),
    isUnique: options.has("unique"),
    reference: reference.text.replace(/\s+/g, ""),
    referencePosition: reference.position,
    renames,
    isInKey,
  };
}
