const KEY = "datajoint-single-keys";

/**
 * Whether letters without Ctrl or Alt do something to a selected block. Who dictates, or has a cat, turns it off; the
 * browser remembers.
 */
class SingleKeys {
  get areOn(): boolean {
    return storage()?.getItem(KEY) !== "off";
  }

  set areOn(areOn: boolean) {
    if (areOn) storage()?.removeItem(KEY);
    else storage()?.setItem(KEY, "off");
  }
}

/** Null where the browser keeps nothing, or there is none. */
function storage(): Storage | null {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}

export const singleKeys = new SingleKeys();
