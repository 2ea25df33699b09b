import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { inject } from "vitest";
import { openDatabase } from "#db/client.ts";
import { connect } from "#db/connections.ts";
import { ObjectStore } from "#db/files.ts";
import { buckets, storeKey } from "./global-setup.ts";

export type TestWorld = { url: string; close: () => Promise<void> };

/** A database of its own, cloned from the template, with this process connected to it and to the object store. */
export async function freshWorld(): Promise<TestWorld> {
  const { postgresUrl, storeEndpoint } = inject("servers");
  const name = `test_${randomBytes(6).toString("hex")}`;
  await administer(postgresUrl, (sql) => sql.unsafe(`create database ${name} template template`));
  const url = postgresUrl.replace(/\/postgres$/, `/${name}`);
  const database = openDatabase(url);
  connect({ database, files: store(storeEndpoint, 0), labels: store(storeEndpoint, 1) });
  const close = async () => {
    await database.close();
    await administer(postgresUrl, (sql) => sql.unsafe(`drop database ${name} with (force)`));
  };
  return { url, close };
}

function store(endpoint: string, bucket: number): ObjectStore {
  return new ObjectStore({
    endpoint,
    publicEndpoint: endpoint,
    region: "us-east-1",
    bucket: buckets[bucket] ?? "",
    ...storeKey,
  });
}

async function administer(url: string, work: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await work(sql);
  } finally {
    await sql.end();
  }
}
