/** What the page and the worker that fetches from other sites say to one another. */

/** From the page to the worker: fetch this. */
export interface PageToRemote {
  readonly url: string;
  /** Nothing longer is taken. */
  readonly mostBytes: number;
}

/** From the worker to the page: the one answer. */
export type RemoteToPage =
  | { readonly kind: "fetched"; readonly bytes: Uint8Array<ArrayBuffer>; readonly contentType: string }
  | { readonly kind: "refused"; readonly status: number }
  | { readonly kind: "too long" }
  | { readonly kind: "unreachable" };
