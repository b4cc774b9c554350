export function findProgram(...names: string[]): string | null;
/** The browser that tests drive; null where there is none. */
export function findChromium(): string | null;
export function findMariadb(): { server: string; install: string } | null;
