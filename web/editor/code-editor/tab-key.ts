/** Whether Tab leaves the editor or indents; one setting for all editors of the page, as in any editor. */
class TabKey extends EventTarget {
  private isMoving = true;

  /** True from the start: nobody who works by keyboard may be trapped in a cell. */
  get isMovingFocus(): boolean {
    return this.isMoving;
  }

  toggle(): void {
    this.isMoving = !this.isMoving;
    this.dispatchEvent(new Event("change"));
  }
}

export const tabKey = new TabKey();
