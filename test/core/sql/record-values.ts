import { writeFileSync } from "node:fs";
import { aggregateSamples, scalarSamples } from "./expression-samples.ts";
import { openServerSample, printForMysql, type Scope, typeName, type Values } from "./sample-database.ts";

/** What a server gave for an expression. */
export interface RecordedValues {
  readonly expression: string;
  readonly scope: Scope;
  /** `error` where the server had one. */
  readonly type: string;
  readonly values: Values;
}

/** Every expression of the samples with the scopes in which it is computed. */
export function sampleScopes(): { expression: string; scope: Scope }[] {
  const scalars = Object.values(scalarSamples).flat();
  const scopes: Scope[] = ["all", "groups", "none"];
  return [
    ...scalars.map((expression) => ({ expression, scope: "rows" as const })),
    ...aggregateSamples.flatMap((expression) => scopes.map((scope) => ({ expression, scope }))),
  ];
}

/** Functions that MySQL itself does not know by this name. */
const isOurs = (expression: string): boolean => expression.startsWith("STRING_AGG(");

/**
 * Records what a real MySQL gives for the samples, as they are written:
 * `node scripts/typescript.mjs test/core/sql/record-values.ts mysql://root@127.0.0.1:3307/`
 */
export async function main([url]: string[]): Promise<number> {
  const server = await openServerSample(url!);
  const lines: string[] = [];
  try {
    for (const { expression, scope } of sampleScopes()) {
      const text = isOurs(expression) ? printForMysql(expression).sql : expression;
      const recorded = await server.original(text, scope).then(
        ({ type, values }) => ({ type: typeName(type), values }),
        () => ({ type: "error", values: [] }),
      );
      lines.push(JSON.stringify({ expression, scope, ...recorded } satisfies RecordedValues));
    }
  } finally {
    await server.close();
  }
  writeFileSync(new URL("./recorded-values.jsonl", import.meta.url), `${lines.join("\n")}\n`);
  console.log(`${lines.length} results of MySQL ${server.version}`);
  return 0;
}
