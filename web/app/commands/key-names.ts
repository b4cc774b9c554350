const isMac = /mac|iphone|ipad/i.test(globalThis.navigator?.platform ?? "");

/** The keys that were pressed, as `mod+shift+p`. */
export function describeKeys(event: KeyboardEvent): string {
  const isMod = isMac ? event.metaKey : event.ctrlKey;
  const isOther = isMac ? event.ctrlKey : event.metaKey;
  // On a Mac, Option gives letters of its own: the key's place tells more.
  const key = event.altKey && event.code.startsWith("Key") ? event.code.slice(3) : event.key;
  // Which signs need Shift differs between keyboards.
  const isSign = /^[^\p{L}\p{N}\s]$/u.test(key);
  return [
    isMod && "mod",
    isOther && "other",
    event.altKey && "alt",
    event.shiftKey && !isSign && "shift",
    key.toLowerCase(),
  ]
    .filter((part) => part !== false)
    .join("+");
}

const ARROWS: Readonly<Record<string, string>> = { ArrowUp: "↑", ArrowDown: "↓" };

/** Keys as they are written on the reader's keyboard: `Ctrl+S`, `⌘S`. */
export function keysText(keys: string, onMac = isMac): string {
  if (!onMac) return keys.replace("Mod", "Ctrl").replace(/Arrow\w+/, (arrow) => ARROWS[arrow] ?? arrow);
  const signs: Readonly<Record<string, string>> = { Mod: "⌘", Shift: "⇧", Alt: "⌥", ...ARROWS };
  return keys
    .split("+")
    .map((key) => signs[key] ?? key)
    .join("");
}

/** Keys as `aria-keyshortcuts` wants them. */
export function keysForScreenReaders(keys: string): string {
  return keys.replace("Mod", isMac ? "Meta" : "Control");
}
