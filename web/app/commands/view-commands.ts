import type { Command } from "./command-registry.ts";

/** What the commands of looking at a document need of the page. */
export interface ViewCommandContext {
  readonly hasDocument: () => boolean;
  readonly showPalette: () => Promise<void>;
  readonly showSearch: () => Promise<void>;
  readonly showKeys: () => Promise<void>;
}

/** What finds commands and text, and prints. The browser's own search keeps its keys. */
export function viewCommands({
  hasDocument,
  showPalette,
  showSearch,
  showKeys,
}: ViewCommandContext): Command[] {
  return [
    {
      name: "show-palette",
      title: "Find a command …",
      group: "View",
      icon: "search",
      keys: ["Mod+Shift+P", "Mod+K"],
      worksInText: true,
      run: showPalette,
    },
    {
      name: "find-in-document",
      title: "Find in the document …",
      group: "View",
      icon: "search",
      keys: ["Mod+Shift+F"],
      worksInText: true,
      isEnabled: hasDocument,
      run: showSearch,
    },
    {
      name: "show-keys",
      title: "Keyboard shortcuts",
      group: "View",
      icon: "keyboard",
      keys: ["Mod+Shift+H"],
      blockKeys: ["?"],
      run: showKeys,
    },
    {
      name: "print",
      title: "Print …",
      group: "Document",
      icon: "print",
      isEnabled: hasDocument,
      run: () => window.print(),
    },
  ];
}
