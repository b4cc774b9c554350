import type { IconName } from "../icon/icon.ts";

/** One line of a menu. */
export interface MenuItem {
  /** What the menu says was chosen. */
  readonly name: string;
  readonly title: string;
  readonly icon?: IconName;
  /** The keys that do the same, as the reader's keyboard has them. */
  readonly keys?: string;
  /** The same keys for screen readers, as `Control+S`. */
  readonly shortcut?: string;
  readonly isDisabled?: boolean;
  readonly isDangerous?: boolean;
  /** Whether a line parts it from the item before it. */
  readonly startsGroup?: boolean;
}
