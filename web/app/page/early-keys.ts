import { describeKeys } from "../commands/key-names.ts";
import { TypedAhead } from "./typed-ahead.ts";

/** A key that was pressed, with where it was: an event forgets that. */
export interface PressedKeys {
  readonly keys: string;
  readonly target: EventTarget | undefined;
  readonly timeStamp: number;
}

/** Keys that open a field to type into. */
const KEYS_OF_FIELDS: readonly string[] = ["mod+k", "mod+shift+p", "mod+shift+f"];

/** Keys that do something also in text, which the browser would else take for itself. */
export const KEYS_IN_TEXT: readonly string[] = ["mod+o", "mod+s", ...KEYS_OF_FIELDS];

/** Keeps the keys that are pressed before what they do is there. */
export class EarlyKeys {
  private pressed: (PressedKeys & { readonly ahead: TypedAhead | null })[] = [];

  listen(): void {
    window.addEventListener("keydown", this.onKeydown);
  }

  /**
   * Ends the watch, and gives what was pressed; without what belongs to a place that the reader has left since, and
   * would be done to another one now.
   */
  take(): readonly PressedKeys[] {
    window.removeEventListener("keydown", this.onKeydown);
    return this.pressed
      .splice(0)
      .filter(({ keys, target, ahead }) =>
        KEYS_IN_TEXT.includes(keys) ? !ahead?.isGivenUp : target === document.activeElement,
      );
  }

  private readonly onKeydown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return;
    const keys = describeKeys(event);
    if (KEYS_IN_TEXT.includes(keys)) event.preventDefault();
    const ahead = KEYS_OF_FIELDS.includes(keys) ? TypedAhead.begin() : null;
    this.pressed.push({ keys, target: event.composedPath()[0], timeStamp: event.timeStamp, ahead });
  };
}
