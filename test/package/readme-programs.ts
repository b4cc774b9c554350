import { readFileSync } from "node:fs";

const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");

/**
 * The program of a section of the README.
 *
 * @param heading the section's heading, without the marks
 * @param language the info string of its fenced block
 * @throws Error if there is no such program
 */
export function readmeProgram(heading: string, language: string): string {
  const [, section = ""] = readme.split(`\n### ${heading}\n`);
  const [, program] =
    new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, "m").exec(section.split(/^## /m)[0]!) ?? [];
  if (program === undefined) throw new Error(`The README has no ${language} program under "${heading}".`);
  return program;
}
