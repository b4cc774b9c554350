import { DataJointError } from "../errors/index.ts";

/**
 * A path inside of a store in its usual form.
 *
 * @throws DataJointError for a path that leads out of the store
 */
export function storePath(path: string): string {
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  if (parts.some((part) => part === "..") || /[\0\\]/.test(path)) {
    throw new DataJointError(
      `The path "${path}" leads out of its store. Give a path relative to the location of the store, with / and without "..".`,
    );
  }
  return parts.join("/");
}

/** True if a path is a section of a store or lies in it. */
export function isWithin(path: string, section: string): boolean {
  const prefix = storePath(section);
  const own = storePath(path);
  return prefix === "" || own === prefix || own.startsWith(`${prefix}/`);
}

/** The last part of a path. */
export const baseName = (path: string): string =>
  path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);

/** `.zarr` of `data.zarr`; null where there is none. */
export function extensionOf(path: string): string | null {
  const match = /[^.](\.[^.]+)$/.exec(baseName(path));
  return match === null ? null : match[1]!;
}
