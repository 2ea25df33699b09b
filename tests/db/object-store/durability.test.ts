import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { ObjectStore } from "#db/files.ts";
import { contentOf, keysOf, killHard, startStoreProcess } from "#tests/support/object-store-process.ts";

/** The embedded server as a process that is killed in the middle of its work. */

const folder = mkdtempSync(join(tmpdir(), "palmares-durability-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const key = { accessKeyId: "durability", secretAccessKey: "the secret of durability" };
const bucket = "files";
const mebibyte = 2 ** 20;

async function start() {
  const actions = ["get", "put", "list", "delete"];
  const { child, port } = await startStoreProcess({
    OBJECT_STORE_DIR: folder,
    OBJECT_STORE_BUCKETS: bucket,
    OBJECT_STORE_KEYS: JSON.stringify([{ ...key, rights: [{ bucket, actions }] }]),
  });
  const endpoint = `http://127.0.0.1:${String(port)}`;
  const store = new ObjectStore({
    ...key,
    endpoint,
    publicEndpoint: endpoint,
    region: "us-east-1",
    bucket,
  });
  return { child, store };
}

const digest = (content: Uint8Array) => createHash("sha256").update(content).digest("hex");

/** Key → digest of what was last sent under it, and of what was last acknowledged. */
type Writes = { sent: Map<string, string>; acknowledged: Map<string, string> };

/** Writes under ever new keys, and over its own one key, until the server is gone. */
async function writeUntilKilled(store: ObjectStore, writer: string, writes: Writes) {
  for (let number = 0; ; number++) {
    const content = randomBytes(2_000 + Math.floor(Math.random() * 60_000));
    // The key of a new object says what it must hold.
    const name = number % 4 === 3 ? `same/${writer}` : `new/${writer}-${String(number)}-${digest(content)}`;
    writes.sent.set(name, digest(content));
    try {
      await store.put(name, content, { contentType: "application/octet-stream" });
      writes.acknowledged.set(name, digest(content));
    } catch {
      return;
    }
  }
}

test("killed five times under eight writers, it loses and spoils nothing that it has acknowledged", async () => {
  const writes: Writes = { sent: new Map(), acknowledged: new Map() };
  for (let round = 0; round < 5; round++) {
    const { child, store } = await start();
    const writers = Array.from({ length: 8 }, (_, index) =>
      writeUntilKilled(store, `${String(round)}-${String(index)}`, writes),
    );
    await new Promise((resume) => setTimeout(resume, 300 + round * 100));
    await killHard(child);
    await Promise.all(writers);
    store.close();
  }

  const { child, store } = await start();
  const lost: string[] = [];
  for (const [name, expected] of writes.acknowledged) {
    const content = await contentOf(store, name).catch(() => null);
    const found = content === null ? "nothing" : digest(content);
    // A write over the same key may have been done when the server was killed, and not been acknowledged.
    if (found !== expected && found !== writes.sent.get(name)) lost.push(name);
  }
  const half: string[] = [];
  for (const name of await keysOf(store, "new/")) {
    if (!name.endsWith(digest(await contentOf(store, name)))) half.push(name);
  }
  const visible = (await keysOf(store, "")).length;
  await killHard(child);
  store.close();

  expect(writes.acknowledged.size).toBeGreaterThan(50);
  expect({ lost, half }).toEqual({ lost: [], half: [] });
  // One file of bytes for each object and no other: what was under way is swept away at the start.
  expect(readdirSync(join(folder, "blobs"))).toHaveLength(visible);
  expect(readdirSync(join(folder, "objects"))).toHaveLength(visible);
});

test("an upload in parts goes on after the server was killed", async () => {
  const [one, two] = [randomBytes(5 * mebibyte), randomBytes(100)];
  const send = async (url: string, body: Buffer<ArrayBuffer>) =>
    (await fetch(url, { method: "PUT", body })).status;
  const part = (number: number, content: Uint8Array) => ({
    number,
    sizeBytes: content.byteLength,
    expiresSeconds: 60,
  });
  const first = await start();
  const uploadId = await first.store.beginUpload("in-parts", "application/octet-stream");
  expect(await send(await first.store.signPart("in-parts", uploadId, part(1, one)), one)).toBe(200);
  await killHard(first.child);
  first.store.close();

  const second = await start();
  const arrived = await second.store.listParts("in-parts", uploadId);
  expect(await send(await second.store.signPart("in-parts", uploadId, part(2, two)), two)).toBe(200);
  const parts = await second.store.listParts("in-parts", uploadId);
  await second.store.completeUpload("in-parts", uploadId, parts ?? []);
  await killHard(second.child);
  second.store.close();

  const third = await start();
  const content = await contentOf(third.store, "in-parts");
  await killHard(third.child);
  third.store.close();

  expect(arrived).toMatchObject([{ number: 1, sizeBytes: 5 * mebibyte }]);
  expect(content.equals(Buffer.concat([one, two]))).toBe(true);
});
