import { expect, test } from "vitest";
import * as dj from "../../../core/index.ts";
import { describeBackends } from "../support/backends.ts";

describeBackends("the lineage of a schema", (backend) => {
  async function subjects() {
    const inst = await backend.connect();
    const schema = inst.Schema(backend.schemaName("lab"));
    class Subject extends dj.Manual {
      static definition = "subject : int32\n---\nname : varchar(16)";
    }
    schema(Subject);
    class Session extends dj.Manual {
      static definition = "-> Subject\nsession : int32\n---\n-> [nullable] Subject.proj(sire='subject')";
    }
    schema(Session);
    await Subject.insert1([1, "Ada"]);
    await Session.insert1([1, 1, null]);
    return { inst, schema, Subject, Session };
  }

  /** Another Instance on the same database, where there can be one. */
  const another = async (inst: dj.Instance): Promise<dj.Instance> =>
    backend.name === "sqlite" ? inst : backend.connect();

  /** Writes a wrong origin where it is recorded. */
  async function damage({ connection }: dj.Instance, schema: string): Promise<void> {
    await connection.query(
      backend.name === "sqlite"
        ? `UPDATE "~datajoint_attribute" SET lineage = 'old.subject.subject' WHERE "schema" = ? AND "table" = 'session' AND attribute = 'subject'`
        : `UPDATE \`${schema}\`.\`~lineage\` SET lineage = ? WHERE table_name = 'session' AND attribute_name = 'subject'`,
      [backend.name === "sqlite" ? schema : "old.subject.subject"],
    );
  }

  test("tells where each attribute of a key began", async () => {
    const { schema } = await subjects();
    const { database } = schema;
    expect(await schema.lineage).toEqual({
      [`${database}.subject.subject`]: `${database}.subject.subject`,
      [`${database}.session.subject`]: `${database}.subject.subject`,
      [`${database}.session.session`]: `${database}.session.session`,
      [`${database}.session.sire`]: `${database}.subject.subject`,
    });
  });

  test("is rebuilt from the foreign keys where its record is wrong", async () => {
    const { inst, schema, Session } = await subjects();
    const before = await schema.lineage;
    await damage(inst, schema.database);
    const damaged = await dj.virtualSchema(schema.database, { instance: await another(inst) });
    expect(() => damaged.Subject!.join(damaged.Session!)).toThrow(/"subject".*origin/);

    const other = (await another(inst)).Schema(schema.database);
    await other.rebuildLineage();
    expect(await other.lineage).toEqual(before);
    const after = await dj.virtualSchema(schema.database, { instance: await another(inst) });
    expect(await after.Subject!.join(after.Session!).count()).toBe(1);

    await damage(inst, schema.database);
    await schema.rebuildLineage();
    expect(Session.heading.get("subject").lineage).toBe(`${schema.database}.subject.subject`);
  });

  test("is not rebuilt inside of a transaction", async () => {
    const { inst, schema } = await subjects();
    await expect(inst.connection.transaction(() => schema.rebuildLineage())).rejects.toThrow(/transaction/);
  });
});

describeBackends("the schemas of a database", (backend) => {
  test("are listed by name", async () => {
    const inst = await backend.connect();
    const names = [backend.schemaName("first"), backend.schemaName("second")];
    for (const name of names) await inst.Schema(name).declare();
    const listed = await dj.listSchemas({ instance: inst });
    expect(listed).toEqual(expect.arrayContaining(names));
    expect(listed).toEqual([...listed].sort());
    expect(listed).not.toContain("information_schema");
    expect(await dj.listSchemas({ connection: inst.connection })).toEqual(listed);
  });
});
