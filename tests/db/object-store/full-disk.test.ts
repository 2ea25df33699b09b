import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ObjectStore } from "#db/files.ts";
import { isUnavailable } from "#db/unavailable.ts";
import { contentOf, keysOf, killHard, startStoreProcess } from "#tests/support/object-store-process.ts";

/** The embedded object store on a disk of its own that is full. Only root can make one: skipped for anybody else. */

const folder = mkdtempSync(join(tmpdir(), "palmares-full-"));
const isMounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=4m", "tmpfs", folder]).status === 0;
const key = { accessKeyId: "full", secretAccessKey: "the secret of a full disk" };
const bucket = "files";
const ballast = join(folder, "ballast");

let running: Awaited<ReturnType<typeof startStoreProcess>>;
let store: ObjectStore;

beforeAll(async () => {
  const rights = [{ bucket, actions: ["get", "put", "list", "delete"] }];
  running = await startStoreProcess({
    OBJECT_STORE_DIR: join(folder, "objects"),
    OBJECT_STORE_BUCKETS: bucket,
    OBJECT_STORE_KEYS: JSON.stringify([{ ...key, rights }]),
  });
  const endpoint = `http://127.0.0.1:${String(running.port)}`;
  store = new ObjectStore({ ...key, endpoint, publicEndpoint: endpoint, region: "us-east-1", bucket });
});
afterAll(async () => {
  await killHard(running.child);
  if (isMounted) spawnSync("umount", ["-l", folder]);
  rmSync(folder, { recursive: true, force: true });
});

const type = { contentType: "application/octet-stream" };
const content = Buffer.alloc(700_000, "b");

describe.skipIf(!isMounted)("on a disk that is full", () => {
  test("a file is refused as unavailable, nothing of it stays, and what was there is whole", async () => {
    await store.put("kept", content, type);
    const { bavail, bsize } = statfsSync(folder);
    writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - 100_000)));

    for (const name of ["new", "kept"])
      expect(await store.put(name, content, type).then(() => "stored", isUnavailable)).toBe(true);

    expect(await keysOf(store, "")).toEqual(["kept"]);
    expect((await contentOf(store, "kept")).equals(content)).toBe(true);
    expect(statfsSync(folder).bavail * bsize).toBeGreaterThan(50_000);
  });

  test("when there is room again, it is stored", async () => {
    rmSync(ballast);

    await store.put("new", content, type);

    expect((await keysOf(store, "")).sort()).toEqual(["kept", "new"]);
  });
});
