import { DataJointError, suggestion, UnknownAttributeError } from "../errors/index.ts";
import { type Attribute, Heading } from "../heading/index.ts";
import { assertAttributes, jsonPathSql } from "./condition.ts";
import { dependentOn } from "./dependence.ts";
import type { AggregateNode, ProjectNode, QueryNode, Selection } from "./node.ts";
import { readSql, type SqlText } from "./sql-text.ts";

/** New attributes by name: an old name, `(old)` for a copy, or SQL. */
export type NamedAttributes = Readonly<Record<string, string>>;

const constants = /^(NULL|TRUE|FALSE|CURRENT_TIMESTAMP|CURRENT_DATE|CURRENT_TIME|NOW)$/i;
const renamed = /^\s*([a-zA-Z_]\w*)\s*$/;
const copied = /^\s*\(\s*([a-zA-Z_]\w*)\s*\)\s*$/;

/** The SQL of a computed attribute as an attribute of a heading. */
function computedAttribute(name: string): Attribute {
  return {
    name,
    type: "",
    sqlType: "",
    dataType: null,
    codec: null,
    inKey: false,
    isNullable: true,
    default: null,
    comment: "",
    isAutoincrement: false,
    isUnsigned: false,
    isHidden: false,
    lineage: null,
  };
}

/** Named attributes sorted by what they ask for. */
function sortNamed(named: NamedAttributes, heading: Heading) {
  const renames = new Map<string, string>();
  const copies = new Map<string, string>();
  const computations = new Map<string, SqlText>();
  for (const [name, text] of Object.entries(named)) {
    if (typeof text !== "string") {
      throw new DataJointError(
        `The new attribute "${name}" must be given as a text, an old name or SQL, not ${typeof text}.`,
      );
    }
    if (!/^[a-zA-Z_]\w*$/.test(name)) {
      throw new DataJointError(`"${name}" can't name an attribute; use letters, digits and underscores.`);
    }
    const rename = renamed.exec(text)?.[1];
    const copy = copied.exec(text)?.[1];
    if (rename !== undefined && !constants.test(rename)) renames.set(name, rename);
    else if (copy !== undefined && !constants.test(copy)) copies.set(name, copy);
    else computations.set(name, jsonPathSql(text, (one) => heading.has(one)) ?? readSql(text));
  }
  return { renames, copies, computations };
}

/** What a projection makes of a heading. */
interface Projection {
  readonly heading: Heading;
  readonly selections: ReadonlyMap<string, Selection>;
  /** The attributes of the source that are chosen, renamed or copied, or computed with outside of aggregates. */
  readonly mentioned: readonly string[];
}

/** Queries are built again and again from the same headings, which never change. */
const projections = new WeakMap<Heading, Map<string, Projection>>();
const rememberedAtMost = 100;

function projectionOf(heading: Heading, attributes: readonly string[], named: NamedAttributes): Projection {
  const key = [...attributes, "", ...Object.entries(named).flat()].join("\u0000");
  const known = projections.get(heading) ?? new Map<string, Projection>();
  let projection = known.get(key);
  if (projection === undefined) {
    projection = makeProjection(heading, attributes, named);
    if (known.size >= rememberedAtMost) known.clear();
    known.set(key, projection);
    projections.set(heading, known);
  }
  return projection;
}

/**
 * Projection: the primary key, and chosen, renamed, copied and computed attributes.
 * Specification: "Query algebra", projection.
 *
 * @param attributes names; `...` for all secondary attributes, `-name` to leave one out
 * @param named new attributes
 * @throws UnknownAttributeError for a name that the source does not have
 * @throws DataJointError for a primary-key attribute that is left out, or a name given twice
 */
export function project(source: QueryNode, attributes: readonly string[], named: NamedAttributes): QueryNode {
  const { heading, selections, mentioned } = projectionOf(source.heading, attributes, named);
  const grouping = groupingOf(source);
  if (grouping !== null) assertGrouped(grouping, mentioned);
  return { kind: "project", source, heading, selections } satisfies ProjectNode;
}

function makeProjection(heading: Heading, attributes: readonly string[], named: NamedAttributes): Projection {
  const { renames, copies, computations } = sortNamed(named, heading);
  const renamedOnes = new Set(renames.values());
  const chosen = new Set(heading.primaryKey.filter((name) => !renamedOnes.has(name)));
  const excluded = new Set<string>();
  for (const attribute of attributes) {
    if (typeof attribute !== "string") {
      throw new DataJointError(
        `proj() takes names of attributes as texts and new ones as an object, not ${typeof attribute}.`,
      );
    }
    const name = attribute.trim();
    if (name.startsWith("-")) excluded.add(name.replace(/^-+\s*/, ""));
    else if (name === "...") {
      for (const one of heading.secondaryAttributes) if (!renamedOnes.has(one)) chosen.add(one);
    } else chosen.add(name);
  }
  for (const name of excluded) {
    if (heading.primaryKey.includes(name)) {
      throw new DataJointError(
        `The attribute "${name}" belongs to the primary key, which a projection keeps. Rename it instead.`,
      );
    }
    chosen.delete(name);
  }
  const mentioned = [...chosen, ...renames.values(), ...copies.values()];
  for (const name of mentioned) assertKnown(heading, name);
  for (const sql of computations.values()) assertAttributes(heading, sql);
  for (const name of Object.keys(named)) {
    if (chosen.has(name)) {
      throw new DataJointError(
        `The projection has the attribute "${name}" already; give the new one another name.`,
      );
    }
  }

  const renewed = [...renames, ...copies];
  const result: Attribute[] = [];
  const selections = new Map<string, Selection>();
  for (const attribute of heading.attributes) {
    if (attribute.isHidden) continue;
    if (chosen.has(attribute.name)) {
      result.push(attribute);
      selections.set(attribute.name, { attribute: attribute.name });
    }
    for (const [name, old] of renewed) {
      if (old !== attribute.name) continue;
      result.push({ ...attribute, name });
      selections.set(name, { attribute: old });
    }
  }
  for (const [name, sql] of computations) {
    result.push(computedAttribute(name));
    selections.set(name, { sql });
  }
  const bare = [...computations.values()].flatMap((sql) => [...sql.bareAttributes]);
  return { heading: new Heading(result), selections, mentioned: [...mentioned, ...bare] };
}

const groupingOf = (node: QueryNode): AggregateNode | null => (node.kind === "aggregate" ? node : null);

/** @throws DataJointError for an attribute of which the rows of one group may have several values */
function assertGrouped({ groupAttributes, keys, source }: AggregateNode, names: readonly string[]): void {
  const open = names.filter((name) => !groupAttributes.has(name) && !groupAttributes.has(name.toLowerCase()));
  if (open.length === 0) return;
  const dependent = dependentOn(new Set([...keys, ...groupAttributes]), source);
  for (const name of open) {
    if (dependent.has(name) || dependent.has(name.toLowerCase())) continue;
    throw new DataJointError(
      `The attribute "${name}" may have several values in one group. Compute one of them, as in { ${name}_max: "max(${name})" }.`,
    );
  }
}

function assertKnown(heading: Heading, name: string): void {
  if (heading.has(name)) return;
  throw new UnknownAttributeError(
    `There is no attribute "${name}" to project.${suggestion(name, heading.names)} The attributes are: ${heading.names.join(", ")}.`,
  );
}
