import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { inject } from "vitest";
import { openDatabase } from "#db/client.ts";
import { connect } from "#db/connections.ts";
import { startObjectStore } from "#db/embedded/object-store/server.ts";
import { ObjectStore } from "#db/files.ts";

export type TestWorld = {
  url: string;
  /** The variables with which another process reaches the same object store. */
  store: Record<string, string>;
  /** Its object store, and a bucket of it seen through another address. */
  storePort: number;
  filesThrough: (endpoint: string) => ObjectStore;
  close: () => Promise<void>;
};

const key = { accessKeyId: "test", secretAccessKey: "a secret of the tests" };
const [filesBucket, withheldBucket] = ["palmares-files", "palmares-withheld"];

/** A database of its own, cloned from the template, and an object store of its own; this process is connected to both.
 * @param role whose rights the connection has; the owner's when it is not given */
export async function freshWorld({ role }: { role?: "palmares_web" } = {}): Promise<TestWorld> {
  const server = inject("postgresUrl");
  const name = `test_${randomBytes(6).toString("hex")}`;
  await administer(server, (sql) => sql.unsafe(`create database ${name} template template`));
  const url = server.replace(/\/postgres$/, `/${name}`);
  const database = openDatabase(role === undefined ? url : `${url}?role=${role}`);
  const store = await ownStore();
  connect({ database, files: store.bucket(filesBucket), labels: store.bucket(withheldBucket) });
  const close = async () => {
    await Promise.all([database.close(), store.close()]);
    await administer(server, (sql) => sql.unsafe(`drop database ${name} with (force)`));
  };
  const variables = {
    S3_ENDPOINT: store.endpoint,
    S3_ACCESS_KEY_ID: key.accessKeyId,
    S3_SECRET_ACCESS_KEY: key.secretAccessKey,
  };
  const { port: storePort, filesThrough } = store;
  return { url, store: variables, storePort, filesThrough, close };
}

async function ownStore() {
  const folder = mkdtempSync(join(tmpdir(), "palmares-objects-"));
  const all: ("get" | "put" | "list" | "delete")[] = ["get", "put", "list", "delete"];
  const buckets = [filesBucket, withheldBucket];
  const rights = buckets.map((bucket) => ({ bucket, prefix: "", actions: all }));
  const keys = [{ ...key, rights }];
  const server = await startObjectStore({ folder, port: 0, host: "127.0.0.1", buckets, keys, origins: [] });
  const endpoint = `http://127.0.0.1:${String(server.port)}`;
  const opened: ObjectStore[] = [];
  const bucket = (name: string, through = endpoint) => {
    const one = new ObjectStore({
      endpoint: through,
      publicEndpoint: endpoint,
      region: "us-east-1",
      bucket: name,
      ...key,
    });
    opened.push(one);
    return one;
  };
  const close = async () => {
    for (const one of opened) one.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  const filesThrough = (through: string) => bucket(filesBucket, through);
  return { endpoint, bucket, filesThrough, port: server.port, close };
}

async function administer(url: string, work: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await work(sql);
  } finally {
    await sql.end();
  }
}
