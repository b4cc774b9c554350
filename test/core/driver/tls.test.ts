import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { connectToGateway, type Socket } from "../../../core/driver/gateway/index.ts";
import * as dj from "../../../core/index.ts";
import { canMakeCertificates, makeCertificates, type TestCertificates } from "../../servers/certificates.ts";
import { type GatewayProcess, instanceThrough, pageSocket, startGateway } from "../../servers/gateway.ts";
import { type PrivateServer, startPrivateServer } from "../../servers/mariadb.ts";
import { isHarmSkipped } from "../../servers/mysql-url.ts";

/** A server that has TLS, as that of the other tests has not. */
describe.skipIf(isHarmSkipped || !canMakeCertificates)("connections to a server that has TLS", () => {
  let certificates: TestCertificates;
  let server: PrivateServer;
  let instances: dj.Instance[] = [];
  let gateways: GatewayProcess[] = [];

  beforeAll(async () => {
    certificates = makeCertificates();
    server = await startPrivateServer([
      `--ssl-ca=${certificates.authority}`,
      `--ssl-cert=${certificates.server}`,
      `--ssl-key=${certificates.serverKey}`,
    ]);
  });
  afterEach(async () => {
    for (const instance of instances) await instance.close();
    for (const gateway of gateways) await gateway.end("SIGKILL");
    instances = [];
    gateways = [];
  });
  afterAll(async () => {
    await server?.stop();
    certificates?.remove();
  });

  const connect = (useTls: unknown, options: Record<string, unknown> = {}): dj.Instance => {
    const { port } = server;
    const inst = new dj.Instance({
      ...{ backend: "mysql", host: "127.0.0.1", port, user: "root", password: "" },
      useTls: useTls as boolean,
      ...options,
    });
    instances.push(inst);
    return inst;
  };

  const isEncrypted = async (inst: dj.Instance): Promise<boolean> => {
    const [row] = await inst.connection.query("SHOW SESSION STATUS LIKE 'Ssl_cipher'");
    return row!.Value !== "";
  };

  test.each([
    ["null", null, true],
    ["true", true, true],
    ["false", false, false],
  ])("useTls: %s", async (_title, useTls, expected) => {
    expect(await isEncrypted(connect(useTls))).toBe(expected);
  });

  test("useTls with an authority: the server's certificate is looked at, and its name", async () => {
    const { authority, otherAuthority } = certificates;
    expect(await isEncrypted(connect({ ca: authority }))).toBe(true);
    await expect(isEncrypted(connect({ ca: otherAuthority }))).rejects.toThrow(/certificate/);
    const elsewhere = { host: "localhost" };
    await expect(isEncrypted(connect({ ca: authority }, elsewhere))).rejects.toThrow(/localhost/);
    expect(await isEncrypted(connect({ ca: authority, checkHostname: false }, elsewhere))).toBe(true);
    await expect(isEncrypted(connect({ ca: otherAuthority }))).rejects.toThrow(dj.DataJointError);
  });

  test("an account that requires TLS", async () => {
    await connect(null).connection.query("CREATE USER careful@'%' IDENTIFIED BY 'right' REQUIRE SSL");
    const careful = { user: "careful", password: "right" };
    expect(await isEncrypted(connect(null, careful))).toBe(true);
    await expect(isEncrypted(connect(false, careful))).rejects.toThrow(dj.errors.AccessError);
  });

  test("through the gateway: as the Instance says, unless the gateway was started with a way of its own", async () => {
    const through = async (useTls: boolean | null, ...options: string[]): Promise<boolean> => {
      const gateway = await startGateway("--to", `mysql://127.0.0.1:${server.port}`, ...options);
      gateways.push(gateway);
      const inst = instanceThrough(
        ({ host: _host, port: _port, ...request }) =>
          connectToGateway(pageSocket(gateway.url) as Socket, {
            ...request,
            token: gateway.token,
            user: "root",
            password: "",
          }),
        { useTls },
      );
      instances.push(inst);
      return isEncrypted(inst);
    };
    expect(await through(null)).toBe(true);
    expect(await through(false)).toBe(false);
    expect(await through(false, "--tls")).toBe(true);
    expect(await through(false, "--tls-ca", certificates.authority)).toBe(true);
    await expect(through(true, "--tls-ca", certificates.otherAuthority)).rejects.toThrow(/certificate/);
  });
});
