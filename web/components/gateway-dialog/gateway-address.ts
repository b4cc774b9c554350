import type { ServerRequest } from "../../../core/driver/gateway/index.ts";

/** Where a gateway listens if it was not told otherwise. */
export const defaultGatewayAddress = "ws://127.0.0.1:8306";

/**
 * The address of a gateway as a reader writes it: whole, without its beginning, or its port alone.
 *
 * @returns null for what is no address on this computer
 */
export function readGatewayAddress(text: string): string | null {
  const written = text.trim().replace(/\/$/, "");
  const [, host = "127.0.0.1", port] =
    /^(?:(?:ws:\/\/)?(127\.0\.0\.1|localhost):)?(\d{1,5})$/i.exec(written) ?? [];
  return port === undefined || Number(port) > 65_535 ? null : `ws://${host.toLowerCase()}:${Number(port)}`;
}

const isLocal = (origin: string): boolean =>
  ["localhost", "127.0.0.1", "[::1]"].includes(new URL(origin).hostname);

/**
 * The command that starts a gateway for a page. It is to be pasted into a terminal, so nothing that a program may
 * choose gets into it but the letters of a host's name.
 *
 * @param origin the page's
 */
export function gatewayCommand({ host, port }: Pick<ServerRequest, "host" | "port">, origin: string): string {
  const [, name, ownPort] = /^([\w.-]+)(?::(\d+))?$/.exec(host) ?? [];
  const server = name === undefined ? "HOST" : name;
  const allow = isLocal(origin) ? "" : ` --allow-origin ${origin}`;
  return `npx datajoint gateway --to mysql://${server}:${Number(ownPort ?? port)}${allow}`;
}
