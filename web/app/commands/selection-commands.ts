import { type CellMark, hasMark, withMark } from "../../documents/cell-info.ts";
import { type BlockKind, kindOf, type OpenBlock, sourceOf } from "../session/editable-document.ts";
import type { NotebookSession } from "../session/notebook-session.ts";
import type { BlockCommandContext } from "./block-commands.ts";
import type { Command } from "./command-registry.ts";
import { mysqlTitle } from "./mysql-title.ts";

/** What was cut or copied. */
interface Taken {
  readonly kind: BlockKind;
  readonly source: string;
}

/** What the keys of notebooks do with the block that is selected as a whole. */
export function selectionCommands({ session, select, tellUndoable }: BlockCommandContext): Command[] {
  let taken: Taken | null = null;

  const withActive = (act: (open: NotebookSession, block: OpenBlock, index: number) => void) => () => {
    const open = session();
    const index = open?.blocks.findIndex(({ id }) => id === open.activeId) ?? -1;
    if (open !== null && index !== -1) act(open, open.blocks[index]!, index);
  };
  const hasActive = (): boolean => (session()?.activeId ?? null) !== null;
  const hasBlocks = (): boolean => (session()?.blocks.length ?? 0) > 0;

  const step = (by: 1 | -1) => () => {
    const { blocks, activeId } = session()!;
    const index = blocks.findIndex(({ id }) => id === activeId);
    // Who is nowhere begins at the top.
    const next = blocks[index === -1 ? 0 : Math.max(0, Math.min(index + by, blocks.length - 1))];
    if (next !== undefined) select(next.id);
  };
  const insert = (offset: 0 | 1, taken?: Taken) =>
    withActive((open, _block, index) => {
      select(open.insert(taken?.kind ?? "ts", index + offset, taken?.source));
    });
  const run = (then: (open: NotebookSession, index: number) => string) =>
    withActive((open, block, index) => {
      if (block.kind === "cell") open.run(block.id);
      select(then(open, index));
    });

  const toggle = (mark: CellMark) =>
    withActive((open, block) => {
      if (block.kind !== "cell") return;
      open.changeInfo(block.id, withMark(block.info, mark, !hasMark(block.info, mark)));
      select(block.id);
    });
  const activeCell = () => session()?.cells.find(({ id }) => id === session()?.activeId) ?? null;
  const isCellActive = (): boolean => activeCell() !== null;

  return [
    {
      name: "toggle-code",
      title: "Hide or show the code",
      group: "View",
      blockKeys: ["H"],
      isEnabled: isCellActive,
      run: toggle("hide-code"),
    },
    {
      name: "toggle-output",
      title: "Hide or show the output",
      group: "View",
      blockKeys: ["O"],
      isEnabled: isCellActive,
      run: toggle("hide-output"),
    },
    {
      name: "toggle-mysql",
      title: () => mysqlTitle(activeCell()?.info ?? ""),
      group: "Cell",
      blockKeys: ["Shift+Q"],
      isEnabled: () => activeCell()?.language === "sql",
      run: toggle("mysql"),
    },
    {
      name: "select-previous",
      title: "Go to the block above",
      group: "View",
      blockKeys: ["K", "ArrowUp"],
      isEnabled: hasBlocks,
      run: step(-1),
    },
    {
      name: "select-next",
      title: "Go to the block below",
      group: "View",
      blockKeys: ["J", "ArrowDown"],
      isEnabled: hasBlocks,
      run: step(1),
    },
    {
      name: "insert-above",
      title: "Insert a cell above",
      group: "Cell",
      blockKeys: ["A"],
      isEnabled: hasActive,
      run: insert(0),
    },
    {
      name: "insert-below",
      title: "Insert a cell below",
      group: "Cell",
      blockKeys: ["B"],
      isEnabled: hasActive,
      run: insert(1),
    },
    {
      name: "cut",
      title: "Cut",
      group: "Cell",
      blockKeys: ["X"],
      isEnabled: hasActive,
      run: withActive((open, block) => {
        taken = { kind: kindOf(block), source: sourceOf(block) };
        open.delete(block.id);
        tellUndoable(block.kind === "prose" ? "Text cut." : "Cell cut.");
        if (open.activeId !== null) select(open.activeId);
      }),
    },
    {
      name: "copy",
      title: "Copy",
      group: "Cell",
      blockKeys: ["C"],
      isEnabled: hasActive,
      run: withActive((_open, block) => {
        taken = { kind: kindOf(block), source: sourceOf(block) };
      }),
    },
    {
      name: "paste",
      title: "Paste below",
      group: "Cell",
      blockKeys: ["V"],
      isEnabled: () => taken !== null && hasActive(),
      run: () => insert(1, taken!)(),
    },
    {
      name: "run-cell",
      title: "Run",
      group: "Run",
      icon: "run",
      blockKeys: ["Mod+Enter"],
      isEnabled: hasActive,
      run: run((open, index) => open.blocks[index]!.id),
    },
    {
      name: "run-and-advance",
      title: "Run, and go to the block below",
      group: "Run",
      blockKeys: ["Shift+Enter"],
      isEnabled: hasActive,
      run: run((open, index) => (open.blocks[index + 1] ?? open.blocks[index]!).id),
    },
    {
      name: "run-and-insert",
      title: "Run, and insert a cell below",
      group: "Run",
      blockKeys: ["Alt+Enter"],
      isEnabled: hasActive,
      run: run((open, index) => open.insert("ts", index + 1)),
    },
  ];
}
