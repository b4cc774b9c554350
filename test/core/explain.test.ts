import { expect, test } from "vitest";
import * as dj from "../../core/index.ts";
import { describeBackends } from "./support/backends.ts";

const flat = (node: dj.PlanNode): dj.PlanNode[] => [node, ...node.children.flatMap(flat)];

describeBackends("plans of queries", (backend) => {
  async function laboratory() {
    const schema = (await backend.connect()).Schema(backend.schemaName("plan"));
    class Lab extends dj.Manual {
      static definition = `
        lab_id : int32
        ---
        city : varchar(30)
        index (city)
      `;
    }
    schema(Lab);
    class Session extends dj.Manual {
      static definition = `
        -> Lab
        session : int32
        ---
        hours : int32
      `;
    }
    schema(Session);
    const labs = Array.from({ length: 40 }, (_, lab_id) => ({ lab_id, city: `city ${lab_id % 7}` }));
    await Lab.insert(labs);
    await Session.insert(labs.flatMap(({ lab_id }) => [1, 2, 3].map((n) => [lab_id, n, n * lab_id])));
    return { Lab, Session };
  }

  test("name the tables, and the index that finds a row", async () => {
    const { Lab, Session } = await laboratory();
    const scan = await Session.explain();
    expect(scan.detail).toBe("Query");
    expect(flat(scan).map(({ detail }) => detail)).toEqual(
      expect.arrayContaining([expect.stringMatching(/scan.*session/i)]),
    );
    const search = await Lab.restrict({ city: "city 3" }).explain();
    expect(flat(search).map(({ detail }) => detail)).toEqual(
      expect.arrayContaining([expect.stringMatching(/(search|lookup).*lab.*city/i)]),
    );
  });

  test("are trees: subqueries, groups and orders hold what they are made from", async () => {
    const { Lab, Session } = await laboratory();
    const expression = Lab.restrict(Session.restrict("hours > 10"))
      .aggr(Session, { total: "sum(hours)" })
      .restrict("total > 20")
      .top({ orderBy: "total DESC", limit: 5 });
    const plan = await expression.explain();
    const steps = flat(plan);
    const tables = steps.filter(({ detail }) => /\b(scan|search|lookup)\b/i.test(detail));
    expect(tables.length).toBeGreaterThanOrEqual(3);
    expect(plan.children.length).toBeGreaterThan(0);
    expect(steps.length).toBeGreaterThan(plan.children.length + 1);
    for (const { detail, children } of steps) {
      expect(detail).toMatch(/\w/);
      expect(Array.isArray(children)).toBe(true);
    }
  });

  test("hold the arms of a union", async () => {
    const { Lab } = await laboratory();
    const plan = await Lab.restrict("lab_id < 3").proj().union(Lab.restrict("lab_id > 30").proj()).explain();
    const union = flat(plan).find(({ detail }) => /union|compound/i.test(detail));
    expect(union?.children.length).toBeGreaterThanOrEqual(2);
  });
});
