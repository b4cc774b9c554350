/** What the page and the worker that fetches from other sites say to one another. */

/** From the page to the worker: fetch this. */
export interface PageToRemote {
  readonly url: string;
  /** Nothing longer is taken. */
  readonly mostBytes: number;
}

/** From the worker to the page: how far it is, any number of times; the size is null where the site does not say it. */
export interface RemoteToPageProgress {
  readonly kind: "progress";
  readonly received: number;
  readonly size: number | null;
}

/** From the worker to the page: the one answer. */
export type RemoteToPageAnswer =
  | { readonly kind: "fetched"; readonly bytes: Uint8Array<ArrayBuffer>; readonly contentType: string }
  | { readonly kind: "refused"; readonly status: number }
  | { readonly kind: "too long" }
  | { readonly kind: "unreachable" };

export type RemoteToPage = RemoteToPageProgress | RemoteToPageAnswer;
