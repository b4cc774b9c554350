import fc from "fast-check";
import * as dj from "../../../core/index.ts";
import { computationOf, conditionOf, numericNames } from "./sql-of-attributes.ts";

/**
 * A query expression as data, so that it can be built over several databases and made smaller. Numbers choose
 * among whatever attributes the expression below has.
 */
export type Recipe =
  | { readonly kind: "table"; readonly table: number }
  | {
      readonly kind: "condition";
      readonly source: Recipe;
      readonly picks: Picks;
      readonly isNegated: boolean;
    }
  | {
      readonly kind: "any";
      readonly source: Recipe;
      readonly picks: readonly Picks[];
      readonly isNegated: boolean;
    }
  | {
      readonly kind: "matching";
      readonly source: Recipe;
      readonly other: Recipe;
      readonly isNegated: boolean;
    }
  | { readonly kind: "project"; readonly source: Recipe; readonly mask: number; readonly picks: Picks }
  | { readonly kind: "rename"; readonly source: Recipe; readonly pick: number }
  | { readonly kind: "join"; readonly source: Recipe; readonly other: Recipe; readonly left: boolean }
  | {
      readonly kind: "aggregate";
      readonly source: Recipe;
      readonly other: Recipe;
      readonly picks: Picks;
      readonly excludeNonmatching: boolean;
    }
  | { readonly kind: "union"; readonly source: Recipe; readonly other: Recipe; readonly isAligned: boolean }
  | { readonly kind: "halves"; readonly source: Recipe; readonly picks: readonly [Picks, Picks] }
  | { readonly kind: "distinct"; readonly source: Recipe; readonly picks: Picks }
  | { readonly kind: "totals"; readonly source: Recipe; readonly picks: Picks; readonly mask: number }
  | { readonly kind: "top"; readonly source: Recipe; readonly picks: Picks };

/** Numbers that choose an attribute, a form, and values in it. */
export type Picks = readonly [attribute: number, form: number, value: number];

const number = fc.nat({ max: 60 });
const picks = fc.tuple(number, number, number);

/** Random recipes, smaller ones first when they are shrunk. */
export const recipes: fc.Arbitrary<Recipe> = fc.letrec<{ recipe: Recipe }>((tie) => {
  const recipe = tie("recipe");
  const table = fc.record({ kind: fc.constant("table" as const), table: fc.nat({ max: 4 }) });
  return {
    recipe: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      table,
      fc.record({ kind: fc.constant("condition" as const), source: recipe, picks, isNegated: fc.boolean() }),
      fc.record({
        kind: fc.constant("any" as const),
        source: recipe,
        picks: fc.array(picks, { maxLength: 3 }),
        isNegated: fc.boolean(),
      }),
      fc.record({
        kind: fc.constant("matching" as const),
        source: recipe,
        other: recipe,
        isNegated: fc.boolean(),
      }),
      fc.record({ kind: fc.constant("project" as const), source: recipe, mask: fc.nat({ max: 255 }), picks }),
      fc.record({ kind: fc.constant("rename" as const), source: recipe, pick: number }),
      fc.record({ kind: fc.constant("join" as const), source: recipe, other: recipe, left: fc.boolean() }),
      fc.record({
        kind: fc.constant("aggregate" as const),
        source: recipe,
        other: recipe,
        picks,
        excludeNonmatching: fc.boolean(),
      }),
      fc.record({
        kind: fc.constant("union" as const),
        source: recipe,
        other: recipe,
        isAligned: fc.boolean(),
      }),
      fc.record({ kind: fc.constant("halves" as const), source: recipe, picks: fc.tuple(picks, picks) }),
      fc.record({ kind: fc.constant("distinct" as const), source: recipe, picks }),
      fc.record({ kind: fc.constant("totals" as const), source: recipe, picks, mask: fc.nat({ max: 3 }) }),
      fc.record({ kind: fc.constant("top" as const), source: recipe, picks }),
    ) as fc.Arbitrary<Recipe>,
  };
}).recipe;

type Expression = dj.QueryExpression | dj.TableClass;

const oneOf = <Item>(items: readonly Item[], pick: number): Item => items[pick % items.length]!;

/** Builds the expression over the tables of one database. */
export function buildExpression(recipe: Recipe, tables: readonly dj.TableClass[]): Expression {
  let count = 0;
  return build(recipe, tables, (word) => `${word}_${++count}`);
}

/** Whether an expression has every attribute of another one's primary key. */
const holdsKey = (one: Expression, other: Expression): boolean =>
  other.primaryKey.every((name) => one.heading.has(name));

/** An expression as it can meet another one: without attributes that have the name of others alone in common. */
function joinable(one: Expression, other: Expression): Expression {
  const clashes = other.heading.attributes.some(
    ({ name, lineage }) =>
      one.heading.has(name) && (lineage === null || one.heading.get(name).lineage !== lineage),
  );
  return clashes ? other.proj() : other;
}

type NewName = (word: string) => string;

function build(recipe: Recipe, tables: readonly dj.TableClass[], newName: NewName): Expression {
  if (recipe.kind === "table") return oneOf(tables, recipe.table);
  const source = build(recipe.source, tables, newName);
  const { names, primaryKey } = source.heading;
  // Documents have no order that servers agree on.
  const sortable = names.filter((name) => source.heading.get(name).dataType?.kind !== "json");
  switch (recipe.kind) {
    case "condition": {
      const condition = conditionOf(source.heading, recipe.picks);
      return recipe.isNegated ? source.exclude(condition) : source.restrict(condition);
    }
    case "any": {
      const list = recipe.picks.map((one) => conditionOf(source.heading, one));
      return recipe.isNegated ? source.exclude(list) : source.restrict(list);
    }
    case "matching": {
      const other = joinable(source, build(recipe.other, tables, newName));
      return recipe.isNegated ? source.exclude(other) : source.restrict(other);
    }
    case "project": {
      const kept = source.heading.secondaryAttributes.filter((_, index) => (recipe.mask >> (index % 8)) & 1);
      return source.proj(...kept, {
        [newName("computed")]: computationOf(source.heading, recipe.picks),
      });
    }
    case "rename": {
      const old = oneOf(names, recipe.pick);
      return source.proj("...", { [newName(`new_${old}`)]: old });
    }
    case "join": {
      const other = joinable(source, build(recipe.other, tables, newName));
      return source.join(other, { left: recipe.left && holdsKey(source, other) });
    }
    case "aggregate": {
      const other = joinable(source, build(recipe.other, tables, newName));
      // Most pairs of expressions can't be aggregated as they are, and few errors are enough.
      const group = holdsKey(other, source) || recipe.picks[2] % 4 === 0 ? other : source.join(other);
      const attributes = aggregates(group, recipe.picks, newName);
      return source.aggr(group, "...", attributes, { excludeNonmatching: recipe.excludeNonmatching });
    }
    case "union": {
      const other = build(recipe.other, tables, newName);
      return recipe.isAligned
        ? source.union(dj.U(...source.primaryKey).restrict(source.proj().join(joinable(source, other))))
        : source.union(other);
    }
    case "halves": {
      const [one, other] = recipe.picks.map((one) => conditionOf(source.heading, one));
      return source.restrict(one).proj().union(source.restrict(other));
    }
    case "distinct":
      return dj.U(...groupsOf(sortable, recipe.picks, 2)).restrict(source);
    case "totals":
      return dj
        .U(...groupsOf(sortable, recipe.picks, recipe.mask % 3))
        .aggr(source, aggregates(source, recipe.picks, newName));
    case "top": {
      const [attribute, form, value] = recipe.picks;
      // The rest of the key decides between rows that are alike.
      const first = `${sortable.length === 0 ? "KEY" : oneOf(sortable, attribute)}${form % 2 ? " DESC" : ""}`;
      const orderBy = form % 3 === 0 || primaryKey.length === 0 ? "KEY" : [first, "KEY"];
      return source.top({ limit: (value % 5) + 1, offset: form % 4 === 3 ? 1 : 0, orderBy });
    }
  }
}

/** At most so many of the names. */
const groupsOf = (names: readonly string[], [first, second]: Picks, count: number): string[] =>
  names.length === 0 ? [] : [oneOf(names, first), oneOf(names, second)].slice(0, count);

function aggregates(group: Expression, picks: Picks, name: NewName): Record<string, string> {
  const [attribute, form, value] = picks;
  const any = oneOf(group.heading.names, attribute);
  const numbers = numericNames(group.heading);
  const numeric = numbers.length === 0 ? "1" : oneOf(numbers, value);
  return {
    [name("rows_counted")]: "count(*)",
    [name("aggregate")]: oneOf(
      [
        `count(${any})`,
        `count(DISTINCT ${any})`,
        `sum(${numeric})`,
        `avg(${numeric})`,
        `min(${numeric})`,
        `max(${numeric}) - min(${numeric})`,
        `sum(${any} IS NULL)`,
      ],
      form,
    ),
  };
}
