import { DataJointError } from "../errors/index.ts";

/** What a table is for. Section "Table Tiers" of the table declaration specification. */
export type Tier = "manual" | "lookup" | "imported" | "computed" | "part";

/** Tiers as read from a table's name: those of the user's tables, and the job tables beside them. */
export type TableTier = Tier | "job";

const prefixes = { manual: "", lookup: "#", imported: "_", computed: "__" } as const;

/** The longest name of a table or attribute, in characters. */
export const maximumNameLength = 64;

const snakeCase = "[a-z][a-z0-9]*(?:_[a-z0-9]+)*";
const partSeparator = "__";

/**
 * The name that a class has in the database, without tier prefix: `SessionTrial` is `session_trial`.
 * Underscores in a class name are dropped, as in `Session_Trial`.
 *
 * @throws DataJointError if the name is not in CamelCase
 */
export function snakeCaseOf(className: string): string {
  const words = className.replaceAll("_", "");
  if (!/^[A-Z][A-Za-z0-9]*$/.test(words)) {
    throw new DataJointError(
      `The class name "${className}" can't name a table: it must be in CamelCase, that is, begin with a capital letter` +
        ` and hold letters A to Z and digits only${camelCaseHint(className)}.`,
    );
  }
  return words.replace(
    /[A-Z]/g,
    (letter, offset: number) => (offset === 0 ? "" : "_") + letter.toLowerCase(),
  );
}

function camelCaseHint(className: string): string {
  const camelCase = camelCaseOf(className.replace(/^[^A-Za-z]+/, "")).replace(/[^A-Za-z0-9]/g, "");
  return camelCase === "" || camelCase === className ? "" : `, such as "${camelCase}"`;
}

/**
 * The name of a table in the database, with its tier prefix.
 *
 * @param className name of the class, in CamelCase; of a part without its master
 * @param tier the tier of the class
 * @param masterTableName name of the master's table, for a part
 * @throws DataJointError if the class name is not in CamelCase or the name is too long
 */
export function tableNameOf(className: string, tier: Tier, masterTableName?: string): string {
  const name = snakeCaseOf(className);
  const tableName = tier === "part" ? partName(name, className, masterTableName) : prefixes[tier] + name;
  if (tableName.length > maximumNameLength) {
    throw new DataJointError(
      `The table name "${tableName}" of class "${className}" has ${tableName.length} characters;` +
        ` at most ${maximumNameLength} are possible. Choose a shorter class name.`,
    );
  }
  return tableName;
}

function partName(name: string, className: string, masterTableName: string | undefined): string {
  if (masterTableName === undefined) {
    throw new DataJointError(
      `The part "${className}" has no master. Declare it as a static member of its master's class.`,
    );
  }
  return masterTableName + partSeparator + name;
}

function camelCaseOf(name: string): string {
  return name.replace(/(?:^|_)+([a-zA-Z])/g, (_, letter: string) => letter.toUpperCase());
}

/** The class name that a table's name stands for: `#lab` is `Lab`, `__scan__frame` is `Scan.Frame`. */
export function classNameOf(tableName: string): string {
  const name = tableName.replace(/^(?:~+|#|__|_)/, "");
  const separator = name.indexOf(partSeparator);
  if (separator <= 0) return camelCaseOf(name);
  return `${camelCaseOf(name.slice(0, separator))}.${camelCaseOf(name.slice(separator + partSeparator.length))}`;
}

const tierPatterns: readonly (readonly [TableTier, RegExp])[] = [
  ["manual", new RegExp(`^${snakeCase}$`)],
  ["lookup", new RegExp(`^#${snakeCase}$`)],
  ["imported", new RegExp(`^_${snakeCase}$`)],
  ["computed", new RegExp(`^__${snakeCase}$`)],
  ["part", new RegExp(`^(?:#|__|_)?${snakeCase}__${snakeCase}$`)],
  ["job", /^~~[^~]/],
];

/** The tier that a table's name tells; null where the name is not one that DataJoint gives. */
export function tierOf(tableName: string): TableTier | null {
  return tierPatterns.find(([, pattern]) => pattern.test(tableName))?.[0] ?? null;
}

/** The table name of a part's master; null for a table that is no part. */
export function masterTableNameOf(tableName: string): string | null {
  if (tierOf(tableName) !== "part") return null;
  return tableName.slice(0, tableName.indexOf(partSeparator, tableName.startsWith("__") ? 2 : 1));
}

/** The name of the table that keeps the jobs of an auto-populated table. */
export function jobTableNameOf(tableName: string): string {
  return `~~${tableName.replace(/^_+/, "")}`;
}

/** True for the tables that `populate` fills, their parts not among them. */
export function isAutoPopulated(tier: Tier): boolean {
  return tier === "imported" || tier === "computed";
}
