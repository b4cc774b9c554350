import { isEditedSinceRun } from "../session/cell-record.ts";
import { type BlockKind, kindOf } from "../session/editable-document.ts";
import type { NotebookSession } from "../session/notebook-session.ts";
import type { Command } from "./command-registry.ts";

/** What the commands of blocks need of the page. */
export interface BlockCommandContext {
  readonly session: () => NotebookSession | null;
  /** Moves the keyboard into a block; text is opened for editing. */
  readonly enter: (id: string) => void;
  /** Moves the keyboard to a block as a whole. */
  readonly select: (id: string) => void;
  /** Where in the source of a cell the cursor stands; null for text and where there is none. */
  readonly caretIn: (id: string) => number | null;
  /** Tells what was done, with a way to take it back. */
  readonly tellUndoable: (text: string) => void;
}

/** What can be done with the block that the reader is in, or with the steps of editing. */
export function blockCommands({
  session,
  enter,
  select,
  caretIn,
  tellUndoable,
}: BlockCommandContext): Command[] {
  const withActive = (act: (open: NotebookSession, id: string, index: number) => void) => () => {
    const open = session();
    const id = open?.activeId ?? null;
    if (open === null || id === null) return;
    act(
      open,
      id,
      open.blocks.findIndex((block) => block.id === id),
    );
  };
  const hasActive = (): boolean => (session()?.activeId ?? null) !== null;
  /** Goes through the steps of editing, and leads the reader to a block that came back. */
  const travel = (go: (open: NotebookSession) => string | null) => () => {
    const open = session();
    if (open === null) return;
    const before = new Set(open.blocks.map(({ id }) => id));
    if (go(open) === null) return;
    const back = open.blocks.find(({ id }) => !before.has(id))?.id ?? open.activeId;
    if (back !== null) select(back);
  };

  const add = (kind: BlockKind, title: string): Command => ({
    name: `add-${kind}`,
    title,
    group: "Cell",
    icon: "plus",
    run: () => {
      const open = session();
      if (open === null) return;
      const index = open.blocks.findIndex(({ id }) => id === open.activeId);
      enter(open.insert(kind, index === -1 ? open.blocks.length : index + 1));
    },
  });
  const change = (kind: BlockKind, title: string, key: string): Command => ({
    name: `change-to-${kind}`,
    title,
    group: "Cell",
    blockKeys: [key],
    isEnabled: hasActive,
    run: withActive((open, id) => {
      open.changeKind(id, kind);
      select(id);
    }),
  });
  const move = (name: string, title: string, icon: "up" | "down", by: number): Command => ({
    name,
    title,
    icon,
    group: "Cell",
    keys: [by < 0 ? "Alt+ArrowUp" : "Alt+ArrowDown"],
    isEnabled: hasActive,
    run: withActive((open, id, index) => {
      open.move(id, index + by);
      select(id);
    }),
  });

  return [
    {
      name: "undo",
      title: () => label("Undo", session()?.undoLabel),
      group: "Edit",
      icon: "undo",
      keys: ["Mod+Z"],
      blockKeys: ["Z"],
      isEnabled: () => (session()?.undoLabel ?? null) !== null,
      run: travel((open) => open.undo()),
    },
    {
      name: "redo",
      title: () => label("Redo", session()?.redoLabel),
      group: "Edit",
      icon: "redo",
      keys: ["Mod+Shift+Z", "Mod+Y"],
      blockKeys: ["Shift+Z"],
      isEnabled: () => (session()?.redoLabel ?? null) !== null,
      run: travel((open) => open.redo()),
    },
    add("ts", "Add TypeScript below"),
    add("sql", "Add SQL below"),
    add("prose", "Add text below"),
    change("prose", "Change to text", "M"),
    change("ts", "Change to TypeScript", "Y"),
    change("sql", "Change to SQL", "Q"),
    move("move-up", "Move up", "up", -1),
    move("move-down", "Move down", "down", 1),
    {
      name: "split",
      title: "Split at the cursor",
      group: "Cell",
      keys: ["Mod+_"],
      worksInText: true,
      isEnabled: () => session()?.cells.some(({ id }) => id === session()?.activeId) ?? false,
      run: withActive((open, id) => {
        const below = open.split(id, caretIn(id) ?? 0);
        if (below !== null) enter(below);
      }),
    },
    {
      name: "merge-below",
      title: "Merge with the block below",
      group: "Cell",
      blockKeys: ["Shift+M"],
      isEnabled: () => hasActive() && session()!.canMergeBelow(session()!.activeId!),
      run: withActive((open, id) => {
        open.mergeBelow(id);
        select(id);
      }),
    },
    {
      name: "edit-block",
      title: "Edit",
      group: "Cell",
      icon: "pencil",
      blockKeys: ["Enter"],
      isEnabled: hasActive,
      run: withActive((_open, id) => enter(id)),
    },
    {
      name: "delete",
      title: "Delete",
      group: "Cell",
      icon: "trash",
      blockKeys: ["D D"],
      isEnabled: hasActive,
      run: withActive((open, id) => {
        const block = open.blocks.find((other) => other.id === id);
        if (block === undefined) return;
        open.delete(id);
        tellUndoable(kindOf(block) === "prose" ? "Text deleted." : "Cell deleted.");
        if (open.activeId !== null) select(open.activeId);
      }),
    },
    {
      name: "run-above",
      title: "Run cells above",
      group: "Run",
      icon: "run",
      isEnabled: hasActive,
      run: withActive((open, id) => open.runPart("above", id)),
    },
    {
      name: "run-below",
      title: "Run from here on",
      group: "Run",
      isEnabled: hasActive,
      run: withActive((open, id) => open.runPart("below", id)),
    },
    {
      name: "run-stale",
      title: "Run what changed, and what builds on it",
      group: "Run",
      isEnabled: () =>
        session()?.cells.some((cell) => cell.origin === "run" && (cell.isStale || isEditedSinceRun(cell))) ??
        false,
      run: () => session()?.runStale(),
    },
    {
      name: "run-all",
      title: "Run all",
      group: "Run",
      icon: "run",
      isEnabled: () => session()?.state !== "running",
      run: () => session()?.runAll(),
    },
    {
      name: "stop",
      title: "Stop",
      group: "Run",
      icon: "stop",
      blockKeys: ["I I"],
      isEnabled: () => session()?.state === "running",
      run: () => session()?.stop(),
    },
    {
      name: "restart",
      title: "Restart",
      group: "Run",
      icon: "restart",
      blockKeys: ["0 0"],
      run: () => session()?.restart(),
    },
  ];
}

function label(verb: string, step: string | null | undefined): string {
  return step == null ? verb : `${verb}: ${step}`;
}
