import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");

interface Manifest {
  readonly license?: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

const readJson = <Content>(...parts: string[]): Content =>
  JSON.parse(readFileSync(path.join(root, ...parts), "utf8")) as Content;

const { dependencies, optionalDependencies, devDependencies } = readJson<Manifest>("package.json");
const declared = { ...dependencies, ...optionalDependencies, ...devDependencies };

/** The rows of the tables of dependencies, without their headers. */
const rows = readFileSync(path.join(root, "ARCHITECTURE.md"), "utf8")
  .split("\n## Dependencies\n")[1]!
  .split("\n")
  .filter((line) => line.startsWith("|") && !/^\| (package|---) /.test(line))
  .map((line) => line.split("|").map((cell) => cell.trim()));

describe("dependencies", () => {
  test("each has a line in ARCHITECTURE.md, with its licence and a reason", () => {
    expect(rows.map(([, name]) => name!).sort()).toEqual(Object.keys(declared).sort());
    for (const [, name, licence, size, reason] of rows) {
      const shipped = readJson<Manifest>("node_modules", name!, "package.json").license;
      expect(`${name}: ${licence}`).toBe(`${name}: ${shipped?.replace(/^\((.*)\)$/, "$1")}`);
      expect(size).toMatch(/^[\d.]+ [KM]B$/);
      expect(reason).not.toBe("");
    }
  });

  test("are pinned exactly", () => {
    for (const [name, version] of Object.entries(declared))
      expect(`${name} ${version}`).toMatch(/ \d+\.\d+\.\d+$/);
  });

  test("have licences that let anyone use them, those that they bring included", () => {
    const { packages } = readJson<{ packages: Record<string, Manifest> }>("package-lock.json");
    const free = /MIT|ISC|BSD|Apache-2\.0|MPL-2\.0|CC0|Unlicense/;
    const others = Object.entries(packages)
      .filter(([folder, { license }]) => folder !== "" && !free.test(license ?? "none"))
      .map(([folder, { license }]) => `${folder}: ${license}`);
    expect(others).toEqual([]);
  });
});
