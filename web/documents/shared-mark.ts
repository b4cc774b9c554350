/** What stands in front of a document in the fragment of an address. */
export const SHARED_MARK = "#shared=";

/** Whether the fragment of an address holds a document. */
export function isShared(fragment: string): boolean {
  return fragment.startsWith(SHARED_MARK);
}
