import type { DocumentContext, OpenDocument } from "../document-actions.ts";
import type { Command } from "./command-registry.ts";

/** What the commands of documents need of the page. */
export interface DocumentCommandContext extends DocumentContext {
  readonly open: () => OpenDocument | null;
  readonly showLink: (link: string, isWhole: boolean) => Promise<void>;
}

/** What can be done with documents; how it is done is loaded when it is first wanted. */
export function documentCommands(context: DocumentCommandContext): Command[] {
  const actions = () => import("../document-actions.ts");
  const hasDocument = (): boolean => context.open() !== null;
  return [
    {
      name: "new-document",
      title: "New document",
      group: "Document",
      icon: "plus",
      run: once(async () => (await actions()).newDocument(context)),
    },
    {
      name: "open-file",
      title: "Open a file …",
      group: "Document",
      icon: "open",
      keys: ["Mod+O"],
      worksInText: true,
      run: async () => (await actions()).openFile(context, context.open()?.session ?? null),
    },
    {
      name: "save-document",
      title: () => {
        const file = context.open()?.autosave.file ?? null;
        return file === null ? "Save as Markdown …" : `Save to ${file.name}`;
      },
      group: "Document",
      icon: "save",
      keys: ["Mod+S"],
      worksInText: true,
      isEnabled: hasDocument,
      run: once(async () => (await actions()).saveDocument(context, context.open()!)),
    },
    {
      name: "export-notebook",
      title: "Export as notebook (.ipynb)",
      group: "Document",
      icon: "download",
      isEnabled: hasDocument,
      run: once(async () => (await actions()).exportAsNotebook(context.open()!)),
    },
    {
      name: "export-html",
      title: "Export as one HTML file",
      group: "Document",
      icon: "file",
      isEnabled: hasDocument,
      run: once(async () => (await actions()).exportAsHtml(context.open()!)),
    },
    {
      name: "share-link",
      title: "Share by link …",
      group: "Document",
      icon: "share",
      isEnabled: hasDocument,
      run: async () => {
        const { link, isWhole } = await (await actions()).linkTo(context.open()!);
        await context.showLink(link, isWhole);
      },
    },
    {
      name: "reset-document",
      title: "Reset to the original …",
      group: "Document",
      icon: "restart",
      isEnabled: () => context.open()?.autosave.isModified ?? false,
      run: async () => (await actions()).resetDocument(context, context.open()!),
    },
  ];
}

/** What is asked for again while it is under way, as by a second press, is done once. */
function once(act: () => Promise<void>): () => Promise<void> {
  let isUnderWay = false;
  return async () => {
    if (isUnderWay) return;
    isUnderWay = true;
    try {
      await act();
    } finally {
      isUnderWay = false;
    }
  };
}
