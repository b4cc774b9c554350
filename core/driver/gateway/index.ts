export { configureGateway, gatewayOpener } from "./environment.ts";
export { GatewayDriver, type OpenLine, type ServerRequest } from "./gateway-driver.ts";
export type { GatewayLine } from "./gateway-line.ts";
export { joinLineToPort, type LinePort, lineOfPort, type OfferedLine } from "./port-line.ts";
export { type Account, connectToGateway, GatewayRefusal, type Socket } from "./socket-line.ts";
