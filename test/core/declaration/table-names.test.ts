import { describe, expect, test } from "vitest";
import {
  classNameOf,
  jobTableNameOf,
  masterTableNameOf,
  type Tier,
  tableNameOf,
  tierOf,
} from "../../../core/declaration/table-names.ts";

describe("names of tables", () => {
  test.each([
    ["Lab", "manual", undefined, "lab"],
    ["ProcessedEMG", "manual", undefined, "processed_e_m_g"],
    ["A1B2", "lookup", undefined, "#a1_b2"],
    ["SessionTrial", "imported", undefined, "_session_trial"],
    ["Ox9y8Z7", "computed", undefined, "__ox9y8_z7"],
    ["Frame", "part", "__scan", "__scan__frame"],
    ["Weaver_Yarn", "manual", undefined, "weaver_yarn"],
  ] as const)("%s is %s", (className, tier, master, table) => {
    expect(tableNameOf(className, tier as Tier, master)).toBe(table);
    expect(tierOf(table)).toBe(tier);
  });

  test.each(["lab", "7Lab", "ÉLab", "_", "", "Lab-1"])("%j names no table", (className) => {
    expect(() => tableNameOf(className, "manual")).toThrow(/CamelCase/);
  });

  test("a better name is suggested", () => {
    expect(() => tableNameOf("session_trial", "manual")).toThrow(/such as "SessionTrial"/);
  });

  test("are no longer than servers allow", () => {
    expect(tableNameOf(`L${"o".repeat(63)}`, "manual")).toHaveLength(64);
    expect(() => tableNameOf(`L${"o".repeat(63)}`, "computed")).toThrow(/66 characters/);
    expect(() => tableNameOf("P".concat("q".repeat(30)), "part", "l".repeat(40))).toThrow(/at most 64/);
  });

  test.each([
    ["lab", "Lab", null],
    ["#a1_b2", "A1B2", null],
    ["__scan__frame", "Scan.Frame", "__scan"],
    ["#lookup__part_name", "Lookup.PartName", "#lookup"],
    ["_scan", "Scan", null],
    ["~~scan", "Scan", null],
  ])("%s is the class %s", (table, className, master) => {
    expect(classNameOf(table)).toBe(className);
    expect(masterTableNameOf(table)).toBe(master);
  });

  test("tell their tier", () => {
    expect(tierOf("~~scan")).toBe("job");
    expect(tierOf("~lineage")).toBeNull();
    expect(tierOf("Users")).toBeNull();
    expect(jobTableNameOf("__scan")).toBe("~~scan");
  });
});
