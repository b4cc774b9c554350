import { hashSource, type SavedProse } from "../../documents/saved-outputs.ts";

/** HTML that the build of this site made of its own tutorials, by what it was made of. */
const made = new Map<string, string>();
let render: ((markdown: string, linkDefinitions: string) => string) | null = null;

/** Names a block of prose by all that its HTML depends on. */
export function hashProse(markdown: string, linkDefinitions: string): string {
  return hashSource(`${markdown}\n\n${linkDefinitions}`);
}

/** Takes note of HTML that came with this site. */
export function rememberProse(prose: readonly SavedProse[]): void {
  for (const { source, html } of prose) made.set(source, html);
}

/** The HTML of a block of prose, safe to insert; null where what makes it has to be loaded first. */
export function proseHtml(markdown: string, linkDefinitions: string): string | null {
  return made.get(hashProse(markdown, linkDefinitions)) ?? render?.(markdown, linkDefinitions) ?? null;
}

/** Loads what makes HTML of prose that the site has not brought along. */
export async function loadProseRenderer(): Promise<void> {
  render = (await import("./render-markdown.ts")).renderMarkdown;
}
