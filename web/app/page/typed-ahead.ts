let latest: TypedAhead | null = null;

/**
 * Keys that the reader types for a field that is still being loaded: they are kept from the document, in which they
 * would write or do something else, and given to the field once it is there. Escape gives it up; Tab, or the pointer,
 * goes elsewhere, and what is typed from then on belongs there.
 */
export class TypedAhead {
  /** Whether the reader does not want the field any more. */
  isGivenUp = false;
  /** Whether the reader has gone elsewhere meanwhile. */
  hasLeft = false;
  private readonly keys: KeyboardEvent[] = [];

  private constructor() {
    addEventListener("keydown", this.onKeydown, true);
    addEventListener("pointerdown", this.leave, true);
  }

  /** Begins to keep keys, where that was not begun before. */
  static begin(): TypedAhead {
    latest ??= new TypedAhead();
    return latest;
  }

  /** Lets keys go where they go. */
  end(): void {
    removeEventListener("keydown", this.onKeydown, true);
    removeEventListener("pointerdown", this.leave, true);
    if (latest === this) latest = null;
  }

  /** Ends it, and does in the field what was typed. */
  giveTo(field: HTMLInputElement): void {
    this.end();
    for (const event of this.keys.splice(0)) {
      if (event.key.length > 1 && event.key !== "Backspace") {
        field.dispatchEvent(new KeyboardEvent(event.type, event));
        continue;
      }
      const end = field.selectionEnd ?? 0;
      const start = field.selectionStart ?? end;
      if (event.key !== "Backspace") field.setRangeText(event.key, start, end, "end");
      else field.setRangeText("", start === end ? Math.max(0, start - 1) : start, end, "end");
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
  }

  private readonly leave = (): void => {
    this.hasLeft = true;
    this.end();
  };

  private readonly onKeydown = (event: KeyboardEvent): void => {
    const { key } = event;
    if (key === "Tab") {
      this.leave();
      return;
    }
    if (key === "Escape") {
      this.isGivenUp = true;
      this.end();
    } else if (isTyped(event) || /^(Enter|Backspace|Arrow\w+|Page\w+)$/.test(key)) {
      this.keys.push(event);
    } else {
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
  };
}

/** Whether a key writes a letter; those that an input method takes are its own. */
function isTyped(event: KeyboardEvent): boolean {
  if (event.isComposing || event.key.length !== 1) return false;
  return !(event.ctrlKey || event.metaKey) || event.getModifierState("AltGraph");
}
