import { afterAll, beforeAll, beforeEach } from "vitest";
import * as dj from "../../core/index.ts";
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

/** Starts a server before the tests of a file, and stops it after them, however they end. */
export function useFaultyServer(options: readonly string[] = durable): FaultyServer {
  let server: PrivateServer | null = null;
  let instances: dj.Instance[] = [];
  const closeAll = async (): Promise<void> => {
    for (const instance of instances) await instance.close();
    instances = [];
  };
  beforeAll(async () => {
    // What is lost and made good again is told on the console otherwise.
    dj.setLog(() => {});
    server = await startPrivateServer(options);
  });
  afterAll(async () => {
    dj.setLog(null);
    await server?.stop();
  });
  beforeEach(() => closeAll);
  return {
    get server() {
      return server!;
    },
    connect(given = {}) {
      const instance = new dj.Instance({
        backend: "mysql",
        host: "127.0.0.1",
        port: server!.port,
        user: "root",
        password: "",
        safemode: false,
        ...given,
      });
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
