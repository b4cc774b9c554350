import type { MenuItem } from "../../components/menu-button/menu-item.ts";
import { type CommandRegistry, isEnabled, titleOf } from "./command-registry.ts";
import { keysForScreenReaders, keysText } from "./key-names.ts";

/** The commands in the menu of the document, by groups. */
export const DOCUMENT_MENU: readonly (readonly string[])[] = [
  ["new-document", "open-file"],
  ["save-document", "export-notebook", "export-html", "print", "share-link"],
  ["undo", "redo", "reset-document"],
  ["find-in-document", "show-palette", "show-keys"],
];

/** Commands as the items of a menu, as they are now: with their keys, and whether they can be done. */
export function menuItems(commands: CommandRegistry, groups: readonly (readonly string[])[]): MenuItem[] {
  return groups.flatMap((names, group) =>
    names.flatMap((name, place) => {
      const command = commands.get(name);
      if (command === null) return [];
      const [keys] = command.keys ?? [];
      return {
        name,
        title: titleOf(command),
        icon: command.icon,
        keys: keys === undefined ? undefined : keysText(keys),
        shortcut: keys === undefined ? undefined : keysForScreenReaders(keys),
        isDisabled: !isEnabled(command),
        startsGroup: group > 0 && place === 0,
      };
    }),
  );
}
