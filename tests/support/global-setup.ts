import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { startObjectStore } from "#db/embedded/object-store/server.ts";
import { freePort, startPostgres } from "#db/embedded/postgres.ts";
import { migrate } from "#db/migrate.ts";

/** Where the tests' own servers are: a real PostgreSQL with a migrated template, a real S3 server. */
export type TestServers = { postgresUrl: string; storeEndpoint: string };

export const storeKey = { accessKeyId: "test", secretAccessKey: "a secret of the tests" };
export const buckets = ["palmares-files", "palmares-withheld"];

declare module "vitest" {
  interface ProvidedContext {
    servers: TestServers;
  }
}

/** Starts both servers once for all test files, and stops them at the end. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "palmares-tests-"));
  const { child, url } = await startPostgres({
    folder: join(folder, "postgres"),
    port: await freePort(),
    isForTests: true,
  });
  const sql = postgres(url("postgres"), { max: 1, onnotice: () => {} });
  await sql`create database template`;
  await sql.end();
  await migrate(url("template"));
  const all: ("get" | "put" | "list" | "delete")[] = ["get", "put", "list", "delete"];
  const rights = buckets.map((bucket) => ({ bucket, prefix: "", actions: all }));
  const keys = [{ ...storeKey, rights }];
  const store = await startObjectStore({
    folder: join(folder, "objects"),
    port: 0,
    host: "127.0.0.1",
    buckets,
    keys,
    origins: [],
  });
  project.provide("servers", {
    postgresUrl: url("postgres"),
    storeEndpoint: `http://127.0.0.1:${String(store.port)}`,
  });
  return async () => {
    await store.stop();
    const hasExited = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGINT");
    await hasExited;
    rmSync(folder, { recursive: true, force: true });
  };
}
