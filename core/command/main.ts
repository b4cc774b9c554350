import { gateway } from "../gateway/main.ts";

const help = `Usage: datajoint COMMAND

  gateway   leads pages of this computer's browser to a MySQL or MariaDB server

datajoint COMMAND --help tells more.`;

/**
 * The command `datajoint`.
 *
 * @param args its arguments
 * @returns the exit code
 */
export async function main([command, ...args]: readonly string[]): Promise<number> {
  if (command === "gateway") return gateway(args);
  if (command === "--help" || command === "-h" || command === undefined) {
    console.log(help);
    return command === undefined ? 1 : 0;
  }
  console.error(`There is no command "${command}".\n\n${help}`);
  return 1;
}
