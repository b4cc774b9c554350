import { expect, test } from "vitest";
import { MemoryFiles } from "../../web/kernel/saved/memory-files.ts";
import { runDocument } from "../../web/kernel/saved/run-document.ts";
import { createDataJointEngine } from "../../web/kernel/worker/datajoint-engine.ts";
import { readmeProgram } from "./readme-programs.ts";

test("the README's program for the browser runs as a cell, twice too", async () => {
  const cell = `\`\`\`ts\n${readmeProgram("In the browser", "ts")}\`\`\`\n`;
  const engine = createDataJointEngine({ files: new MemoryFiles(), confirm: async () => null });
  const { saved, failures } = await runDocument(`${cell}\n${cell}`, engine);
  expect(failures).toEqual([]);
  expect(saved.cells).toHaveLength(2);
  for (const { outputs } of saved.cells) {
    expect(outputs).toMatchObject([
      {
        kind: "table",
        columns: [
          { name: "subject_id", inKey: true },
          { name: "species", inKey: false },
        ],
        total: 1,
        rows: [[{ text: "1" }, { text: "mouse" }]],
      },
    ]);
  }
});
