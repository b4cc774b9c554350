const TYPE = "application/x-datajoint-block";

/** Moves blocks by dragging them by their handles; a line shows where the block will be. */
export class BlockDrag {
  private dragged: string | null = null;

  /** @param move - told which block is dropped before or behind which other one */
  constructor(private readonly move: (id: string, target: string, isBehind: boolean) => void) {}

  start(event: DragEvent, id: string): void {
    this.dragged = id;
    event.dataTransfer!.effectAllowed = "move";
    event.dataTransfer!.setData(TYPE, id);
    const block = blockOf(event);
    if (block !== null) event.dataTransfer!.setDragImage(block, 0, 0);
  }

  over(event: DragEvent): void {
    const block = blockOf(event);
    if (this.dragged === null || block === null) return;
    event.preventDefault();
    event.dataTransfer!.dropEffect = "move";
    for (const other of marked(block)) if (other !== block) delete other.dataset.drop;
    block.dataset.drop = isBehind(event, block) ? "behind" : "before";
  }

  drop(event: DragEvent): void {
    const block = blockOf(event);
    const id = this.dragged;
    if (id === null || block === null) return;
    event.preventDefault();
    const target = block.dataset.block!;
    const behind = isBehind(event, block);
    this.end(event);
    if (target !== id) this.move(id, target, behind);
  }

  end(event: DragEvent): void {
    this.dragged = null;
    for (const block of marked(event.currentTarget as HTMLElement)) delete block.dataset.drop;
  }
}

const blockOf = (event: DragEvent): HTMLElement | null =>
  (event.currentTarget as Element).closest<HTMLElement>("[data-block]");

const marked = (block: HTMLElement): Iterable<HTMLElement> =>
  block.closest("dj-document-view")?.querySelectorAll<HTMLElement>("[data-drop]") ?? [];

function isBehind(event: DragEvent, block: HTMLElement): boolean {
  const { top, height } = block.getBoundingClientRect();
  return event.clientY > top + height / 2;
}
