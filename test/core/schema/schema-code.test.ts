import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import * as dj from "../../../core/index.ts";
import { localTypeScript } from "../../../web/kernel/languages/typescript/local-typescript.ts";
import type { Output } from "../../../web/kernel/output.ts";
import { CellRunner } from "../../../web/kernel/worker/cell-runner.ts";
import { type Backend, describeBackends } from "../support/backends.ts";

const hasPython = spawnSync("python3", ["--version"]).status === 0;

/** Checks the syntax of Python code. */
function compilePython(code: string): void {
  const folder = mkdtempSync(path.join(tmpdir(), "datajoint-code-"));
  try {
    const file = path.join(folder, "schema.py");
    writeFileSync(file, code);
    execFileSync("python3", ["-m", "py_compile", file], { stdio: "pipe" });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Runs TypeScript as a cell of the playground does, on an Instance of the test. */
async function runCell(source: string, instance: dj.Instance): Promise<void> {
  const compiled = await localTypeScript.compile({ id: "cell", language: "ts", source });
  if (compiled.kind === "refused") throw new Error(JSON.stringify(compiled.errors));
  const runner = new CellRunner({
    modules: {
      datajoint: {
        ...dj,
        Instance: function Instance() {
          return instance;
        },
      },
    },
    beginCell: () => {},
    onProgress: () => {},
    isExpression: () => false,
    draw: () => null,
    open: () => Promise.reject(new Error("not asked for")),
    observeStatements: () => {},
    query: () => Promise.reject(new Error("not asked for")),
    save: () => Promise.resolve(),
  });
  const outputs: Output[] = [];
  const { ok } = await runner.run({ cell: compiled, info: "" }, (more) => outputs.push(...more));
  if (!ok) throw new Error(JSON.stringify(outputs));
}

describeBackends("the code of a schema", (makeBackend) => {
  let backend: Backend;
  beforeEach(() => {
    backend = makeBackend();
  });
  afterEach(() => backend.cleanUp());

  /** Two schemas with whatever a definition can say. */
  async function study() {
    const inst = await backend.connect();
    const lab = inst.Schema(backend.schemaName("lab"));
    class Person extends dj.Manual {
      static definition = "person : varchar(20)\n---\nborn=null : date";
    }
    lab(Person);
    class Rig extends dj.Lookup {
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it must not be taken for one in the code
      static definition = "rig : uuid  # made by `hand` at 50 % of ${cost}, C:\\\\temp\\n";
      static Lens = class Lens extends dj.Part {
        static definition = "-> master\nlens : int8";
      };
    }
    lab(Rig);
    const schema = inst.Schema(backend.schemaName("study"), { context: { lab } });
    class Subject extends dj.Manual {
      static definition = `
        # animals, with "quotes" and 'others'
        subject : int32        # the number
        ---
        -> [nullable] lab.Person
        -> lab.Person.proj(owner="person")
        sex="U" : enum('F', 'M', 'U')
        weight=null : decimal(6,2)
        seen=CURRENT_TIMESTAMP : datetime
        data=null : json
        photo=null : <blob>
        name="it's" : varchar(12)   # a \\ and a \`tick\`
        index(sex, weight)
        unique index(name)
      `;
    }
    schema(Subject);
    class Session extends dj.Imported {
      static definition = "-> Subject\n-> lab.Rig.Lens\n---\nstarted : datetime(3)";
      static Trial = class Trial extends dj.Part {
        static definition =
          "-> master\ntrial : int16\n---\n-> [nullable, unique] Subject.proj(other='subject')";
      };
      static Choice = class Choice extends dj.Part {
        static definition = "-> Session.Trial\n---\nchoice : bool";
      };
    }
    schema(Session);
    class Score extends dj.Computed {
      static definition = "-> Session.Trial\n---\nscore : float64";
    }
    schema(Score);
    inst.config.jobs.allowNewPkFieldsInComputedTables = true;
    inst.config.jobs.addJobMetadata = true;
    class Model extends dj.Computed {
      static definition = "-> Subject\nmodel : int8\n---\nfit : float32";
    }
    schema(Model);
    inst.config.jobs.allowNewPkFieldsInComputedTables = false;
    inst.config.jobs.addJobMetadata = false;
    class Settings extends dj.Manual {
      static definition = "---\nunit : varchar(8)";
    }
    schema(Settings);
    await schema.declare();
    return { inst, lab, schema };
  }

  const declarations = async (schema: { [Symbol.asyncIterator](): AsyncIterator<dj.FoundTable> }) => {
    const found: unknown[] = [];
    for await (const table of { [Symbol.asyncIterator]: () => schema[Symbol.asyncIterator]() }) {
      found.push(await table.declaration());
    }
    return found;
  };

  test("in TypeScript declares the same tables", async () => {
    const { inst, lab, schema } = await study();
    const before = [...(await declarations(lab)), ...(await declarations(schema))];
    const codes = [await lab.code(), await schema.code({ language: "typescript" })];
    expect(codes[1]).toContain(
      `const ${lab.database} = await dj.virtualSchema("${lab.database}", { instance: inst });`,
    );
    expect(codes[1]).toContain("static readonly Trial = class Trial extends dj.Part {");
    await schema.drop();
    await lab.drop();
    const fresh = backend.name === "sqlite" ? inst : await backend.connect();
    for (const code of codes) {
      await runCell(`${code}\nawait schema.declare();`, fresh);
    }
    const after = [
      ...(await declarations(await dj.virtualSchema(lab.database, { instance: fresh }))),
      ...(await declarations(await dj.virtualSchema(schema.database, { instance: fresh }))),
    ];
    const byName = (tables: unknown[]) =>
      [...tables].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    expect(byName(after)).toEqual(byName(before));
    expect(after).toHaveLength(10);
  });

  test.runIf(hasPython)("in Python is Python", async () => {
    const { lab, schema } = await study();
    const code = await schema.code({ language: "python" });
    compilePython(code);
    compilePython(await lab.code({ language: "python" }));
    expect(code).toContain(`${lab.database} = dj.virtual_schema("${lab.database}")`);
    expect(code).toContain("class Session(dj.Imported):");
    expect(code).toContain("    class Trial(dj.Part):");
    expect(code).toContain("dj.config.jobs.add_job_metadata = True");
    expect(code.indexOf("class Subject")).toBeLessThan(code.indexOf("class Session"));
  });

  test("leaves out what no class can declare, and says so", async () => {
    const inst = await backend.connect();
    const schema = inst.Schema(backend.schemaName("other"));
    await schema.declare();
    const { quote } = inst.connection.dialect;
    for (const table of ["Orders", "order_2"]) {
      await inst.connection.query(
        `CREATE TABLE ${quote.table({ schema: schema.database, table })} (a INT PRIMARY KEY)`,
      );
    }
    const code = await schema.code();
    expect(code).toContain('// Left out is the table "Orders": no class gives a table this name.');
    expect(code).not.toContain("extends");
    await expect(schema.code({ language: "java" as "python" })).rejects.toThrow(/typescript and python/);
  });
});
