import type { PaletteEntry } from "../../components/command-palette/command-palette.ts";
import { type CommandRegistry, isEnabled, titleOf } from "./command-registry.ts";
import { keysText } from "./key-names.ts";

/** What the palette offers: the commands that can be done now, and the sections of the document. */
export function paletteEntries(commands: CommandRegistry, headings: Iterable<HTMLElement>): PaletteEntry[] {
  const ofCommands = commands
    .list()
    .filter((command) => command.name !== "show-palette" && isEnabled(command))
    .map((command): PaletteEntry => {
      const keys = command.keys?.[0];
      return {
        title: titleOf(command),
        group: command.group,
        icon: command.icon,
        keys: keys === undefined ? command.blockKeys?.[0] : keysText(keys),
        run: () => void commands.execute(command.name),
      };
    });
  const ofSections = [...headings].map(
    (heading): PaletteEntry => ({
      title: heading.textContent,
      group: "Section",
      isFoundOnly: true,
      run: () => goToHeading(heading),
    }),
  );
  return [...ofCommands, ...ofSections];
}

function goToHeading(heading: HTMLElement): void {
  heading.closest<HTMLElement>("[data-block]")?.focus({ preventScroll: true });
  heading.scrollIntoView();
}
