import { spawnSync } from "node:child_process";
import { findChromium, findMariadb, findProgram } from "./programs.mjs";

const isSet = (name) => !["", "0", "false", undefined].includes(process.env[name]);

/** What the tests drive beside Node, and how to do without. */
const programs = [
  {
    title: "Chromium",
    packages: ["chromium"],
    isFound: () => findChromium() !== null,
    isSkipped: () => isSet("DJ_TEST_SKIP_BROWSER"),
    otherwise:
      "set CHROMIUM_PATH to a Chromium or Chrome, or DJ_TEST_SKIP_BROWSER=1 to leave out the tests in a browser",
  },
  {
    title: "MariaDB",
    // The server alone: Debian's mariadb-server would also start it as a service of the machine.
    packages: ["mariadb-server-core", "mariadb-client-core"],
    isFound: () => findMariadb() !== null,
    isSkipped: () => isSet("DJ_TEST_SKIP_MYSQL") || isSet("DJ_TEST_MYSQL_URL"),
    otherwise:
      "set DJ_TEST_MYSQL_URL (mysql://user:password@host:port/) to a server for tests, or DJ_TEST_SKIP_MYSQL=1 to leave out the tests on it",
  },
];

/** How apt-get can be run here without asking anything; null where it can't. */
function aptGet() {
  if (findProgram("apt-get") === null) return null;
  if (process.getuid?.() === 0) return ["apt-get"];
  if (findProgram("sudo") === null || spawnSync("sudo", ["-n", "true"], { stdio: "ignore" }).status !== 0)
    return null;
  return ["sudo", "-n", "DEBIAN_FRONTEND=noninteractive", "apt-get"];
}

function run([command, ...first], args) {
  const { status } = spawnSync(command, [...first, ...args], {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  return status === 0;
}

/**
 * Installs what the tests need beside npm packages, where the machine lacks it and allows it.
 *
 * Throws with what to do where it is still missing after that.
 */
export function installTestPrograms() {
  const missing = () => programs.filter((program) => !program.isSkipped() && !program.isFound());
  const wanted = missing();
  if (wanted.length === 0) return;
  const packages = wanted.flatMap((program) => program.packages);
  const apt = aptGet();
  if (apt !== null) {
    console.log(`Installing ${packages.join(", ")} …`);
    const install = ["install", "--yes", "--no-install-recommends", ...packages];
    // The lists of packages may be missing or old; most often they are not.
    if (!run(apt, install)) run(apt, ["update"]) && run(apt, install);
  }
  const lacking = missing();
  if (lacking.length === 0) return;
  throw new Error(
    [
      `The tests need ${lacking.map((program) => program.title).join(" and ")}, which this machine lacks.`,
      apt === null
        ? "It can't be installed from here, since apt-get is missing or may not be run without a password. Either"
        : "Installing it failed; apt-get's own message stands above. Either",
      `  - install it: sudo apt-get install ${lacking.flatMap((program) => program.packages).join(" ")}`,
      ...lacking.map((program) => `  - or ${program.otherwise}`),
    ].join("\n"),
  );
}
