// Keeps one MariaDB server for tests, with a data folder of its own, as long as its standard input stays open;
// then stops the server and removes the folder. So both go however the process that wanted them ends.
// Its arguments are options of the server. Prints a line of JSON: {"port": …} once the server answers, or {"error": …}.
// A line "kill" ends the server as if the power were cut, "start" starts it again; each is answered by a line.
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { findMariadb } from "../../scripts/install/programs.mjs";

const folder = mkdtempSync(path.join(tmpdir(), "datajoint-mariadb-"));
const dataFolder = path.join(folder, "data");
const logFile = path.join(folder, "log");
// A server that starts clears its folder for temporary tables, so no two may share one.
const temporaryFolder = path.join(folder, "tmp");
mkdirSync(temporaryFolder);
const environment = { ...process.env, TMPDIR: temporaryFolder };
const asUser = process.getuid?.() === 0 ? ["--user=root"] : [];
let server = null;

function finish(code) {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  process.exit(code);
}

let isReady = false;

function fail(reason) {
  let log = "";
  try {
    log = readFileSync(logFile, "utf8").trim().split("\n").slice(-10).join("\n");
  } catch {
    // nothing was logged
  }
  const error = `${reason}\n${log}`.trim();
  // Once it is ready, nobody reads on; but whoever looks at failed tests wants to know.
  if (isReady) console.error(error);
  else console.log(JSON.stringify({ error }));
  if (server?.exitCode === null) server.kill("SIGKILL");
  finish(1);
}

const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = createServer().on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

/** True if a MySQL server greets on this port. */
const answers = (port) =>
  new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1" });
    const end = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(1000, () => end(false));
    socket.on("error", () => end(false));
    // A greeting starts with a length of three bytes, a sequence number and the protocol's version, 10.
    socket.once("data", (bytes) => end(bytes[4] === 10));
  });

const programs = findMariadb();
if (programs === null) fail("MariaDB is not installed.");

const made = spawnSync(
  programs.install,
  [
    "--no-defaults",
    `--datadir=${dataFolder}`,
    "--auth-root-authentication-method=normal",
    "--skip-test-db",
    "--innodb-log-file-size=16M",
    ...asUser,
  ],
  { encoding: "utf8", env: environment },
);
if (made.status !== 0) fail(`mariadb-install-db failed: ${made.error?.message ?? made.stderr + made.stdout}`);

const port = await freePort();
const log = openSync(logFile, "w");
let isStopping = false;
let whenKilled = null;

async function start() {
  server = spawn(
    programs.server,
    [
      "--no-defaults",
      `--datadir=${dataFolder}`,
      `--socket=${path.join(folder, "socket")}`,
      `--pid-file=${path.join(folder, "pid")}`,
      `--port=${port}`,
      "--bind-address=127.0.0.1",
      "--character-set-server=utf8mb4",
      "--collation-server=utf8mb4_bin",
      "--default-time-zone=+00:00",
      "--skip-log-bin",
      "--innodb-log-file-size=16M",
      "--innodb-buffer-pool-size=128M",
      // Nothing here outlives the tests, so nothing need reach the disk.
      "--innodb-flush-log-at-trx-commit=0",
      "--innodb-doublewrite=0",
      "--max-allowed-packet=64M",
      ...asUser,
      ...process.argv.slice(2),
    ],
    { stdio: ["ignore", log, log], env: environment },
  );
  server.on("exit", (code, signal) => {
    if (isStopping) finish(0);
    if (whenKilled !== null) whenKilled();
    else
      fail(`The MariaDB of the tests ended by itself, or was ended by another program (${signal ?? code}).`);
  });
  const deadline = Date.now() + 60_000;
  while (!(await answers(port))) {
    if (Date.now() > deadline) fail("mariadbd does not answer after a minute.");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  isReady = true;
  console.log(JSON.stringify({ port }));
}

function kill() {
  whenKilled = () => {
    whenKilled = null;
    server = null;
    console.log(JSON.stringify({ killed: true }));
  };
  server.kill("SIGKILL");
}

function stop() {
  if (isStopping) return;
  isStopping = true;
  if (server === null) finish(0);
  server.kill("SIGTERM");
  setTimeout(() => server.kill("SIGKILL"), 10_000).unref();
}
createInterface({ input: process.stdin })
  .on("line", (line) => (line === "kill" ? kill() : start()))
  .on("close", stop);
process.stdin.on("error", stop);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, stop);

await start();
