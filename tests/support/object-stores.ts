import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateBucketCommand, PutBucketCorsCommand, S3Client } from "@aws-sdk/client-s3";
import { startObjectStore, type ObjectStoreLimits } from "#db/embedded/object-store/server.ts";

/** The origin whose pages may upload, and another. */
export const origin = "http://site.test";
export const foreignOrigin = "http://evil.example";

export type OpenedStore = {
  endpoint: string;
  bucket: string;
  /** A client with the right key, or another. */
  client: (credentials?: { accessKeyId: string; secretAccessKey: string }) => S3Client;
  credentials: { accessKeyId: string; secretAccessKey: string };
  close: () => Promise<void>;
};

/** A server that speaks S3, and how a test gets a bucket of it. */
export type StoreUnderTest = { name: string; isThere: boolean; open: () => Promise<OpenedStore> };

const { RADOSGW_ENDPOINT, RADOSGW_ACCESS_KEY_ID, RADOSGW_SECRET_ACCESS_KEY } = process.env;

/** The servers that must keep the same contract: our own always, Ceph's where `.ci/run` has started it. */
export const storesUnderTest: readonly StoreUnderTest[] = [
  { name: "the embedded server", isThere: true, open: () => openEmbedded() },
  { name: "Ceph radosgw", isThere: RADOSGW_ENDPOINT !== undefined, open: openRadosgw },
];

/** The embedded server with one bucket, in a folder that goes with it. */
export async function openEmbedded(limits: Partial<ObjectStoreLimits> = {}): Promise<OpenedStore> {
  const folder = mkdtempSync(join(tmpdir(), "palmares-contract-"));
  const credentials = { accessKeyId: "contract", secretAccessKey: "the secret of the contract" };
  const bucket = "contract";
  const rights = [{ bucket, prefix: "", actions: ["get", "put", "list", "delete"] as const }];
  const server = await startObjectStore({
    folder,
    port: 0,
    host: "127.0.0.1",
    buckets: [bucket],
    keys: [{ ...credentials, rights: rights.map((right) => ({ ...right, actions: [...right.actions] })) }],
    origins: [origin],
    limits,
  });
  const endpoint = `http://127.0.0.1:${String(server.port)}`;
  return opened(endpoint, bucket, credentials, async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });
}

async function openRadosgw(): Promise<OpenedStore> {
  const credentials = {
    accessKeyId: RADOSGW_ACCESS_KEY_ID ?? "",
    secretAccessKey: RADOSGW_SECRET_ACCESS_KEY ?? "",
  };
  const bucket = `contract-${randomBytes(6).toString("hex")}`;
  const store = opened(RADOSGW_ENDPOINT ?? "", bucket, credentials, async () => {});
  const client = store.client();
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  const rule = {
    AllowedOrigins: [origin],
    AllowedMethods: ["GET", "HEAD", "PUT"],
    AllowedHeaders: ["content-type"],
    ExposeHeaders: ["ETag"],
  };
  await client.send(new PutBucketCorsCommand({ Bucket: bucket, CORSConfiguration: { CORSRules: [rule] } }));
  return store;
}

function opened(
  endpoint: string,
  bucket: string,
  credentials: OpenedStore["credentials"],
  closeServer: () => Promise<void>,
): OpenedStore {
  const clients: S3Client[] = [];
  const client = (own = credentials) => {
    const made = new S3Client({
      endpoint,
      region: "us-east-1",
      forcePathStyle: true,
      credentials: own,
      maxAttempts: 1,
      requestChecksumCalculation: "WHEN_REQUIRED",
      responseChecksumValidation: "WHEN_REQUIRED",
    });
    clients.push(made);
    return made;
  };
  const close = async () => {
    for (const one of clients) one.destroy();
    await closeServer();
  };
  return { endpoint, bucket, client, credentials, close };
}
