import * as dj from "../../core/index.ts";
import pipeline from "./pipeline.json" with { type: "json" };

export { pipeline };

interface TableOutline {
  readonly name: string;
  readonly tier: string;
  readonly definition: string;
  readonly contents?: readonly (readonly unknown[])[];
  readonly parts?: readonly { readonly name: string; readonly definition: string }[];
}

type Definable = typeof dj.Manual & Record<string, typeof dj.Part>;
type Filled = typeof dj.Computed & Record<string, typeof dj.Part>;

/** The classes of the pipeline in a schema. */
export interface Pipeline {
  readonly schema: ReturnType<dj.Instance["Schema"]>;
  readonly Species: Definable;
  readonly Method: Definable;
  readonly Subject: Definable;
  readonly Session: Definable;
  readonly Pair: Definable;
  readonly Scan: Filled;
  readonly Summary: Filled;
}

/** Declares the pipeline of `pipeline.json`, or meets it where it is. */
export function definePipeline(
  inst: dj.Instance,
  name: string,
  failing: ReadonlySet<number> = new Set(),
): Pipeline {
  const schema = inst.Schema(name);
  const made: Record<string, Definable> = {};
  const makes: Record<string, (this: Filled, key: dj.Row) => Promise<void>> = {
    async Scan(key) {
      const session = key.session as number;
      const square = (value: number) =>
        new dj.NDArray({ shape: [2, 2], data: new Float64Array(4).fill(value) });
      const image = square(session);
      await this.insert1({ ...key, image, depth: 4 * session });
      await made.Scan!.Frame!.insert(
        [0, 1].map((frame) => ({ ...key, frame, pixels: square(session + frame) })),
      );
    },
    async Summary(key) {
      if (failing.has(key.subject_id as number)) throw new Error("this one fails");
      const image = (await made.Scan!.restrict(key).fetch1("image")) as dj.NDArray;
      const exponent = (await made.Method!.restrict(key).fetch1("exponent")) as number;
      const pixels = [...(image.data as Float64Array)];
      const mean = pixels.reduce((sum, one) => sum + one, 0) / pixels.length;
      await this.insert1({ ...key, value: mean * exponent, made_by: "TypeScript" });
    },
  };
  for (const table of pipeline as readonly TableOutline[]) {
    const Tier = (dj as unknown as Record<string, typeof dj.Manual>)[table.tier]!;
    const make = makes[table.name];
    const tableClass = {
      [table.name]: class extends Tier {
        static definition = table.definition;
        static contents = table.contents;
        make(key: dj.Row) {
          return make!.call(tableClass as unknown as Filled, key);
        }
      },
    }[table.name] as unknown as Definable;
    for (const part of table.parts ?? []) {
      Object.assign(tableClass, {
        [part.name]: class extends dj.Part {
          static definition = part.definition;
        },
      });
    }
    made[table.name] = schema(tableClass as unknown as typeof dj.Manual) as unknown as Definable;
  }
  return { schema, ...made } as unknown as Pipeline;
}
