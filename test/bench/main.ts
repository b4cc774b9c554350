import { datajointCompile, kyselyCompile } from "./compile-contenders.ts";
import { type Compile, measureRounds } from "./measure-rounds.ts";
import { openPipeline, queryParameters } from "./pipeline.ts";

const queries = 2000;
const rounds = 15;

type Rows = readonly Record<string, unknown>[];

/** Both queries must give the same rows, or the comparison says nothing. */
async function assertSameAnswer(
  pipeline: ReturnType<typeof openPipeline>,
  datajoint: Compile,
  kysely: Compile,
): Promise<void> {
  await pipeline.fill();
  // Kysely takes a dot for the end of a schema's name, so the tables go by names without one.
  for (const name of ["subject", "session", "scan"]) {
    await pipeline.instance.connection.query(`CREATE VIEW "${name}" AS SELECT * FROM "bench.${name}"`);
  }
  for (const parameters of queryParameters(10)) {
    const answers: string[] = [];
    for (const compile of [datajoint, kysely]) {
      const { sql, values } = compile(parameters);
      const rows = (await pipeline.instance.connection.query(sql, values)) as Rows;
      answers.push(
        rows
          .map((row) => JSON.stringify(Object.entries(row).sort()))
          .sort()
          .join("\n"),
      );
    }
    if (answers[0] !== answers[1] || answers[0] === "") {
      throw new Error(
        `DataJoint and Kysely answer differently for ${JSON.stringify(parameters)}:\n${answers.join("\n\n")}`,
      );
    }
  }
}

/** Measures from the command line; returns the exit code. */
export async function main(): Promise<number> {
  const pipeline = openPipeline();
  const datajoint = datajointCompile(pipeline);
  const kysely = kyselyCompile();
  await assertSameAnswer(pipeline, datajoint, kysely);
  await pipeline.instance.close();

  const [ours, theirs] = measureRounds([datajoint, kysely], queryParameters(queries), rounds);
  const ratios = ours!.map((time, round) => time / theirs![round]!).sort((a, b) => a - b);
  const median = (times: readonly number[]): number => [...times].sort((a, b) => a - b)[times.length >> 1]!;
  const microseconds = (times: readonly number[]): string =>
    `${((median(times) / queries) * 1000).toFixed(1)} µs`;
  console.log(`Building and compiling a join of three tables, restricted, with a computed attribute`);
  console.log(`(medians of ${rounds} rounds of ${queries} queries, taking turns)`);
  console.log(`  DataJoint ${microseconds(ours!)}`);
  console.log(`  Kysely    ${microseconds(theirs!)}`);
  console.log(
    `  ratio     ${median(ratios).toFixed(2)}  (${ratios[0]!.toFixed(2)} to ${ratios.at(-1)!.toFixed(2)} over the rounds)`,
  );
  return 0;
}
