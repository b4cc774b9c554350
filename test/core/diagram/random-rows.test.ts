import fc from "fast-check";
import { expect, test } from "vitest";
import * as dj from "../../../core/index.ts";

interface Reference {
  readonly parent: number;
  readonly isInKey: boolean;
  readonly isRenamed: boolean;
}

interface Plan {
  readonly tables: readonly (readonly Reference[])[];
  readonly picks: readonly number[];
  readonly seed: number;
  readonly threshold: number;
}

const plans: fc.Arbitrary<Plan> = fc.integer({ min: 3, max: 7 }).chain((size) =>
  fc.record({
    tables: fc.tuple(
      ...Array.from({ length: size }, (_, table) =>
        fc.array(
          fc.record({
            parent: fc.nat({ max: Math.max(0, table - 1) }),
            isInKey: fc.boolean(),
            isRenamed: fc.boolean(),
          }),
          { maxLength: table === 0 ? 0 : 2 },
        ),
      ),
    ),
    picks: fc.array(fc.nat({ max: 6 }), { minLength: 200, maxLength: 200 }),
    seed: fc.nat({ max: size - 1 }),
    threshold: fc.integer({ min: 3, max: 6 }),
  }),
);

type Row = Record<string, number | null>;

interface Link {
  readonly parent: number;
  /** Attribute of the child by that of the parent. */
  readonly attributes: readonly (readonly [child: string, parent: string])[];
}

interface Model {
  readonly classes: readonly dj.TableClass[];
  readonly rows: readonly (readonly Row[])[];
  readonly links: readonly (readonly Link[])[];
}

/** Tables whose foreign keys are as planned, with rows in the database and beside it. */
async function build(plan: Plan, schema: ReturnType<dj.Instance["Schema"]>): Promise<Model> {
  const classes: dj.TableClass[] = [];
  const rows: Row[][] = [];
  const links: Link[][] = [];
  const keys: string[][] = [];
  let pick = 0;
  const next = (): number => plan.picks[pick++ % plan.picks.length]!;
  for (const [table, references] of plan.tables.entries()) {
    const own: Link[] = references.map(({ parent, isRenamed }, index) => ({
      parent,
      attributes: keys[parent]!.map((name) => [
        isRenamed ? `t${table}_r${index}_${name}`.slice(0, 60) : name,
        name,
      ]),
    }));
    const distinct = own.filter(
      (link, index) => own.findIndex((other) => JSON.stringify(other) === JSON.stringify(link)) === index,
    );
    const line = (link: Link, isInKey: boolean): string => {
      const renames = link.attributes.filter(([child, parent]) => child !== parent);
      const projection =
        renames.length === 0
          ? ""
          : `.proj(${renames.map(([child, parent]) => `${child}='${parent}'`).join(", ")})`;
      return `-> ${isInKey ? "" : "[nullable] "}T${link.parent}${projection}`;
    };
    const inKey = distinct.filter((link) => references[own.indexOf(link)]!.isInKey);
    // A name that another foreign key has too would be one attribute with two meanings of NULL.
    const taken = new Set(inKey.flatMap(({ attributes }) => attributes.map(([child]) => child)));
    const secondary = distinct.filter((link) => {
      if (inKey.includes(link) || link.attributes.some(([child]) => taken.has(child))) return false;
      for (const [child] of link.attributes) taken.add(child);
      return true;
    });
    const name = `T${table}`;
    const definition = [
      ...inKey.map((link) => line(link, true)),
      `id_${table} : int16`,
      "---",
      ...secondary.map((link) => line(link, false)),
      `v_${table} : int16`,
    ].join("\n");
    const tableClass = {
      [name]: class extends dj.Manual {
        static definition = definition;
      },
    }[name]!;
    schema(tableClass);
    classes.push(tableClass as unknown as dj.TableClass);
    links.push([...inKey, ...secondary]);
    keys.push([
      ...new Set([...inKey.flatMap(({ attributes }) => attributes.map(([child]) => child)), `id_${table}`]),
    ]);
    const made: Row[] = [];
    for (let count = 0; count < 9; count++) {
      const row: Row = { [`id_${table}`]: count, [`v_${table}`]: next() };
      const isComplete = [...inKey, ...secondary].every((link) => {
        const fitting = rows[link.parent]!.filter((parent) =>
          link.attributes.every(([child, name]) => row[child] === undefined || row[child] === parent[name]),
        );
        const parent = fitting[next() % Math.max(1, fitting.length)];
        const isNull = !inKey.includes(link) && (parent === undefined || next() === 0);
        if (parent === undefined && !isNull) return false;
        for (const [child, name] of link.attributes) row[child] = isNull ? null : parent![name]!;
        return true;
      });
      if (isComplete) made.push(row);
    }
    rows.push(made);
    await classes[table]!.insert(made);
  }
  return { classes, rows, links };
}

const refers = (child: Row, parent: Row, { attributes }: Link): boolean =>
  attributes.every(([mine, theirs]) => child[mine] !== null && child[mine] === parent[theirs]);

type Chosen = Map<number, Set<Row>>;

function downAny({ rows, links }: Model, seed: number, start: readonly Row[]): Chosen {
  const chosen: Chosen = new Map([[seed, new Set(start)]]);
  for (const [table, own] of links.entries()) {
    for (const link of own) {
      const parents = chosen.get(link.parent);
      if (parents === undefined || table === seed) continue;
      const reached = chosen.get(table) ?? new Set();
      chosen.set(table, reached);
      for (const row of rows[table]!)
        if ([...parents].some((parent) => refers(row, parent, link))) reached.add(row);
    }
  }
  return chosen;
}

function downAll({ rows, links }: Model, seed: number, start: readonly Row[]): Chosen {
  const chosen: Chosen = new Map([[seed, new Set(start)]]);
  for (const [table, own] of links.entries()) {
    if (table === seed) continue;
    const bound = own.filter(({ parent }) => chosen.has(parent));
    if (bound.length === 0) continue;
    const left = rows[table]!.filter((row) =>
      bound.every((link) => [...chosen.get(link.parent)!].some((parent) => refers(row, parent, link))),
    );
    chosen.set(table, new Set(left));
  }
  return chosen;
}

function upAny({ rows, links }: Model, seed: number, start: readonly Row[]): Chosen {
  const chosen: Chosen = new Map([[seed, new Set(start)]]);
  for (let table = seed; table >= 0; table--) {
    const children = chosen.get(table);
    if (children === undefined) continue;
    for (const link of links[table]!) {
      const reached = chosen.get(link.parent) ?? new Set();
      chosen.set(link.parent, reached);
      for (const row of rows[link.parent]!)
        if ([...children].some((child) => refers(child, row, link))) reached.add(row);
    }
  }
  return chosen;
}

test("cascade, restrict and trace find the rows that following each reference finds", async () => {
  await fc.assert(
    fc.asyncProperty(plans, async (plan) => {
      const inst = new dj.Instance({ database: ":memory:", safemode: false });
      try {
        const schema = inst.Schema("random");
        const model = await build(plan, schema);
        const seedClass = model.classes[plan.seed]!;
        const attribute = `v_${plan.seed}`;
        const start = model.rows[plan.seed]!.filter((row) => row[attribute]! > plan.threshold);
        const seed = seedClass.restrict(`${attribute} > ${plan.threshold}`);
        const asCounts = (chosen: Chosen): Record<string, number> =>
          Object.fromEntries(
            [...chosen].map(([table, rows]) => [model.classes[table]!.fullTableName, rows.size]),
          );
        expect(await dj.Diagram.cascade(seed).counts()).toEqual(asCounts(downAny(model, plan.seed, start)));
        expect(await dj.Diagram.trace(seed).counts()).toEqual(asCounts(upAny(model, plan.seed, start)));
        const narrowed = dj.Diagram(schema).restrict(seed);
        expect(await narrowed.counts()).toEqual(asCounts(downAll(model, plan.seed, start)));
      } finally {
        await inst.close();
      }
    }),
    { numRuns: 100 },
  );
}, 120_000);
