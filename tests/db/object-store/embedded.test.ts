import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterEach, expect, test } from "vitest";
import { embeddedWorld, storeEnvironment } from "#app/cli/supervisor/embedded-world.ts";
import { parseEnvironment } from "#db/environment.ts";
import { keysSchema } from "#db/embedded/object-store/rights.ts";
import { startObjectStore, type ObjectStoreLimits } from "#db/embedded/object-store/server.ts";
import { openEmbedded, type OpenedStore } from "#tests/support/object-stores.ts";

/** What the embedded server does beyond the contract: rights, limits, and headers of downloads. */

const opened: { close: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

async function open(limits: Partial<ObjectStoreLimits> = {}): Promise<OpenedStore> {
  const store = await openEmbedded(limits);
  opened.push(store);
  return store;
}

const refusedWith = (httpStatusCode: number) => ({ $metadata: { httpStatusCode } });

/** The server with the very keys that an installation gives to its processes. */
async function openInstallation() {
  const folder = mkdtempSync(join(tmpdir(), "palmares-rights-"));
  const world = await embeddedWorld(folder);
  const settings = storeEnvironment(world, parseEnvironment({ DATA_DIR: folder }), []);
  const server = await startObjectStore({
    folder: settings["OBJECT_STORE_DIR"] ?? "",
    port: 0,
    host: "127.0.0.1",
    buckets: settings["OBJECT_STORE_BUCKETS"]?.split(",") ?? [],
    keys: keysSchema.parse(JSON.parse(settings["OBJECT_STORE_KEYS"] ?? "")),
    origins: [],
  });
  const endpoint = `http://127.0.0.1:${String(server.port)}`;
  const as = ({ id, secret }: { id: string; secret: string }) =>
    new S3Client({
      endpoint,
      region: "us-east-1",
      forcePathStyle: true,
      maxAttempts: 1,
      credentials: { accessKeyId: id, secretAccessKey: secret },
      requestChecksumCalculation: "WHEN_REQUIRED",
    });
  const clients = { web: as(world.keys.web), inbox: as(world.keys.inbox), worker: as(world.keys.worker) };
  opened.push({
    async close() {
      for (const client of Object.values(clients)) client.destroy();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  });
  return clients;
}

const [files, withheld] = ["palmares-files", "palmares-withheld"];
const put = (client: S3Client, Bucket: string, Key: string) =>
  client.send(new PutObjectCommand({ Bucket, Key, Body: "content" }));
const get = (client: S3Client, Bucket: string, Key: string) =>
  client.send(new GetObjectCommand({ Bucket, Key }));
const list = (client: S3Client, Bucket: string) => client.send(new ListObjectsV2Command({ Bucket }));

test("the web process's key neither reads, lists nor writes withheld labels", async () => {
  const { web, worker } = await openInstallation();
  await put(worker, withheld, "labels/secret");

  await expect(get(web, withheld, "labels/secret")).rejects.toMatchObject(refusedWith(403));
  await expect(get(web, withheld, "labels/nothing")).rejects.toMatchObject(refusedWith(403));
  await expect(list(web, withheld)).rejects.toMatchObject(refusedWith(403));
  await expect(put(web, withheld, "inbox/by-web")).rejects.toMatchObject(refusedWith(403));
  await expect(
    getSignedUrl(web, new GetObjectCommand({ Bucket: withheld, Key: "labels/secret" })).then((url) =>
      fetch(url),
    ),
  ).resolves.toMatchObject({ status: 403 });
});

test("the inbox's key puts below inbox/ and does nothing else", async () => {
  const { inbox, worker } = await openInstallation();

  await put(inbox, withheld, "inbox/delivery");

  await expect(get(worker, withheld, "inbox/delivery")).resolves.toMatchObject({ ContentLength: 7 });
  await expect(get(inbox, withheld, "inbox/delivery")).rejects.toMatchObject(refusedWith(403));
  await expect(list(inbox, withheld)).rejects.toMatchObject(refusedWith(403));
  await expect(put(inbox, withheld, "labels/forged")).rejects.toMatchObject(refusedWith(403));
  await expect(put(inbox, withheld, "inbox")).rejects.toMatchObject(refusedWith(403));
  // Two points are letters like others in a key: this stays below inbox/.
  await put(inbox, withheld, "inbox/../labels/forged");
  await expect(put(inbox, files, "inbox/delivery")).rejects.toMatchObject(refusedWith(403));
  const { Contents = [] } = await list(worker, withheld);
  expect(Contents.map((object) => object.Key)).not.toContain("labels/forged");
});

test("the scoring worker's key reads participants' files and changes none", async () => {
  const { web, worker } = await openInstallation();
  await put(web, files, "predictions/a");

  await expect(get(worker, files, "predictions/a")).resolves.toMatchObject({ ContentLength: 7 });
  await expect(put(worker, files, "predictions/a")).rejects.toMatchObject(refusedWith(403));
  await expect(
    worker.send(new CreateMultipartUploadCommand({ Bucket: files, Key: "predictions/b" })),
  ).rejects.toMatchObject(refusedWith(403));
});

test("a download can never run as a page of the store's address", async () => {
  const store = await open();
  const s3 = store.client();
  const Key = "page.html";
  await s3.send(
    new PutObjectCommand({ Bucket: store.bucket, Key, Body: "<script>", ContentType: "text/html" }),
  );

  const { headers } = await fetch(
    await getSignedUrl(s3, new GetObjectCommand({ Bucket: store.bucket, Key })),
  );

  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("content-security-policy")).toBe("sandbox");
});

test("a body over the limit is refused, whether it announces its size or not", async () => {
  const store = await open({ bodyBytes: 1000 });
  const s3 = store.client();
  const command = new PutObjectCommand({ Bucket: store.bucket, Key: "large" });
  const send = async (body: BodyInit) => {
    const url = await getSignedUrl(s3, command);
    return (await fetch(url, { method: "PUT", body, duplex: "half" } as RequestInit)).status;
  };

  expect(await send(randomBytes(1001))).toBe(400);
  expect(await send(new Blob([randomBytes(2000)]).stream())).toBe(400);
  expect((await list(s3, store.bucket)).KeyCount).toBe(0);
  expect(await send(randomBytes(1000))).toBe(200);
});

test("only so many uploads may be unfinished, and those that nobody ends expire", async () => {
  const store = await open({ unfinishedUploads: 2, uploadLifetimeMs: 400 });
  const s3 = store.client();
  const begin = () => s3.send(new CreateMultipartUploadCommand({ Bucket: store.bucket, Key: "parts" }));
  const { UploadId } = await begin();
  await begin();

  await expect(begin()).rejects.toMatchObject(refusedWith(503));
  await new Promise((resume) => setTimeout(resume, 500));
  await expect(begin()).resolves.toHaveProperty("UploadId");
  const part = { Bucket: store.bucket, Key: "parts", UploadId, PartNumber: 1, Body: "late" };
  await expect(s3.send(new UploadPartCommand(part))).rejects.toMatchObject({ name: "NoSuchUpload" });
});

test("uploads that fill a folder, or all that there is of a kind, leave room for the others", async () => {
  const store = await open({
    unfinishedUploads: 100,
    unfinishedUploadsPerKind: 5,
    unfinishedUploadsPerFolder: 2,
  });
  const s3 = store.client();
  const begin = (Key: string) =>
    s3.send(new CreateMultipartUploadCommand({ Bucket: store.bucket, Key })).then(
      () => "begun",
      (error: unknown) => (error instanceof Error ? error.name : "unknown"),
    );
  const keys = ["a/1", "a/2", "a/3", "b/1", "b/2", "c/1", "c/2"].map((key) => `documents/${key}`);

  const outcomes: string[] = [];
  for (const key of keys) outcomes.push(await begin(key));

  expect(outcomes).toEqual(["begun", "begun", "SlowDown", "begun", "begun", "begun", "SlowDown"]);
  expect(await begin("predictions/a/1")).toBe("begun");
});

test("a completion names its parts in ascending order", async () => {
  const store = await open();
  const s3 = store.client();
  const place = { Bucket: store.bucket, Key: "parts" };
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand(place));
  const Body = randomBytes(5 * 2 ** 20);
  const Parts = await Promise.all(
    [1, 2].map(async (PartNumber) => ({
      PartNumber,
      ETag: (await s3.send(new UploadPartCommand({ ...place, UploadId, PartNumber, Body }))).ETag,
    })),
  );
  const complete = new CompleteMultipartUploadCommand({
    ...place,
    UploadId,
    MultipartUpload: { Parts: Parts.reverse() },
  });

  await expect(s3.send(complete)).rejects.toMatchObject({ name: "InvalidPartOrder" });
});

test("what is not served is refused instead of being taken for something else", async () => {
  const store = await open();
  const s3 = store.client();
  const { bucket: Bucket } = store;
  await put(s3, Bucket, "kept");
  const url = await getSignedUrl(s3, new PutObjectCommand({ Bucket, Key: "kept", ACL: "public-read" }));

  expect((await fetch(url, { method: "PUT", body: "access list" })).status).toBe(501);
  await expect(
    s3.send(new CopyObjectCommand({ Bucket, Key: "kept", CopySource: `${Bucket}/other` })),
  ).rejects.toMatchObject(refusedWith(501));
  await expect(s3.send(new ListObjectsV2Command({ Bucket, Delimiter: "/" }))).rejects.toMatchObject(
    refusedWith(501),
  );
  await expect(put(s3, Bucket, "bell\u0007")).rejects.toMatchObject(refusedWith(400));
  await expect(put(s3, Bucket, "k".repeat(1025))).rejects.toMatchObject(refusedWith(400));
  await expect(get(s3, Bucket, "kept")).resolves.toMatchObject({ ContentLength: 7 });
});

test("what an interrupted write has left in the folder is swept away at the next start", async () => {
  const folder = mkdtempSync(join(tmpdir(), "palmares-left-"));
  const start = () =>
    startObjectStore({ folder, port: 0, host: "127.0.0.1", buckets: ["files"], keys: [], origins: [] });
  await (await start()).stop();
  writeFileSync(join(folder, "blobs", "half"), "half");
  writeFileSync(join(folder, "objects", "half.json.new"), "{");
  writeFileSync(join(folder, "uploads", "half.json.new"), "{");

  await (await start()).stop();

  const left = ["blobs", "objects", "uploads"].flatMap((part) => readdirSync(join(folder, part)));
  rmSync(folder, { recursive: true, force: true });
  expect(left).toEqual([]);
});
