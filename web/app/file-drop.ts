import { droppedFiles } from "../files/dropped-files.ts";
import type { LocalFile } from "../files/local-files.ts";

export interface FileDropHandlers {
  /** Told whether files are held over the page. */
  readonly onHover: (isOver: boolean) => void;
  readonly onDrop: (files: readonly LocalFile[]) => void;
}

/** Files that are dragged onto the page, from wherever on it. Text that is dragged is left alone. */
export class FileDrop {
  private depth = 0;

  constructor(private readonly handlers: FileDropHandlers) {}

  connect(): void {
    for (const [name, listener] of this.listeners) window.addEventListener(name, listener, true);
  }

  disconnect(): void {
    for (const [name, listener] of this.listeners) window.removeEventListener(name, listener, true);
  }

  private readonly onEnter = (event: DragEvent): void => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    this.depth++;
    this.handlers.onHover(true);
  };

  private readonly onOver = (event: DragEvent): void => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    event.dataTransfer!.dropEffect = "copy";
  };

  private readonly onLeave = (event: DragEvent): void => {
    if (!holdsFiles(event)) return;
    this.depth--;
    if (this.depth <= 0) this.end();
  };

  private readonly onDrop = (event: DragEvent): void => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    event.stopPropagation();
    this.end();
    void droppedFiles(event.dataTransfer!).then((files) => {
      if (files.length > 0) this.handlers.onDrop(files);
    });
  };

  private readonly listeners = [
    ["dragenter", this.onEnter],
    ["dragover", this.onOver],
    ["dragleave", this.onLeave],
    ["drop", this.onDrop],
  ] as const;

  private end(): void {
    this.depth = 0;
    this.handlers.onHover(false);
  }
}

function holdsFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes("Files") ?? false;
}
