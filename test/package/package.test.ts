import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readmeProgram } from "./readme-programs.ts";

const root = path.resolve(import.meta.dirname, "../..");

/** A project that uses the package as any other would: packed, and installed. */
let project: string;

function run(command: string, ...args: string[]): string {
  try {
    return execFileSync(command, args, { cwd: project, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${command} ${args.join(" ")} failed:\n${stdout}\n${stderr}`);
  }
}

function write(name: string, text: string): void {
  writeFileSync(path.join(project, name), text);
}

const installed = (...parts: string[]): string => path.join(project, "node_modules/datajoint", ...parts);

beforeAll(() => {
  project = mkdtempSync(path.join(tmpdir(), "datajoint-package-"));
  execFileSync("npm", ["pack", "--pack-destination", project], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [archive] = readdirSync(project).filter((name) => name.endsWith(".tgz"));
  write("package.json", JSON.stringify({ name: "consumer", private: true, type: "module" }));
  run("npm", "install", "--omit=optional", "--no-audit", "--no-fund", "--prefer-offline", `./${archive}`);
}, 300_000);

afterAll(() => rmSync(project, { recursive: true, force: true }));

describe("the package, installed into an empty project", () => {
  test("brings what it depends on, and nothing of what it is built with", () => {
    const { dependencies } = JSON.parse(readFileSync(installed("package.json"), "utf8")) as {
      dependencies: Record<string, string>;
    };
    const folders = Object.keys(dependencies).map((name) => name.split("/")[0]!);
    const names = readdirSync(path.join(project, "node_modules")).filter((name) => !name.startsWith("."));
    expect(names.sort()).toEqual([...new Set(["datajoint", ...folders])].sort());
  });

  test("holds the compiled core with its types, the licence and the readme, and no sources", () => {
    const files = readdirSync(installed(), { recursive: true }).map(String);
    expect(readdirSync(installed()).sort()).toEqual([
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "lib",
      "package.json",
    ]);
    expect(files).toContain(path.join("lib", "index.js"));
    expect(files).toContain(path.join("lib", "index.d.ts"));
    expect(files.filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"))).toEqual([]);
  });

  test("imports its own files by the names that they have", () => {
    const files = readdirSync(installed("lib"), { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    for (const entry of files) {
      const file = path.join(entry.parentPath, entry.name);
      for (const [, target] of readFileSync(file, "utf8").matchAll(/(?:from|import\()\s*"(\.[^"]+)"/g)) {
        const resolved = path.resolve(path.dirname(file), target!);
        const wanted = file.endsWith(".d.ts") ? resolved.replace(/(\.d)?\.[jt]s$/, ".d.ts") : resolved;
        expect(existsSync(wanted), `${file} imports ${target}`).toBe(true);
      }
    }
  });

  test("runs the README's program, twice on one file too", () => {
    write("program.js", readmeProgram("In Node", "js"));
    const printed = "[ { subject_id: 1, species: 'mouse' } ]\n";
    expect(run(process.execPath, "program.js")).toBe(printed);
    expect(run(process.execPath, "program.js")).toBe(printed);
    expect(readFileSync(path.join(project, "lab.sqlite")).subarray(0, 15).toString()).toBe("SQLite format 3");
  });

  test("tells what to install where mysql2 is missing", () => {
    write(
      "mysql.js",
      `import * as dj from "datajoint";
const inst = new dj.Instance({ backend: "mysql", host: "127.0.0.1", user: "root", password: "" });
await inst.connection.query("SELECT 1").catch((error) => console.log(error.name, error.message));`,
    );
    const printed = run(process.execPath, "mysql.js");
    expect(printed).toMatch(/^\w*Error .*mysql2/);
  });

  test("brings the command that starts a gateway, and tells what it needs", () => {
    const command = (...args: string[]) =>
      spawnSync("npx", ["--no-install", "datajoint", ...args], { cwd: project, encoding: "utf8" });
    expect(command("gateway", "--help")).toMatchObject({
      status: 0,
      stdout: expect.stringContaining("--to mysql://HOST:PORT"),
    });
    expect(command("gateway", "--to", "mysql://localhost")).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("npm install mysql2"),
    });
  });

  test.each(["NodeNext", "Bundler"])("types a TypeScript program (module resolution %s)", (resolution) => {
    write(
      "consumer.ts",
      `import * as dj from "datajoint";

const inst = new dj.Instance({ database: ":memory:", safemode: false });
const schema = inst.Schema("lab");

@schema
class Lab extends dj.Manual {
  static definition = "lab_id : int32\\n---\\nlab_name : varchar(100)";
}

await Lab.insert([{ lab_id: 1, lab_name: "Vision" }]);
const rows: Record<string, unknown>[] = await Lab.restrict({ lab_id: 1 }).proj("lab_name").toDicts();
const count: number = await Lab.count();
const sql: string = Lab.makeSql({ dialect: "mysql" });
// @ts-expect-error there is no such dialect
Lab.makeSql({ dialect: "oracle" });
// @ts-expect-error a count is no text
const text: string = await Lab.count();
try {
  await Lab.insert1({ lab_id: 1, lab_name: "again" });
} catch (error) {
  if (!(error instanceof dj.errors.DuplicateError)) throw error;
}
export { count, rows, sql, text };
`,
    );
    write(
      "tsconfig.json",
      JSON.stringify({
        compilerOptions: {
          target: "ES2022",
          lib: ["ES2023", "DOM", "ESNext.Decorators"],
          module: resolution === "NodeNext" ? "NodeNext" : "ESNext",
          moduleResolution: resolution,
          strict: true,
          noEmit: true,
          types: [],
          // The package's own declarations are checked too.
          skipLibCheck: false,
        },
        files: ["consumer.ts"],
      }),
    );
    const compiler = path.join(root, "node_modules/typescript/bin/tsc");
    const { stdout, stderr } = spawnSync(process.execPath, [compiler, "-p", "."], {
      cwd: project,
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    // What is wrong in the declarations of others is for a program to skip.
    const others = /^node_modules\/(?!datajoint\/)/;
    expect(stdout.split("\n").filter((line) => line !== "" && !others.test(line))).toEqual([]);
  });
});
