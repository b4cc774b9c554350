import { afterAll, beforeAll, beforeEach } from "vitest";
import { connectToGateway, type Socket } from "../../core/driver/gateway/index.ts";
import * as dj from "../../core/index.ts";
import { type GatewayProcess, instanceThrough, pageSocket, startGateway } from "../servers/gateway.ts";
import { type PrivateServer, startPrivateServer } from "../servers/mariadb.ts";

/** Options that keep what was committed when the server is killed. */
export const durable = ["--innodb-flush-log-at-trx-commit=2"];

/** A server of a test file, and Instances on it, which are closed after each test. */
export interface FaultyServer {
  readonly server: PrivateServer;
  connect(options?: Record<string, unknown>): dj.Instance;
  /** A schema with one table of samples, in which sample 1 has the value 10 and sample 2 the value 20. */
  samples(instance: dj.Instance): Promise<{ schema: ReturnType<dj.Instance["Schema"]>; Sample: SampleTable }>;
}

class SampleOfTests extends dj.Manual {
  static definition = `
    sample : int32
    ---
    value : int32
  `;
}

/** The table of samples. */
export type SampleTable = typeof SampleOfTests;

let number = 0;

/** How Instances reach the server. */
export const waysToServer = ["directly", "through the gateway"] as const;

/** Starts a server before the tests of a file, and stops it after them, however they end. */
export function useFaultyServer(
  options: readonly string[] = durable,
  way: (typeof waysToServer)[number] = "directly",
): FaultyServer {
  let server: PrivateServer | null = null;
  let gateway: GatewayProcess | null = null;
  let instances: dj.Instance[] = [];
  const closeAll = async (): Promise<void> => {
    for (const instance of instances) await instance.close();
    instances = [];
  };
  beforeAll(async () => {
    // What is lost and made good again is told on the console otherwise.
    dj.setLog(() => {});
    server = await startPrivateServer(options);
    if (way !== "directly") gateway = await startGateway("--to", `mysql://127.0.0.1:${server.port}`);
  });
  afterAll(async () => {
    dj.setLog(null);
    await gateway?.end("SIGKILL");
    await server?.stop();
  });
  /** As a page does: who uses the server is asked of the reader, who answers what the Instance was made with. */
  const throughGateway = (given: Record<string, unknown>): dj.Instance =>
    instanceThrough(
      ({ host: _host, port: _port, user, password, ...request }) =>
        connectToGateway(pageSocket(gateway!.url) as Socket, {
          ...request,
          token: gateway!.token,
          user: user ?? "root",
          password: password ?? "",
        }),
      given,
    );
  beforeEach(() => closeAll);
  return {
    get server() {
      return server!;
    },
    connect(given = {}) {
      const all = {
        backend: "mysql" as const,
        host: "127.0.0.1",
        port: server!.port,
        user: "root",
        password: "",
        safemode: false,
        ...given,
      };
      const instance = gateway === null ? new dj.Instance(all) : throughGateway(all);
      instances.push(instance);
      return instance;
    },
    async samples(instance) {
      const schema = instance.Schema(`faults_${++number}`);
      class Sample extends SampleOfTests {}
      schema(Sample);
      await Sample.insert([
        [1, 10],
        [2, 20],
      ]);
      return { schema, Sample };
    },
  };
}
