import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as dj from "../../../core/index.ts";
import { type Backend, sqliteBackend } from "../support/backends.ts";
import { makePipeline } from "./pipeline.ts";

interface Shape {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** The elements of an SVG image; an attribute that is missing is an error where it is asked for. */
function shapesOf(svg: string): Shape[] {
  return [...svg.matchAll(/<(\w+)((?: [\w:-]+="[^"]*")*)\/?>/g)].map(([, name, attributes]) => ({
    name: name!,
    attributes: Object.fromEntries(
      [...attributes!.matchAll(/ ([\w:-]+)="([^"]*)"/g)].map(([, key, value]) => [key!, value!]),
    ),
  }));
}

/** Texts that are drawn, not the titles. */
const texts = (svg: string): string[] =>
  [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text!);

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where the tables stand. */
function tableBoxes(svg: string): Box[] {
  return shapesOf(svg)
    .filter(({ attributes }) => attributes.class === "dj-shape")
    .map(({ name, attributes }) => {
      const number = (key: string): number => Number(attributes[key]);
      if (name === "rect")
        return { x: number("x"), y: number("y"), width: number("width"), height: number("height") };
      return {
        x: number("cx") - number("rx"),
        y: number("cy") - number("ry"),
        width: 2 * number("rx"),
        height: 2 * number("ry"),
      };
    });
}

const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe("drawings", () => {
  let backend: Backend;
  let pipeline: Awaited<ReturnType<typeof makePipeline>>;
  beforeEach(async () => {
    backend = sqliteBackend();
    pipeline = await makePipeline(backend);
  });
  afterEach(() => backend.cleanUp());

  test("as Mermaid: tiers, masters with their parts, schemas, kinds of foreign keys", async () => {
    const { lab, analysis, Session } = pipeline;
    const text = await dj.Diagram(Session).addParts().add(1).subtract(1).add(0).toMermaid();
    const lines = text.split("\n").map((line) => line.trim());
    expect(lines[0]).toBe("flowchart LR");
    expect(lines).toContain(`subgraph schema_${lab.database}["${lab.database}"]`);
    expect(lines).toContain(`subgraph schema_${analysis.database}["${analysis.database}"]`);
    const entity = lines.indexOf('subgraph entity_Session["Session"]');
    expect(lines.slice(entity + 1, entity + 4)).toEqual([
      "Session[Session]:::manual",
      "Session_Trial[Trial]:::part",
      "end",
    ]);
    expect(lines).toContain("Score([Score]):::computed");
    const edges = lines.filter((line) => line.includes("-->"));
    const styleOf = (edge: string): string[] =>
      edges.flatMap((line, index) =>
        line === edge ? [lines.find((style) => style.startsWith(`linkStyle ${index} `))!.split(" ")[2]!] : [],
      );
    expect(styleOf("Session --> Score")).toEqual(["stroke:#171C39,stroke-width:2px"]);
    expect(styleOf("Subject --> Session")).toEqual(["stroke:#171C39,stroke-width:1px"]);
    expect(styleOf("Person --> Session")).toEqual([
      "stroke:#171C39,stroke-width:1px",
      "stroke:#C77D3A,stroke-width:1px",
    ]);
  });

  test("as Mermaid: collapsed schemas", async () => {
    const { lab, analysis, Subject } = pipeline;
    const text = await dj.Diagram(lab).collapse().union(dj.Diagram(analysis)).add(Subject).toMermaid();
    expect(text).toContain(`${lab.database}[["(5 tables)"]]:::collapsed`);
    expect(text).toContain("Subject[Subject]:::manual");
    expect(text).toContain(`${lab.database} --> Score`);
  });

  test("tell tables of the same name apart by their schema", async () => {
    const { inst, Subject } = pipeline;
    const other = inst.Schema(backend.schemaName("other"));
    class Twin extends dj.Manual {
      static definition = "subject_id : int32";
    }
    other(Object.defineProperty(Twin, "name", { value: "Subject" }));
    const text = await dj.Diagram(Subject).add(Twin).toMermaid();
    expect(text).toContain(`${other.database}_Subject[Subject]:::manual`);
    expect(text).toContain(`${pipeline.lab.database}_Subject[Subject]:::manual`);
  });

  test("in the language of Graphviz", async () => {
    const { inst, lab } = pipeline;
    const text = await dj.Diagram(lab).toDot();
    expect(text).toMatch(/^digraph \{\n {2}graph \[rankdir="LR"/);
    expect(text).toMatch(/"Subject" \[.*label=<<u>Subject<\/u>>, fillcolor="#E8F0E9", color="#3E7A52"/);
    expect(text).toMatch(/"Pairing" \[.*label="Pairing"/);
    expect(text).toMatch(/"Subject" -> "Pairing" \[color="#C77D3A9E", style="solid", penwidth=0.75/);
    expect(text).toMatch(/"Species" -> "Subject" \[color="#171C399E", style="dashed"/);
    inst.config.display.diagramDirection = "TB";
    inst.config.display.diagramTheme = "dark";
    expect(await dj.Diagram(lab).toDot()).toMatch(/rankdir="TB".*bgcolor="#161A21"/);
  });

  test("as SVG: a name and a description in words, every table and foreign key", async () => {
    const { lab, analysis } = pipeline;
    const svg = await dj.Diagram.fromSequence([lab, analysis]).toSvg();
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" [^>]*role="img"/);
    expect(svg).toContain("<title>Diagram of 7 tables and 8 foreign keys</title>");
    const description = /<desc>([^<]*)<\/desc>/.exec(svg)![1]!;
    expect(description).toContain("Score (computed)");
    expect(description).toContain("Score refers to Session (one to one).");
    expect(description).toContain("Session refers to Person (secondary, renamed).");
    expect(texts(svg).sort()).toEqual(
      [
        "Pairing",
        "Person",
        "Score",
        "Session",
        "Species",
        "Subject",
        "Trial",
        lab.database,
        analysis.database,
      ].sort(),
    );
    const lines = shapesOf(svg).filter(({ attributes }) => attributes.class === "dj-line");
    expect(lines.length).toBe(8);
    expect(lines.filter(({ attributes }) => attributes["stroke-width"] === "2.5").length).toBe(1);
    expect(lines.filter(({ attributes }) => attributes["stroke-dasharray"] !== undefined).length).toBe(3);
    expect(lines.filter(({ attributes }) => attributes.stroke === "#C77D3A").length).toBe(3);
    expect(svg).toContain("<title>Person → Session: reviewer ← person</title>");
  });

  test("as SVG: children after their parents, nothing upon another, all inside", async () => {
    const { inst, lab, analysis } = pipeline;
    for (const direction of ["LR", "TB"] as const) {
      inst.config.display.diagramDirection = direction;
      const svg = await dj.Diagram.fromSequence([lab, analysis]).toSvg();
      const boxes = tableBoxes(svg);
      expect(boxes.length).toBe(7);
      for (const [index, box] of boxes.entries())
        for (const other of boxes.slice(index + 1)) expect(overlap(box, other)).toBe(false);
      const [{ attributes: image }] = shapesOf(svg) as [Shape];
      for (const { x, y, width, height } of boxes) {
        expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
        expect(x + width).toBeLessThanOrEqual(Number(image.width));
        expect(y + height).toBeLessThanOrEqual(Number(image.height));
      }
      const along = direction === "LR" ? "x" : "y";
      const placeOf = (name: string): number =>
        Number(new RegExp(`<text [^>]*?\\b${along}="([\\d.]+)"[^>]*>${name}</text>`).exec(svg)![1]);
      for (const [parent, child] of [
        ["Species", "Subject"],
        ["Subject", "Session"],
        ["Session", "Score"],
      ])
        expect(placeOf(parent!)).toBeLessThan(placeOf(child!));
    }
  });

  test("as SVG: colours of the theme", async () => {
    const { inst, lab } = pipeline;
    expect(await dj.Diagram(lab).toSvg()).toContain("light-dark(#E8F0E9,#16281F)");
    inst.config.display.diagramTheme = "dark";
    const dark = await dj.Diagram(lab).toSvg();
    expect(dark).not.toContain("light-dark");
    expect(dark).toContain('fill="#16281F"');
    inst.config.display.diagramTheme = "light";
    expect(await dj.Diagram(lab).toSvg()).toContain('fill="#E8F0E9"');
  });

  test("as SVG: tables that subtract(n) brings in stand by themselves, as do parts", async () => {
    const { Session } = pipeline;
    expect(texts(await dj.Diagram(Session).subtract(1).addParts().toSvg())).toEqual(
      expect.arrayContaining(["Person", "Session", "Subject", "Trial"]),
    );
  });

  test("as SVG: nothing at all", async () => {
    const { lab } = pipeline;
    const svg = await dj.Diagram(lab).difference(dj.Diagram(lab)).toSvg();
    expect(svg).toContain("<title>Diagram of 0 tables and 0 foreign keys</title>");
    expect(await dj.Diagram(lab).difference(dj.Diagram(lab)).toMermaid()).toMatch(/^flowchart LR/);
  });

  test("as SVG: sixty tables of three schemas, none upon another", async () => {
    const { inst } = pipeline;
    const schemas = ["one", "two", "three"].map((word) => inst.Schema(backend.schemaName(word)));
    const classes: object[] = [];
    for (let index = 0; index < 60; index++) {
      const parents =
        index < 4
          ? []
          : [...new Set([index - 1 - ((index * 7) % 4), (index * 5) % 11])].filter((one) => one < index);
      const name = `Table${index}`;
      const lines = parents.map((parent) => `-> T${parent}`);
      const schema = inst.Schema(schemas[Math.floor(index / 20)]!.database, {
        context: Object.fromEntries(classes.map((one, number) => [`T${number}`, one])),
      });
      const definition = [
        ...(index < 4 ? [`key_${index} : int32`] : [lines[0]]),
        "---",
        ...lines.slice(1),
      ].join("\n");
      const made = {
        [name]: class extends dj.Manual {
          static definition = definition;
        },
      }[name]!;
      schema(made);
      classes.push(made);
    }
    const svg = await dj.Diagram.fromSequence(schemas).toSvg();
    const boxes = tableBoxes(svg);
    expect(boxes.length).toBe(60);
    for (const [index, box] of boxes.entries())
      for (const other of boxes.slice(index + 1)) expect(overlap(box, other)).toBe(false);
  });
});
