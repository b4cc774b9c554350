import { rememberProse } from "../components/prose-block/prose-html.ts";
import type { SavedOutputs, SavedTutorial } from "../documents/saved-outputs.ts";

/** A tutorial as `tutorials/index.json` lists it. */
export interface TutorialEntry {
  /** What `?doc=` takes. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
}

export interface Tutorial {
  /** The Markdown of its file. */
  readonly text: string;
  /** The outputs that the build saved; null where it saved none. */
  readonly saved: SavedOutputs | null;
}

/** There is no tutorial of the name that was asked for. */
export class UnknownTutorialError extends Error {
  constructor(
    readonly tutorialName: string,
    readonly tutorials: readonly TutorialEntry[],
  ) {
    super(`There is no tutorial named “${tutorialName}”.`);
    this.name = "UnknownTutorialError";
  }
}

/**
 * Loads a tutorial of this site, with its saved outputs.
 *
 * @param name - its name in `tutorials/index.json`
 * @throws UnknownTutorialError if there is none of that name
 * @throws Error if it cannot be fetched
 */
export async function loadTutorial(name: string): Promise<Tutorial> {
  const isSafe = /^[a-z0-9][a-z0-9-]*$/.test(name);
  // A name from the address may not lead anywhere but to the tutorials, so it is looked up first.
  const [listed, text, saved] = await Promise.all([
    fetchTutorials(),
    isSafe ? fetchText(`tutorials/${name}.md`) : null,
    isSafe ? fetchSavedOutputs(name) : null,
  ]);
  if (text === null || !listed.some((tutorial) => tutorial.name === name)) {
    throw new UnknownTutorialError(name, listed);
  }
  return { text, saved };
}

let tutorials: Promise<readonly TutorialEntry[]> | null = null;

/** The tutorials of this site, in the order in which they are meant to be read. */
export function fetchTutorials(): Promise<readonly TutorialEntry[]> {
  tutorials ??= loadTutorials();
  return tutorials;
}

async function loadTutorials(): Promise<readonly TutorialEntry[]> {
  const text = await fetchText("tutorials/index.json");
  if (text === null) throw new Error("The list of tutorials is missing from this site.");
  return JSON.parse(text) as TutorialEntry[];
}

/** Without them the tutorial is as good; it only starts without outputs. */
async function fetchSavedOutputs(name: string): Promise<SavedOutputs | null> {
  try {
    const text = await fetchText(`tutorials/${name}.outputs.json`);
    const saved = JSON.parse(text ?? "null") as SavedTutorial | null;
    if (saved?.format !== 1) return null;
    rememberProse(saved.prose);
    return { format: 1, cells: saved.cells };
  } catch {
    return null;
  }
}

/** The text of a file of this site; null if there is none. */
async function fetchText(path: string): Promise<string | null> {
  const response = await fetch(new URL(path, document.baseURI));
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`${path} could not be read: the server answered ${response.status}.`);
  // A server that sends the first page for what it does not have is saying that it does not have it.
  return response.headers.get("content-type")?.includes("text/html") ? null : response.text();
}
