import type { IconName } from "../../components/icon/icon.ts";
import type { PressedKeys } from "../page/early-keys.ts";
import { describeKeys } from "./key-names.ts";
import { KeySequence } from "./key-sequence.ts";
import { singleKeys } from "./single-keys.ts";

export type CommandGroup = "Document" | "Edit" | "Cell" | "Run" | "View";

/** Something that can be done, under one name for buttons, menus, keys and a palette. */
export interface Command {
  /** For code: `run-all`. */
  readonly name: string;
  /** For the reader: `Run all`. A function where it depends on what is open. */
  readonly title: string | (() => string);
  readonly group: CommandGroup;
  readonly icon?: IconName;
  /** Keys that do it, as `Mod+S`; `Mod` is Ctrl, or Command on a Mac. */
  readonly keys?: readonly string[];
  /** Keys that do it while a block is selected as a whole, as `J`, or `D D` for one after the other. */
  readonly blockKeys?: readonly string[];
  /** Whether the keys work while the reader types; otherwise they are left to the text. */
  readonly worksInText?: boolean;
  /** Whether it can be done now; always, where it is not said. */
  readonly isEnabled?: () => boolean;
  /** Whether it is listed at all; always, where it is not said. */
  readonly isShown?: () => boolean;
  readonly run: () => void | Promise<void>;
}

/**
 * The commands of the page. Whoever offers one registers it; whoever shows commands lists them.
 *
 * Dispatches `change` when commands came or went.
 */
export class CommandRegistry extends EventTarget {
  private readonly commands = new Map<string, Command>();
  private readonly sequence = new KeySequence();

  /** @param onFailure - told what went wrong with a command that threw */
  constructor(private readonly onFailure: (error: unknown) => void) {
    super();
  }

  /** Adds commands; the function that it returns takes them away again. */
  register(commands: readonly Command[]): () => void {
    for (const command of commands) this.commands.set(command.name, command);
    this.dispatchEvent(new Event("change"));
    return () => {
      for (const { name } of commands) this.commands.delete(name);
      this.dispatchEvent(new Event("change"));
    };
  }

  get(name: string): Command | null {
    return this.commands.get(name) ?? null;
  }

  /** All commands that are to be seen now, in the order in which they came. */
  list(): readonly Command[] {
    return [...this.commands.values()].filter((command) => command.isShown?.() ?? true);
  }

  /** Does it, if it can be done now; what goes wrong is told to the page. */
  async execute(name: string): Promise<void> {
    const command = this.get(name);
    if (command === null || !isEnabled(command)) return;
    try {
      await command.run();
    } catch (error) {
      this.onFailure(error);
    }
  }

  /** Does what the keys of an event stand for, in place of what the browser would do. */
  onKeydown(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing) return;
    const [target] = event.composedPath();
    if (this.press({ keys: describeKeys(event), target, timeStamp: event.timeStamp })) event.preventDefault();
  }

  /** Does what the keys stand for. False if they stand for nothing there. */
  press({ keys: pressed, target, timeStamp }: PressedKeys): boolean {
    const isTyping = isTextField(target);
    const fits = (keys: string): boolean => keys.toLowerCase() === pressed;
    const command =
      this.list().find(
        (one) => one.keys?.some(fits) && (!isTyping || one.worksInText === true) && isEnabled(one),
      ) ?? (isBlockOrPage(target) ? this.forBlock(pressed, timeStamp) : null);
    if (command === null) return false;
    if (command !== "begun") void this.execute(command.name);
    return true;
  }

  /** The command for keys on a selected block; `begun` where more keys must follow. */
  private forBlock(pressed: string, timeStamp: number): Command | "begun" | null {
    if (isSingleKey(pressed) && !singleKeys.areOn) return null;
    const offered = this.list().flatMap((command) =>
      isEnabled(command)
        ? (command.blockKeys ?? []).map((keys) => ({ command, keys: keys.toLowerCase() }))
        : [],
    );
    const found = this.sequence.press(
      pressed,
      offered.map(({ keys }) => keys),
      timeStamp,
    );
    if (found === null || found === "begun") return found;
    return offered.find(({ keys }) => keys === found)!.command;
  }
}

export function isEnabled(command: Command): boolean {
  return command.isEnabled?.() ?? true;
}

export function titleOf(command: Command): string {
  return typeof command.title === "string" ? command.title : command.title();
}

function isTextField(target: EventTarget | undefined): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches("input:not([type=checkbox], [type=radio]), textarea, select"))
  );
}

/** Whether keys belong to a block as a whole, or to nothing on the page in particular. */
function isBlockOrPage(target: EventTarget | undefined): boolean {
  return target instanceof HTMLElement && target.matches("[data-block], body, html");
}

/** A letter, digit or sign alone, as somebody may say or touch by mistake. */
function isSingleKey(pressed: string): boolean {
  return /^(?:shift\+)?.$/u.test(pressed);
}
