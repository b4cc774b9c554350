import { isShared } from "../../documents/shared-mark.ts";

const FIRST_TUTORIAL = "instances";

/** Which document the address of the page names. */
export type DocumentAddress =
  | { readonly kind: "tutorial"; readonly name: string }
  /** A document of the reader's own, kept in this browser. */
  | { readonly kind: "own"; readonly id: string }
  /** A document of another site. */
  | { readonly kind: "source"; readonly url: string }
  /** A document that is in the address itself. */
  | { readonly kind: "shared"; readonly fragment: string };

/** Reads `?doc=`, `?own=`, `?src=` and `#shared=`; without any of them the first tutorial is meant. */
export function readDocumentAddress({ search, hash }: Pick<Location, "search" | "hash">): DocumentAddress {
  const parameters = new URLSearchParams(search);
  const [id, url] = [parameters.get("own"), parameters.get("src")];
  if (isShared(hash)) return { kind: "shared", fragment: hash };
  if (url !== null) return { kind: "source", url };
  if (id !== null) return { kind: "own", id };
  return { kind: "tutorial", name: parameters.get("doc") ?? FIRST_TUTORIAL };
}

/** The databases that the address asks for, `?db=`, any number of them. */
export function readDatabaseAddresses({ search }: Pick<Location, "search">): string[] {
  return new URLSearchParams(search).getAll("db");
}

/** The key under which edits of a document are kept; null where it has to become the reader's own first. */
export function keyOf(address: DocumentAddress): string | null {
  switch (address.kind) {
    case "tutorial":
      return `tutorial:${address.name}`;
    case "own":
      return `own:${address.id}`;
    case "source":
      return `source:${address.url}`;
    case "shared":
      return null;
  }
}

/** Where a kept document is opened. */
export function addressOfKey(key: string): string {
  const [, kind = "", name = ""] = /^(\w+):(.*)$/s.exec(key) ?? [];
  const parameter = kind === "tutorial" ? "doc" : kind === "source" ? "src" : "own";
  return `?${parameter}=${encodeURIComponent(name)}`;
}
