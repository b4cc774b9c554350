import type { Driver } from "../driver/driver.ts";
import type { PageToGatewayHello } from "../driver/gateway/protocol.ts";
import { MysqlDriver } from "../driver/mysql/mysql-driver.ts";
import { createConfig } from "../instance/config.ts";
import type { GatewayOptions } from "./gateway-options.ts";

/** Who uses the server, and how: all that a page has a say in. */
export type ServerAccount = Pick<
  PageToGatewayHello,
  "user" | "password" | "charset" | "initFunction" | "lockTimeout" | "connectTimeout" | "useTls"
>;

/** A connection to the gateway's server, for one session. */
export function serverDriver({ host, port, tls }: GatewayOptions, account: ServerAccount): Driver {
  return new MysqlDriver(
    createConfig({
      "database.backend": "mysql",
      "database.host": host,
      "database.port": port,
      "database.user": account.user,
      "database.password": account.password,
      "database.lockTimeout": account.lockTimeout,
      "database.useTls": tls ?? account.useTls,
      "connection.charset": account.charset,
      "connection.connectTimeout": account.connectTimeout,
      "connection.initFunction": account.initFunction,
    }),
  );
}
