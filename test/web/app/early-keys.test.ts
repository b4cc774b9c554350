import { expect, it } from "vitest";
import { CommandRegistry } from "../../../web/app/commands/command-registry.ts";
import { documentCommands } from "../../../web/app/commands/document-commands.ts";
import { viewCommands } from "../../../web/app/commands/view-commands.ts";
import { KEYS_IN_TEXT } from "../../../web/app/page/early-keys.ts";

it("keeps from the browser, before they can be done, the keys of all commands that work in text", () => {
  const registry = new CommandRegistry(() => {});
  const nothing = async () => {};
  const commands = [
    ...documentCommands({ open: () => null } as unknown as Parameters<typeof documentCommands>[0]),
    ...viewCommands({
      hasDocument: () => true,
      showPalette: nothing,
      showSearch: nothing,
      showKeys: nothing,
    }),
  ];
  registry.register(commands);
  const keys = registry
    .list()
    .filter(({ worksInText }) => worksInText)
    .flatMap((command) => command.keys ?? []);
  expect([...KEYS_IN_TEXT].sort()).toEqual(keys.map((key) => key.toLowerCase()).sort());
});
