const ownHosts: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * Whether a page may connect: one that is served from this computer, or of an origin that was allowed by name.
 *
 * @param origin as the browser tells it; null for programs that are no browser, which are refused too
 */
export function isOriginAllowed(origin: string | undefined, allowed: readonly string[]): boolean {
  if (origin === undefined || !URL.canParse(origin)) return false;
  if (allowed.includes(origin)) return true;
  const { protocol, hostname } = new URL(origin);
  return (protocol === "http:" || protocol === "https:") && ownHosts.has(hostname);
}
