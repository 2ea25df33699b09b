import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateBucketCommand, PutBucketPolicyCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { examineStore } from "#app/cli/doctor/store.ts";
import { storeEnvironment, storeSettings, type EmbeddedWorld } from "#app/cli/supervisor/embedded-world.ts";
import { keysSchema } from "#db/embedded/object-store/rights.ts";
import { startObjectStore, type RunningObjectStore } from "#db/embedded/object-store/server.ts";
import { parseEnvironment } from "#db/environment.ts";

const site = "http://site.test";

/** What is not well, by what it is about. */
async function wrongAt(variables: Record<string, string | undefined>): Promise<Record<string, string>> {
  const lines = await examineStore(parseEnvironment({ PUBLIC_URL: site, ...variables }));
  return Object.fromEntries(
    lines.filter(({ level }) => level === "wrong").map(({ about, sentence }) => [about, sentence]),
  );
}

describe("the doctor at the embedded object store", () => {
  const folder = mkdtempSync(join(tmpdir(), "palmares-doctor-"));
  const key = (id: string) => ({ id, secret: randomBytes(24).toString("hex") });
  const world: EmbeddedWorld = {
    postgresPort: 1,
    storePort: 0,
    passwords: { web: "none", jobs: "none", worker: "none" },
    keys: { web: key("web"), inbox: key("inbox"), worker: key("worker") },
  };
  let store: RunningObjectStore;
  let variables: Record<string, string>;

  beforeAll(async () => {
    const given = storeEnvironment(world, parseEnvironment({ DATA_DIR: folder }), [site]);
    store = await startObjectStore({
      folder,
      port: 0,
      host: "127.0.0.1",
      buckets: ["palmares-files", "palmares-withheld"],
      keys: keysSchema.parse(JSON.parse(given["OBJECT_STORE_KEYS"] ?? "")),
      origins: [site],
    });
    variables = storeSettings({ ...world, storePort: store.port });
  });
  afterAll(async () => {
    await store.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test("finds that each key may what it must, and nothing else", async () => {
    expect(await wrongAt(variables)).toEqual({});
  });

  test("finds one key for everything, which opens the withheld labels to the web process", async () => {
    const worker = world.keys.worker;
    const shared = {
      S3_ENDPOINT: variables["S3_ENDPOINT"],
      S3_ACCESS_KEY_ID: worker.id,
      S3_SECRET_ACCESS_KEY: worker.secret,
    };
    const found = await wrongAt(shared);

    expect(found["object store, web key, withheld labels"]).toMatch(
      /may put, read, list, remove in palmares-withheld, and must not/,
    );
    expect(found["object store, inbox key, inbox/"]).toMatch(/may read, list, remove/);
  });

  test("says the rule to set where pages of the site may not upload and the key may not change it", async () => {
    const found = await wrongAt({ ...variables, PUBLIC_URL: "https://challenges.example.org" });

    expect(Object.keys(found)).toEqual(["object store: pages that may upload (CORS)"]);
    expect(Object.values(found)[0]).toContain(
      '{"CORSRules":[{"AllowedOrigins":["https://challenges.example.org"]',
    );
  });
});

const { RADOSGW_ENDPOINT = "", RADOSGW_ACCESS_KEY_ID, RADOSGW_SECRET_ACCESS_KEY = "" } = process.env;

describe.skipIf(RADOSGW_ACCESS_KEY_ID === undefined)("the doctor at Ceph's radosgw", () => {
  test("is content with the policies of docs/installation.md, and lets pages of the site upload", async () => {
    const suffix = randomBytes(4).toString("hex");
    const policies = [...readFileSync("docs/installation.md", "utf8").matchAll(/^\{ "Version"[^`]*/gm)];
    const credentials = {
      accessKeyId: RADOSGW_ACCESS_KEY_ID ?? "",
      secretAccessKey: RADOSGW_SECRET_ACCESS_KEY,
    };
    const owner = new S3Client({
      endpoint: RADOSGW_ENDPOINT,
      region: "us-east-1",
      forcePathStyle: true,
      credentials,
    });
    for (const [index, name] of ["palmares-files", "palmares-withheld"].entries()) {
      const Bucket = `${name}-${suffix}`;
      const Policy = (policies[index]?.[0] ?? "").replaceAll(name, Bucket);
      await owner.send(new CreateBucketCommand({ Bucket }));
      await owner.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    }
    owner.destroy();
    const keys = ["WEB", "INBOX", "WORKER"].flatMap((name) => [
      [`S3_${name}_ACCESS_KEY_ID`, name],
      [`S3_${name}_SECRET_ACCESS_KEY`, RADOSGW_SECRET_ACCESS_KEY],
    ]);
    const variables = {
      S3_ENDPOINT: RADOSGW_ENDPOINT,
      S3_BUCKET_FILES: `palmares-files-${suffix}`,
      S3_BUCKET_WITHHELD: `palmares-withheld-${suffix}`,
      ...Object.fromEntries(keys),
    };

    expect(Object.keys(await wrongAt(variables))).toEqual(["object store: pages that may upload (CORS)"]);
    const withOwner = {
      ...variables,
      S3_ACCESS_KEY_ID: credentials.accessKeyId,
      S3_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    };
    expect(await wrongAt(withOwner)).toEqual({});
    expect(await wrongAt(variables)).toEqual({});
  });
});
