let latest: TypedAhead | null = null;

/**
 * Keys that the reader types for a field that is still being loaded: they are kept from the document, in which they
 * would write or do something else. Escape gives the field up; Tab, or the pointer, goes elsewhere, and what is typed
 * from then on belongs there.
 */
export class TypedAhead {
  readonly keys: KeyboardEvent[] = [];
  /** Whether the reader does not want the field any more. */
  isGivenUp = false;
  /** Whether the reader has gone elsewhere meanwhile. */
  hasLeft = false;

  private constructor() {
    this.listen(addEventListener);
  }

  /** Begins to keep keys, where that was not begun before. */
  static begin(): TypedAhead {
    latest ??= new TypedAhead();
    return latest;
  }

  /** Lets keys go where they go. */
  end(): void {
    this.listen(removeEventListener);
    if (latest === this) latest = null;
  }

  private listen(change: typeof addEventListener): void {
    change("keydown", this.onKeydown, true);
    change("pointerdown", this.leave, true);
  }

  private readonly leave = (): void => {
    this.hasLeft = true;
    this.end();
  };

  private readonly onKeydown = (event: KeyboardEvent): void => {
    const { key } = event;
    if (key === "Tab") this.leave();
    // What an input method takes is its own.
    const isCommand = (event.ctrlKey || event.metaKey) && !event.getModifierState("AltGraph");
    if (event.isComposing || isCommand || !/^(.|Escape|Enter|Backspace|(Arrow|Page)\w+)$/u.test(key)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.keys.push(event);
    if (key !== "Escape") return;
    this.isGivenUp = true;
    this.end();
  };
}
