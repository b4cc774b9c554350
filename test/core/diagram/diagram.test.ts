import { beforeEach, expect, test } from "vitest";
import * as dj from "../../../core/index.ts";
import { describeBackends } from "../support/backends.ts";
import { makePipeline } from "./pipeline.ts";

describeBackends("diagrams", (backend) => {
  let pipeline: Awaited<ReturnType<typeof makePipeline>>;
  beforeEach(async () => {
    pipeline = await makePipeline(backend);
  });

  test("show the tables of a schema, parents before children, and the reverse", async () => {
    const { lab, names } = pipeline;
    const diagram = new dj.Diagram(lab);
    const order = await names(diagram);
    expect([...order].sort()).toEqual([
      "#species",
      "pairing",
      "person",
      "session",
      "session__trial",
      "subject",
    ]);
    for (const [parent, child] of [
      ["#species", "subject"],
      ["subject", "session"],
      ["session", "session__trial"],
      ["subject", "pairing"],
    ])
      expect(order.indexOf(parent!)).toBeLessThan(order.indexOf(child!));
    const back: string[] = [];
    for await (const table of diagram.reversed()) back.push(table.tableName);
    expect(back).toEqual([...order].reverse());
  });

  test("are made with and without new, of classes, instances, free tables and virtual schemas", async () => {
    const { inst, lab, Subject, names } = pipeline;
    expect(await names(dj.Diagram(lab))).toEqual(await names(new dj.Diagram(lab)));
    expect(await names(dj.Diagram(new Subject()))).toEqual(["subject"]);
    const free = inst.FreeTable(`${lab.database}.subject`);
    expect(await names(dj.Diagram(free).subtract(1))).toEqual(["#species", "subject"]);
    const found = await dj.virtualSchema(lab.database, { instance: inst });
    expect(await names(dj.Diagram(found))).toEqual(await names(dj.Diagram(lab)));
    expect(dj.Diagram(lab)).toBeInstanceOf(dj.Diagram);
    expect(() => dj.Diagram({} as never)).toThrow(dj.DataJointError);
    expect(() => dj.Diagram.fromSequence([])).toThrow(/at least one/);
  });

  test("know the tables that classes declare at their first use", async () => {
    const { inst } = pipeline;
    const schema = inst.Schema(backend.schemaName("later"));
    schema(
      class Later extends dj.Manual {
        static definition = "later : int32";
      },
    );
    expect(await pipeline.names(dj.Diagram(schema))).toEqual(["later"]);
  });

  test("have one edge of a foreign key that is written twice", async () => {
    const { inst, lab } = pipeline;
    const twice = inst.Schema(backend.schemaName("twice"), { context: { lab } });
    class Visit extends dj.Manual {
      static definition = "-> lab.Subject\n---\n-> lab.Subject\n-> lab.Subject.proj(other='subject_id')";
    }
    twice(Visit);
    const edges = await dj.Diagram(Visit).subtract(1).edges();
    expect(edges.map(({ attributeMap }) => attributeMap)).toEqual([
      { subject_id: "subject_id" },
      { other: "subject_id" },
    ]);
    expect(await Visit.parents()).toHaveLength(2);
  });

  test("grow and shrink", async () => {
    const { lab, Subject, Session, Score, Pairing, Person, names } = pipeline;
    const sorted = async (diagram: dj.Diagram) => (await names(diagram)).sort();
    const session = dj.Diagram(Session);
    expect(await sorted(session.add(1))).toEqual(["__score", "session", "session__trial"]);
    expect(await sorted(session.subtract(1))).toEqual(["person", "session", "subject"]);
    expect(await sorted(session.subtract(9))).toEqual(["#species", "person", "session", "subject"]);
    expect(await sorted(session.add(Subject).add(dj.Diagram(Person)))).toEqual([
      "person",
      "session",
      "subject",
    ]);
    expect(await sorted(session.addParts())).toEqual(["session", "session__trial"]);
    expect(await sorted(dj.Diagram(lab).intersection(dj.Diagram(Score).subtract(9)))).toEqual([
      "#species",
      "person",
      "session",
      "subject",
    ]);
    expect(await sorted(dj.Diagram(lab).difference(dj.Diagram(Subject).add(9)))).toEqual([
      "#species",
      "person",
    ]);
    expect(await sorted(session.subtract(1).subtract(Subject))).toEqual(["person", "session"]);
    await expect(session.subtract(Pairing).nodes()).rejects.toThrow(/not in the diagram/);
    for (const levels of [-1, 0.5, Number.NaN]) expect(() => session.add(levels)).toThrow(/number of levels/);
    expect(() => session.union(Session as never)).toThrow(/another diagram/);
  });

  test("tell what ties their tables", async () => {
    const { lab, analysis, Session, Person, Pairing, Subject, Score } = pipeline;
    const about = { isPrimary: false, isAliased: false, isMulti: true };
    const person = Person.fullTableName;
    expect(await dj.Diagram(Person).add(1).edges()).toEqual([
      { parent: person, child: Session.fullTableName, attributeMap: { person: "person" }, ...about },
      {
        parent: person,
        child: Session.fullTableName,
        attributeMap: { reviewer: "person" },
        ...about,
        isAliased: true,
      },
    ]);
    const pairing = await dj.Diagram(Pairing).subtract(1).edges();
    expect(pairing.map(({ parent, attributeMap }) => [parent, attributeMap])).toEqual([
      [Subject.fullTableName, { mother: "subject_id" }],
      [Subject.fullTableName, { father: "subject_id" }],
    ]);
    const edges = await dj.Diagram.fromSequence([lab, analysis]).edges();
    expect(edges.find(({ child }) => child === Score.fullTableName)).toEqual({
      parent: Session.fullTableName,
      child: Score.fullTableName,
      attributeMap: { subject_id: "subject_id", session: "session" },
      isPrimary: true,
      isAliased: false,
      isMulti: false,
    });
  });

  test("count what a deletion would take along, as the deletion then does", async () => {
    const { Subject, Session, counts } = pipeline;
    const subject = Subject.restrict({ subject_id: 1 });
    const cascade = dj.Diagram.cascade(subject);
    const expected = { subject: 1, pairing: 2, session: 2, __score: 1, session__trial: 2 };
    expect(await counts(cascade)).toEqual(expected);
    const left = { trials: await Session.Trial.count(), sessions: await Session.count() };
    expect(await subject.delete()).toBe(1);
    expect(await Session.Trial.count()).toBe(left.trials - expected.session__trial);
    expect(await Session.count()).toBe(left.sessions - expected.session);
  });

  test("take masters along where asked", async () => {
    const { Session, counts } = pipeline;
    const hits = Session.Trial.restrict({ hit: 0 });
    expect(await counts(dj.Diagram.cascade(hits))).toEqual({ session__trial: 1 });
    expect(await counts(dj.Diagram.cascade(hits, { partIntegrity: "cascade" }))).toEqual({
      session: 1,
      __score: 1,
      session__trial: 2,
    });
    expect(() => dj.Diagram.cascade(hits, { partIntegrity: "perhaps" as never })).toThrow(/partIntegrity/);
  });

  test("start from rows restricted by another table, and from the first rows", async () => {
    const { Subject, Species, Session, counts } = pipeline;
    const mice = Subject.restrict(Species.restrict({ species: "mouse" }));
    expect((await counts(dj.Diagram.cascade(mice))).session).toBe(3);
    const last = Subject.top({ orderBy: "subject_id DESC", limit: 2 });
    expect(await counts(dj.Diagram.cascade(last))).toMatchObject({ subject: 2, session: 1, pairing: 2 });
    expect(await counts(dj.Diagram.trace(Session.top({ limit: 2 })))).toMatchObject({
      session: 2,
      subject: 1,
    });
    for (const start of [dj.Diagram.cascade, dj.Diagram.trace]) {
      expect(() => start(Subject.join(Session))).toThrow(/restricted table/);
      expect(() => start("Subject")).toThrow(/restricted table/);
    }
  });

  test("trace rows to those they come from, and to no others", async () => {
    const { Subject, Session, Person, Score, Pairing, counts } = pipeline;
    const trace = dj.Diagram.trace(Score.restrict("score > 0.3"));
    expect(await counts(trace)).toEqual({ "#species": 1, subject: 1, person: 2, session: 1, __score: 1 });
    expect(await trace.get(Person).toDicts({ orderBy: "KEY" })).toEqual([
      { person: "Ann" },
      { person: "Bo" },
    ]);
    expect(await trace.get("Session").fetch1("person")).toBe("Ann");
    expect(await trace.get(`${Subject.fullTableName}`).fetch1("sex")).toBe("F");
    expect(await trace.get(Session).join(trace.get(Subject)).count()).toBe(1);
    for (const absent of [Pairing, "Pairing", Session.Trial])
      await expect(trace.get(absent).toDicts()).rejects.toThrow(/not in this diagram/);
    // Nothing refers to the last subject, whose key the condition fits as well.
    const nobody = dj.Diagram.trace(Session.restrict("subject_id = 3"));
    expect(await counts(nobody)).toEqual({ "#species": 0, subject: 0, person: 0, session: 0 });
    expect((await counts(dj.Diagram.trace(Pairing))).subject).toBe(3);
  });

  test("narrow to rows all of whose references are left", async () => {
    const { lab, analysis, Subject, Person, Pairing, counts } = pipeline;
    const whole = dj.Diagram.fromSequence([lab, analysis]);
    const males = whole.restrict(Subject.restrict({ sex: "M" }));
    expect(await counts(males)).toEqual({
      subject: 2,
      pairing: 0,
      session: 1,
      session__trial: 1,
      __score: 1,
    });
    const ann = whole.restrict(Person.restrict({ person: "Ann" }));
    // A session has to be Ann's and reviewed by Ann: one that nobody reviews is not among them.
    expect(await counts(ann)).toMatchObject({ person: 1, session: 0, __score: 0 });
    const both = males.restrict(Pairing.restrict({ mother: 1 }));
    expect(await counts(both)).toMatchObject({ subject: 2, pairing: 0 });
    await expect(whole.counts()).rejects.toThrow(/restricted/);
    for await (const table of males) if (table.tableName === "session") expect(await table.count()).toBe(1);
  });

  test("lose the tables without rows", async () => {
    const { lab, Subject, Session, Species, names } = pipeline;
    const diagram = dj
      .Diagram(lab)
      .restrict(Subject.restrict({ subject_id: 3 }))
      .prune();
    expect((await names(diagram)).sort()).toEqual(["#species", "person", "subject"]);
    await Session.delete({ partIntegrity: "ignore" });
    expect((await names(dj.Diagram(lab).prune())).sort()).toEqual([
      "#species",
      "pairing",
      "person",
      "subject",
    ]);
    const cascade = dj.Diagram.cascade(Species);
    expect(() => cascade.prune()).toThrow(/Diagram.cascade/);
    expect(() => dj.Diagram.trace(Species).restrict(Species)).toThrow(/Diagram.trace/);
  });

  test("leave out the tables that DataJoint keeps for itself", async () => {
    const { inst, analysis, names } = pipeline;
    const { jobs } = pipeline.Score;
    await jobs.refresh();
    expect(await inst.FreeTable(`${analysis.database}.~~score`).isDeclared()).toBe(true);
    expect(await names(dj.Diagram(analysis))).toEqual(["__score"]);
    expect(await names(dj.Diagram(pipeline.lab).add(9))).not.toContain("~~score");
    expect(await jobs.restrict("subject_id > 0").delete()).toBe(1);
  });

  test("find the tables of schemas that no class of the Instance names", async () => {
    const { analysis, lab, Score, counts } = pipeline;
    const other = backend.name === "sqlite" ? pipeline.inst : await backend.connect();
    const score = other.FreeTable(Score.fullTableName);
    const expected = { "#species": 1, subject: 2, person: 2, session: 2, __score: 2 };
    expect(await counts(dj.Diagram.trace(score))).toEqual(expected);
    const subject = other.FreeTable(`${lab.database}.subject`).restrict({ subject_id: 1 });
    expect(await counts(dj.Diagram.cascade(subject))).toMatchObject({ session: 2, __score: 1 });
    const all = await dj.Diagram(other.Schema(analysis.database)).subtract(9).edges();
    expect(all.map(({ parent }) => parent)).toContain(`\`${lab.database}\`.\`#species\``);
  });

  test("take masters along that were chosen by an attribute beside the key", async () => {
    const schema = pipeline.inst.Schema(backend.schemaName("menu"));
    class Meal extends dj.Manual {
      static definition = "meal : int32\n---\nprice : int32";
      static Course = class extends dj.Part {
        static definition = "-> master\ncourse : int8";
      };
    }
    schema(Meal);
    await Meal.insert([
      [1, 5],
      [2, 50],
    ]);
    await Meal.Course.insert([
      [1, 1],
      [1, 2],
      [2, 1],
    ]);
    const cheap = dj.Diagram.cascade(Meal.restrict("price < 10"), { partIntegrity: "cascade" });
    expect(Object.values(await cheap.counts())).toEqual([1, 2]);
    await schema.drop();
  });

  test("refuse tables of two Instances", async () => {
    const other = await makePipeline(backend);
    await expect(dj.Diagram(pipeline.lab).union(dj.Diagram(other.lab)).nodes()).rejects.toThrow(
      /one Instance/,
    );
  });
});
