import { parseArgs } from "node:util";
import { DataJointError } from "../errors/index.ts";

/** What a gateway is started with; none of it can be changed by who connects. */
export interface GatewayOptions {
  /** The one server that it leads to. */
  readonly host: string;
  readonly port: number;
  /** The port of 127.0.0.1 on which pages find it; 0 for any that is free. */
  readonly listenPort: number;
  /** Origins of pages that may connect, beside those of this computer. */
  readonly allowedOrigins: readonly string[];
  /** The largest frame that it takes, in bytes. */
  readonly largestFrame: number;
  /** The largest result of one statement, in bytes. */
  readonly largestResult: number;
  readonly connectionsAtMost: number;
  /** Seconds after which a connection that is not used is ended. */
  readonly idleTimeout: number;
  /** Seconds after which a page that waits is told that its request still runs. */
  readonly heartbeat: number;
  /** How the connection to the server is encrypted; null leaves it to the Instance. */
  readonly tls: true | { readonly ca: string } | null;
}

export const defaultListenPort = 8306;

export const gatewayHelp = `Usage: datajoint gateway --to mysql://HOST:PORT [options]

Leads pages of this computer's browser to one MySQL or MariaDB server. It listens on
127.0.0.1 alone, and asks for the token that it prints. User and password come from
the page; each Instance has a connection of its own.

  --to URL                the server: mysql://HOST, or mysql://HOST:PORT (default port 3306)
  --port NUMBER           where it listens on 127.0.0.1; 0 for any free port (default ${defaultListenPort})
  --allow-origin ORIGIN   also let pages of this origin connect, as https://example.org;
                          may be given several times. Pages served from this computer
                          (localhost, 127.0.0.1) may always connect
  --tls                   encrypt the connection to the server, or fail
  --tls-ca FILE           the same, and check the server's certificate by this authority
  --max-frame SIZE        the largest statement that it takes, with its values (default 64MB)
  --max-result SIZE       the largest result of one statement (default 1GB)
  --max-connections N     connections at a time (default 16)
  --idle-timeout SECONDS  ends a connection that was not used for so long (default 1800)
  --heartbeat SECONDS     how often a page that waits is told that the gateway is there (default 10)
  --help                  this text
`;

const units: Readonly<Record<string, number>> = { "": 1, KB: 2 ** 10, MB: 2 ** 20, GB: 2 ** 30 };

/** Frames and results are counted in memory: more than this can't be held. */
const sizeAtMost = 2 ** 40;

function sizeOf(option: string, text: string): number {
  const [, digits, unit = ""] = /^(\d+(?:\.\d+)?)\s*([KMG]B)?$/i.exec(text.trim()) ?? [];
  const size = Math.floor(Number(digits) * units[unit.toUpperCase()]!);
  if (digits === undefined || size < 1024 || size > sizeAtMost)
    throw new DataJointError(`--${option} must be a size of at least 1KB, such as 64MB, not "${text}".`);
  return size;
}

function numberOf(option: string, text: string, { from, to }: { from: number; to: number }): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (!(value >= from && value <= to))
    throw new DataJointError(`--${option} must be a number from ${from} to ${to}, not "${text}".`);
  return value;
}

function wholeNumberOf(option: string, text: string, range: { from: number; to: number }): number {
  const value = numberOf(option, text, range);
  if (!Number.isInteger(value))
    throw new DataJointError(`--${option} must be a whole number, not "${text}".`);
  return value;
}

function serverOf(text: string): { host: string; port: number } {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== "mysql:" || url.hostname === "") {
    throw new DataJointError(`--to must name the server as mysql://HOST:PORT, not "${text}".`);
  }
  if (url.username !== "" || url.password !== "") {
    throw new DataJointError(
      "--to names the server alone: leave user and password out, they are asked for in the page.",
    );
  }
  return {
    host: decodeURIComponent(url.hostname).replace(/^\[(.*)\]$/, "$1"),
    port: url.port === "" ? 3306 : Number(url.port),
  };
}

function originOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || url.origin === "null" || url.pathname !== "/" || url.search !== "" || url.hash !== "") {
    throw new DataJointError(
      `--allow-origin must be an origin such as https://example.org, without a path, not "${text}".`,
    );
  }
  return url.origin;
}

/**
 * The options of `datajoint gateway`.
 *
 * @param args what follows after the word `gateway`
 * @returns null where help is asked for
 * @throws DataJointError for an option that does not exist, is missing or can't be read
 */
export function readGatewayOptions(args: readonly string[]): GatewayOptions | null {
  const values = parsed(args);
  if (values.help === true) return null;
  if (values.to === undefined) {
    throw new DataJointError(
      "Say which server the gateway leads to: datajoint gateway --to mysql://HOST:PORT",
    );
  }
  const tlsCa = values["tls-ca"];
  return {
    ...serverOf(values.to),
    listenPort: wholeNumberOf("port", values.port, { from: 0, to: 65_535 }),
    allowedOrigins: values["allow-origin"].map(originOf),
    largestFrame: sizeOf("max-frame", values["max-frame"]),
    largestResult: sizeOf("max-result", values["max-result"]),
    connectionsAtMost: wholeNumberOf("max-connections", values["max-connections"], { from: 1, to: 10_000 }),
    idleTimeout: numberOf("idle-timeout", values["idle-timeout"], { from: 0.1, to: 86_400 }),
    heartbeat: numberOf("heartbeat", values.heartbeat, { from: 0.05, to: 3600 }),
    tls: tlsCa !== undefined ? { ca: tlsCa } : values.tls === true ? true : null,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        to: { type: "string" },
        port: { type: "string", default: String(defaultListenPort) },
        "allow-origin": { type: "string", multiple: true, default: [] },
        tls: { type: "boolean" },
        "tls-ca": { type: "string" },
        "max-frame": { type: "string", default: "64MB" },
        "max-result": { type: "string", default: "1GB" },
        "max-connections": { type: "string", default: "16" },
        "idle-timeout": { type: "string", default: "1800" },
        heartbeat: { type: "string", default: "10" },
        help: { type: "boolean", short: "h" },
      },
    }).values;
  } catch (error) {
    throw new DataJointError(`${(error as Error).message} See: datajoint gateway --help`, { cause: error });
  }
}
