import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** Files of certificates that were made for a test. */
export interface TestCertificates {
  /** Of the authority that signed the server's. */
  readonly authority: string;
  /** Of an authority that signed nothing. */
  readonly otherAuthority: string;
  /** Of a server at 127.0.0.1, which is not called localhost. */
  readonly server: string;
  readonly serverKey: string;
  /** Removes them. */
  remove(): void;
}

/** Whether there is a program that makes certificates. */
export const canMakeCertificates = spawnSync("openssl", ["version"]).status === 0;

/**
 * Makes certificates for a day.
 *
 * @throws Error with what openssl says
 */
export function makeCertificates(): TestCertificates {
  const folder = mkdtempSync(path.join(tmpdir(), "datajoint-certificates-"));
  const file = (name: string): string => path.join(folder, name);
  const openssl = (...args: string[]): void => {
    const { status, stderr } = spawnSync("openssl", args, { encoding: "utf8" });
    if (status !== 0) throw new Error(`No certificates for the tests: ${stderr}`);
  };
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  const authority = (name: string): void =>
    openssl(
      ...["req", "-x509", ...key, "-days", "1", "-subj", `/CN=${name} of the tests`],
      ...["-keyout", file(`${name}.key`), "-out", file(`${name}.pem`)],
    );
  authority("authority");
  authority("other");
  openssl(
    ...["req", "-new", ...key, "-subj", "/CN=server of the tests"],
    ...["-keyout", file("server.key"), "-out", file("server.csr")],
  );
  writeFileSync(file("names"), "subjectAltName = IP:127.0.0.1\n");
  openssl(
    ...["x509", "-req", "-days", "1", "-in", file("server.csr"), "-out", file("server.pem")],
    ...["-CA", file("authority.pem"), "-CAkey", file("authority.key"), "-CAcreateserial"],
    ...["-extfile", file("names")],
  );
  return {
    authority: file("authority.pem"),
    otherAuthority: file("other.pem"),
    server: file("server.pem"),
    serverKey: file("server.key"),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
