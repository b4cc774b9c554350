import { describeKeys } from "../commands/key-names.ts";

/** A key that was pressed, with where it was: an event forgets that. */
export interface PressedKeys {
  readonly keys: string;
  readonly target: EventTarget | undefined;
  readonly timeStamp: number;
}

/** Keys that do something also in text, which the browser would else take for itself. */
export const KEYS_IN_TEXT: readonly string[] = ["mod+o", "mod+s", "mod+k", "mod+shift+p", "mod+shift+f"];

/** Keeps the keys that are pressed before what they do is there. */
export class EarlyKeys {
  private pressed: PressedKeys[] = [];

  listen(): void {
    window.addEventListener("keydown", this.onKeydown);
  }

  /** Ends the watch, and gives what was pressed. */
  take(): readonly PressedKeys[] {
    window.removeEventListener("keydown", this.onKeydown);
    return this.pressed.splice(0);
  }

  private readonly onKeydown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return;
    const keys = describeKeys(event);
    if (KEYS_IN_TEXT.includes(keys)) event.preventDefault();
    this.pressed.push({ keys, target: event.composedPath()[0], timeStamp: event.timeStamp });
  };
}
