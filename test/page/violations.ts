import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { NotebookPage } from "./notebook-page.ts";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What breaks WCAG 2.2 AA or axe's best practices on the page as it is now, size of targets included. */
export async function violations(notebook: Pick<NotebookPage, "page">): Promise<string[]> {
  await notebook.page.evaluate(axeSource);
  const results = await notebook.page.evaluate(async () => {
    // What fades in has its own colours only at the end. Each part of the page tells of its own animations alone.
    const animationsIn = (part: Document | ShadowRoot): Animation[] => [
      ...part.getAnimations(),
      ...[...part.querySelectorAll("*")].flatMap(({ shadowRoot }) =>
        shadowRoot === null ? [] : animationsIn(shadowRoot),
      ),
    ];
    const ending = (): Animation[] =>
      animationsIn(document).filter(
        ({ playState, effect }) =>
          playState === "running" && effect?.getComputedTiming().endTime !== Infinity,
      );
    for (let left = ending(); left.length > 0; left = ending())
      await Promise.allSettled(left.map(({ finished }) => finished));
    // What is scrolled below the header, which stays in sight, is not too small for that.
    const header = document.querySelector<HTMLElement>("dj-page-header");
    if (header !== null) header.style.position = "relative";
    const { axe } = window as unknown as { axe: { run(options: object): Promise<AxeResults> } };
    try {
      return await axe.run({ resultTypes: ["violations"], rules: { "target-size": { enabled: true } } });
    } finally {
      if (header !== null) header.style.position = "";
    }
  });
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(" ")} (${node.failureSummary?.replaceAll("\n", " ")})`),
  );
}
