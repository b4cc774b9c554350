import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as dj from "../../core/index.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "datajoint-secrets-"));
  await mkdir(join(folder, ".secrets"));
  await mkdir(join(folder, "inner"));
  vi.spyOn(process, "cwd").mockReturnValue(join(folder, "inner"));
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

const secret = (name: string, text: string): Promise<void> => writeFile(join(folder, ".secrets", name), text);
const configure = (settings: object): Promise<void> =>
  writeFile(join(folder, "datajoint.json"), JSON.stringify(settings));

test("secrets lie in files beside the configuration, which wins over them", async () => {
  await configure({
    stores: { default: "main", main: { protocol: "file", location: "/data", token: "of the file" } },
  });
  await secret("database.user", "ana\n");
  await secret("database.password", " s3cret \n");
  await secret("stores.main.access_key", "AKIA\n");
  await secret("stores.main.token", "of the secrets");
  await secret("stores.other.token", "other");
  await secret("notes.txt", "no setting");
  await mkdir(join(folder, ".secrets", "stores.a.folder"));
  const { config } = new dj.Instance({});
  expect(config.database).toMatchObject({ user: "ana", password: "s3cret" });
  expect(config.stores).toMatchObject({
    default: "main",
    main: { protocol: "file", location: "/data", token: "of the file", access_key: "AKIA" },
    other: { token: "other" },
  });
  expect(new dj.Instance({ user: "bo" }).config.database).toMatchObject({ user: "bo", password: "s3cret" });
  vi.stubEnv("DJ_PASS", "of the environment");
  vi.stubEnv("DJ_STORES", JSON.stringify({ main: { protocol: "file", location: "/env" } }));
  const { config: environmental } = new dj.Instance({});
  expect(environmental.database.password).toBe("of the environment");
  expect(environmental.stores.main).toEqual({
    protocol: "file",
    location: "/env",
    access_key: "AKIA",
    token: "of the secrets",
  });
});

test("without a configuration file, or where it is ignored, there are none", async () => {
  await secret("database.user", "ana");
  expect(new dj.Instance({}).config.database.user).toBe(null);
  await configure({});
  expect(new dj.Instance({}).config.database.user).toBe("ana");
  vi.stubEnv("DJ_IGNORE_CONFIG_FILE", "true");
  expect(new dj.Instance({}).config.database.user).toBe(null);
});
