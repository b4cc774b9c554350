import type { Config } from "../../instance/config.ts";
import type { ClientError } from "./mysql-client.ts";

type Options = Record<string, unknown>;

/** Certificates and keys may be given as such, or as files. */
function withContents(options: Options): Options {
  const read = { ...options };
  for (const name of ["ca", "cert", "key"]) {
    const value = read[name];
    if (typeof value === "string" && !value.includes("-----BEGIN"))
      read[name] = process.getBuiltinModule("node:fs").readFileSync(value, "utf8");
  }
  return read;
}

// One object for all connections, so that the client makes its secure context once.
const unverified = { rejectUnauthorized: false };

/**
 * How a connection is encrypted, one way after the other until one is possible; null is without.
 * As in DataJoint, `true` asks for TLS without looking at the server's certificate, which an object with `ca` does;
 * `false` is without, and null takes TLS where the server has it.
 */
export function tlsChoices(useTls: Config["database"]["useTls"]): (Options | null)[] {
  if (useTls === false) return [null];
  if (typeof useTls === "object" && useTls !== null) {
    const { checkHostname, check_hostname: checkHostnameInPython, ...options } = useTls as Options;
    const isVerified = options.ca !== undefined;
    const checksName = (checkHostname ?? checkHostnameInPython ?? isVerified) !== false;
    return [
      {
        rejectUnauthorized: isVerified,
        verifyIdentity: isVerified && checksName,
        ...withContents(options),
      },
    ];
  }
  return useTls === true ? [unverified] : [unverified, null];
}

/** True for an error that a connection without TLS would not have met. */
export const isTlsError = ({ code }: ClientError): boolean =>
  code !== undefined && /^(HANDSHAKE_(NO_)?SSL_|ERR_SSL_|ERR_TLS_)/.test(code);
