import { describe } from "../../declaration/describe.ts";
import { jobAttributes } from "../../declaration/platform-attributes.ts";
import type { TableDeclaration, TableName } from "../../declaration/table-declaration.ts";
import {
  classNameOf,
  isAutoPopulated,
  masterTableNameOf,
  type Tier,
  tableNameOf,
  tierOf,
} from "../../declaration/table-names.ts";
import type { LookupContents } from "./lookup-contents.ts";

/** A class with its definition as text. */
export interface OutlinedClass {
  readonly className: string;
  readonly tier: Tier;
  /** Lines, without a line break at the end. */
  readonly definition: readonly string[];
  /** Of a lookup table. */
  readonly contents: LookupContents | null;
}

/** Settings of `config.jobs` on which depends what a definition declares. */
type SettingName = "addJobMetadata" | "allowNewPkFieldsInComputedTables";

/** What the code of a schema says, one after the other. */
export type OutlineStep =
  | { readonly kind: "class"; readonly table: OutlinedClass; readonly parts: readonly OutlinedClass[] }
  /** A setting that the next classes need. */
  | {
      readonly kind: "setting";
      readonly name: SettingName;
      readonly value: boolean;
    }
  /** A table that no class can declare, and why. */
  | { readonly kind: "omission"; readonly table: string; readonly reason: string };

/** A schema as code of any language declares it. */
export interface SchemaOutline {
  readonly schema: string;
  /** Other schemas that foreign keys refer to, by the names of variables. */
  readonly contexts: readonly { readonly variable: string; readonly schema: string }[];
  readonly steps: readonly OutlineStep[];
}

/** Words that are taken in one of the languages, or by the code itself. */
const takenWords = new Set(
  (
    "and as assert async await break case catch class const continue debugger def default del delete dj do elif else " +
    "enum except export extends false finally for from function global if implements import in inst instance " +
    "interface is lambda let master new nonlocal not null or package pass print private protected public raise return " +
    "schema self static super switch this throw true try type typeof var void while with yield"
  ).split(" "),
);

function variableFor(schema: string, used: ReadonlySet<string>): string {
  const word = schema.replace(/\W/g, "_").replace(/^(?=\d)/, "_");
  let variable = takenWords.has(word) ? `${word}_schema` : word;
  for (let count = 2; used.has(variable); count++) variable = `${word}_${count}`;
  return variable;
}

/** A table of the schema with its parts. */
interface Group {
  readonly table: TableDeclaration;
  readonly tier: Tier;
  readonly parts: TableDeclaration[];
}

const ownClassName = (table: string): string => {
  const name = classNameOf(table);
  return name.slice(name.indexOf(".") + 1);
};

/** The tier of a table whose class would have just this table; null for a table that another program named. */
function declarableTier({ name }: TableDeclaration): Tier | null {
  const tier = tierOf(name.table);
  if (tier === null || tier === "job") return null;
  const className = ownClassName(name.table);
  if (!/^[A-Z][A-Za-z0-9]*$/.test(className)) return null;
  const master = masterTableNameOf(name.table) ?? undefined;
  return tableNameOf(className, tier, master) === name.table ? tier : null;
}

function groupsOf(tables: readonly TableDeclaration[]): { groups: Group[]; omitted: TableDeclaration[] } {
  const groups = new Map<string, Group>();
  const omitted: TableDeclaration[] = [];
  const tiers = new Map(tables.map((table) => [table, declarableTier(table)]));
  for (const [table, tier] of tiers) {
    if (tier !== null && tier !== "part") groups.set(table.name.table, { table, tier, parts: [] });
  }
  for (const [table, tier] of tiers) {
    const master = tier === "part" ? groups.get(masterTableNameOf(table.name.table)!) : undefined;
    if (master !== undefined) master.parts.push(table);
    else if (tier === null || tier === "part") omitted.push(table);
  }
  return { groups: [...groups.values()], omitted };
}

/** Finds the groups that a table of the schema refers to. */
type FindReferred = (table: TableDeclaration) => Group[];

function referredGroups(groups: readonly Group[], schema: string): FindReferred {
  const byTable = new Map(
    groups.flatMap((group) => [group.table, ...group.parts].map((table) => [table.name.table, group])),
  );
  return ({ foreignKeys }) =>
    foreignKeys.flatMap(({ parent }) => {
      const group = parent.schema === schema ? byTable.get(parent.table) : undefined;
      return group === undefined ? [] : [group];
    });
}

/** True if a part refers to a table that depends on its own master, so that it can't be declared with the master. */
function leadsBack(part: TableDeclaration, master: Group, referred: FindReferred): boolean {
  const reached = new Set(referred(part).filter((group) => group !== master));
  for (const group of reached) {
    for (const table of [group.table, ...group.parts]) {
      for (const other of referred(table)) {
        if (other === master) return true;
        reached.add(other);
      }
    }
  }
  return false;
}

/** Groups in an order in which each comes after those that it refers to. */
function inOrder(groups: readonly Group[], referred: FindReferred): Group[] {
  const entered = new Set<Group>();
  const sorted: Group[] = [];
  const visit = (group: Group): void => {
    if (entered.has(group)) return;
    entered.add(group);
    for (const table of [group.table, ...group.parts]) for (const other of referred(table)) visit(other);
    sorted.push(group);
  };
  for (const group of groups) visit(group);
  return sorted;
}

const hasJobMetadata = ({ attributes }: TableDeclaration): boolean =>
  attributes.some(({ name }) => name === "_job_start_time");

function hasKeyOfItsOwn({ attributes, foreignKeys }: TableDeclaration): boolean {
  const inherited = new Set(foreignKeys.flatMap((foreignKey) => foreignKey.attributes));
  return attributes.some(({ name, inKey, isHidden }) => inKey && !isHidden && !inherited.has(name));
}

/** Writes the steps, and what they have to say of other schemas. */
class Outliner {
  readonly #schema: string;
  readonly #variables = new Map<string, string>();
  readonly #contents: ReadonlyMap<string, LookupContents>;
  readonly steps: OutlineStep[] = [];
  readonly #settings: Record<SettingName, boolean> = {
    addJobMetadata: false,
    allowNewPkFieldsInComputedTables: false,
  };

  constructor(schema: string, contents: ReadonlyMap<string, LookupContents>) {
    this.#schema = schema;
    this.#contents = contents;
  }

  get contexts(): SchemaOutline["contexts"] {
    return [...this.#variables].map(([schema, variable]) => ({ variable, schema }));
  }

  #referenceTo(name: TableName, master: TableName | null): string {
    const className = classNameOf(name.table);
    if (name.schema === this.#schema) return name.table === master?.table ? "master" : className;
    let variable = this.#variables.get(name.schema);
    if (variable === undefined) {
      variable = variableFor(name.schema, new Set(this.#variables.values()));
      this.#variables.set(name.schema, variable);
    }
    return /^[\w.]+$/.test(className) ? `${variable}.${className}` : `\`${name.schema}\`.\`${name.table}\``;
  }

  #outline(table: TableDeclaration, tier: Tier, master: TableName | null): OutlinedClass {
    const text = describe(table, (name) => this.#referenceTo(name, master));
    return {
      className: ownClassName(table.name.table),
      tier,
      definition: text.replace(/\n$/, "").split("\n"),
      contents: this.#contents.get(table.name.table) ?? null,
    };
  }

  #set(name: SettingName, value: boolean): void {
    if (this.#settings[name] === value) return;
    this.#settings[name] = value;
    this.steps.push({ kind: "setting", name, value });
  }

  add({ table, tier, parts }: Group): void {
    if (isAutoPopulated(tier)) {
      if (jobAttributes(table.name.table).length > 0) this.#set("addJobMetadata", hasJobMetadata(table));
      if (hasKeyOfItsOwn(table)) this.#set("allowNewPkFieldsInComputedTables", true);
    }
    this.steps.push({
      kind: "class",
      table: this.#outline(table, tier, null),
      parts: parts.map((part) => this.#outline(part, "part", table.name)),
    });
  }
}

/**
 * What code has to say to declare the tables of a schema again. Pure.
 *
 * @param schema the name of the schema
 * @param tables all tables of it, parents before children
 * @param contents what its lookup tables hold, by their names
 */
export function outlineSchema(
  schema: string,
  tables: readonly TableDeclaration[],
  contents: ReadonlyMap<string, LookupContents>,
): SchemaOutline {
  const { groups, omitted } = groupsOf(tables);
  const outliner = new Outliner(schema, contents);
  const omit = ({ name }: TableDeclaration, reason: string): void => {
    outliner.steps.push({ kind: "omission", table: name.table, reason });
  };
  for (const table of omitted) omit(table, "no class gives a table this name");
  const referred = referredGroups(groups, schema);
  const declarable = groups.map((group) => {
    const parts = group.parts.filter((part) => !leadsBack(part, group, referred));
    for (const part of group.parts) {
      if (!parts.includes(part)) omit(part, "it refers to a table that depends on its own master");
    }
    return { ...group, parts };
  });
  for (const group of inOrder(declarable, referredGroups(declarable, schema))) outliner.add(group);
  return { schema, contexts: outliner.contexts, steps: outliner.steps };
}
