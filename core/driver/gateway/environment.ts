import type { OpenLine } from "./gateway-driver.ts";

let openLine: OpenLine | null = null;

/**
 * Makes Instances on servers connect through a gateway, for a host whose programs have no network.
 *
 * @param settings `openLine` makes the connections; null to connect directly again
 */
export function configureGateway(settings: { readonly openLine: OpenLine | null }): void {
  openLine = settings.openLine;
}

/** How to connect through a gateway; null where a server is reached directly. */
export const gatewayOpener = (): OpenLine | null => openLine;
