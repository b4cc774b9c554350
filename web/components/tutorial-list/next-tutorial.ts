import { html, nothing, type TemplateResult } from "lit";
import type { TutorialEntry } from "../../app/load-tutorial.ts";
import { addressOfKey } from "../../app/opening/document-address.ts";
import "./next-tutorial.css";

/** Below a tutorial, the way to the one after it. */
export function nextTutorial(
  tutorials: readonly TutorialEntry[],
  name: string,
): TemplateResult | typeof nothing {
  const index = tutorials.findIndex((tutorial) => tutorial.name === name);
  const next = index === -1 ? undefined : tutorials[index + 1];
  if (next === undefined) return nothing;
  return html`<nav class="next-tutorial" aria-label="Next tutorial">
    <a href=${addressOfKey(`tutorial:${next.name}`)}>
      <span class="next-label">Next tutorial</span>
      <span class="next-title">${next.title}</span>
      <span class="next-about">${next.description}</span>
    </a>
  </nav>`;
}
