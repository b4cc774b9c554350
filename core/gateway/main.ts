import { DataJointError } from "../errors/index.ts";
import { gatewayHelp, readGatewayOptions } from "./gateway-options.ts";
import { type RunningGateway, startGateway } from "./gateway-server.ts";

const clock = new Intl.DateTimeFormat("en", { timeStyle: "medium", hourCycle: "h23" });

/** Nothing that a page sends may steer the terminal. */
const printable = (line: string): string => line.replace(/\p{C}/gu, "�");

/**
 * `datajoint gateway`: runs until it is told to end.
 *
 * @param args what follows after the word `gateway`
 * @returns the exit code
 * @throws DataJointError for options that can't be read, a port that is taken or a client that is missing
 */
export async function gateway(args: readonly string[]): Promise<number> {
  const options = readGatewayOptions(args);
  if (options === null) {
    console.log(gatewayHelp.trimEnd());
    return 0;
  }
  await assertClient();
  const running = await startGateway(options, (line) =>
    console.log(`${clock.format(new Date())}  ${printable(line)}`),
  );
  const pages = ["this computer (localhost, 127.0.0.1)", ...options.allowedOrigins].join(", ");
  console.log(`DataJoint gateway to mysql://${options.host}:${options.port}

  address  ${running.url}
  token    ${running.token}

Enter both in the page when it asks. Pages that may connect: those of ${pages}.
Ctrl+C ends it.
`);
  return toldToEnd(running);
}

/** Tells at the start what else would be told at the first connection. */
async function assertClient(): Promise<void> {
  try {
    await import("mysql2");
  } catch (error) {
    throw new DataJointError(
      "The gateway needs the package mysql2, which is not installed here. Install it with: npm install mysql2",
      { cause: error },
    );
  }
}

function toldToEnd(running: RunningGateway): Promise<number> {
  return new Promise((resolve, reject) => {
    let isEnding = false;
    const end = (): void => {
      // Who asks twice does not want to wait.
      if (isEnding) process.exit(1);
      isEnding = true;
      console.log("Ending: connections are closed, open transactions rolled back.");
      running.stop("the gateway was ended").then(() => {
        resolve(0);
        // A server that does not answer holds nobody up.
        setTimeout(() => process.exit(0), 1000).unref();
      }, reject);
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, end);
  });
}
