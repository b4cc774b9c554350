import { describe, expect, it } from "vitest";
import { type Command, CommandRegistry, titleOf } from "../../../web/app/commands/command-registry.ts";
import { keysText } from "../../../web/app/commands/key-names.ts";
import { menuItems } from "../../../web/app/commands/menu-items.ts";

const command = (name: string, more: Partial<Command> = {}): Command => ({
  name,
  title: name,
  group: "Document",
  run: () => {},
  ...more,
});

describe("CommandRegistry", () => {
  it("does what is registered, until it is taken away", async () => {
    const done: string[] = [];
    const registry = new CommandRegistry(() => done.push("failure"));
    const remove = registry.register([command("save", { run: () => void done.push("save") })]);
    await registry.execute("save");
    await registry.execute("unknown");
    remove();
    await registry.execute("save");
    expect(done).toEqual(["save"]);
    expect(registry.list()).toEqual([]);
  });

  it("does nothing that cannot be done now, and lists nothing that is not to be seen", async () => {
    const done: string[] = [];
    const registry = new CommandRegistry(() => {});
    registry.register([
      command("undo", { isEnabled: () => false, run: () => void done.push("undo") }),
      command("secret", { isShown: () => false }),
    ]);
    await registry.execute("undo");
    expect(done).toEqual([]);
    expect(registry.list().map(({ name }) => name)).toEqual(["undo"]);
  });

  it("tells what went wrong with a command", async () => {
    const failures: unknown[] = [];
    const registry = new CommandRegistry((error) => failures.push(error));
    const error = new Error("no room");
    registry.register([command("save", { run: () => Promise.reject(error) })]);
    await registry.execute("save");
    expect(failures).toEqual([error]);
  });

  it("gives commands as items of a menu, by groups", () => {
    const registry = new CommandRegistry(() => {});
    let count = 1;
    registry.register([
      command("save", { keys: ["Mod+S"] }),
      command("undo", { title: () => `Undo ${count}`, isEnabled: () => count > 1 }),
    ]);
    count = 2;
    expect(titleOf(registry.get("undo")!)).toBe("Undo 2");
    expect(menuItems(registry, [["save"], ["unknown"], ["undo"]])).toMatchObject([
      { name: "save", keys: keysText("Mod+S"), startsGroup: false },
      { name: "undo", title: "Undo 2", isDisabled: false, startsGroup: true },
    ]);
  });

  it("writes keys as they are on the keyboard", () => {
    expect(keysText("Mod+Shift+Z", false)).toBe("Ctrl+Shift+Z");
    expect(keysText("Mod+Shift+Z", true)).toBe("⌘⇧Z");
  });
});
