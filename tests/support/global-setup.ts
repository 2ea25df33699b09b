import { rmSync } from "node:fs";
import { join } from "node:path";
import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { freePort } from "#db/embedded/ports.ts";
import { startPostgres } from "#db/embedded/postgres.ts";
import { migrate } from "#db/migrate.ts";
import { compiledKernels } from "#scoring/local/compile-kernels.ts";
import { temporaryFolder } from "./installation.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** A real PostgreSQL of the tests, with a migrated database `template`. */
    postgresUrl: string;
  }
}

/** Starts the database server once for all test files, and stops it at the end; compiles the kernels of scoring, so that
 * no test waits for it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  compiledKernels();
  const folder = temporaryFolder();
  const { child, url } = await startPostgres({
    folder: join(folder, "postgres"),
    port: await freePort(),
    isForTests: true,
  });
  const sql = postgres(url("postgres"), { max: 1, onnotice: () => {} });
  await sql`create database template`;
  await sql.end();
  await migrate(url("template"));
  project.provide("postgresUrl", url("postgres"));
  return async () => {
    const hasExited = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGINT");
    await hasExited;
    rmSync(folder, { recursive: true, force: true });
  };
}
