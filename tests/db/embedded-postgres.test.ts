import { once } from "node:events";
import { existsSync } from "node:fs";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "#db/embedded/ports.ts";
import { startPostgres, type EmbeddedPostgres } from "#db/embedded/postgres.ts";
import { pause, removeData, temporaryFolder } from "#tests/support/installation.ts";
import { join } from "node:path";

let folder: string;
let port: number;

beforeAll(async () => {
  folder = join(temporaryFolder(), "postgres");
  port = await freePort();
  const server = await startPostgres({ folder, port });
  const sql = postgres(server.url("postgres"), { max: 1 });
  await sql`create table kept (value int)`;
  await sql`insert into kept values (42)`;
  await sql.end();
  await killed(server);
});
afterAll(() => {
  removeData(folder);
});

async function killed({ child }: EmbeddedPostgres): Promise<void> {
  const hasEnded = once(child, "exit");
  child.kill("SIGKILL");
  await hasEnded;
}

/** Kills the server that long after it was spawned. */
async function startKilledAfter(ms: number): Promise<"was ready" | "was not ready"> {
  try {
    const server = await startPostgres({
      folder,
      port,
      spawned: (child) => void pause(ms).then(() => child.kill("SIGKILL")),
    });
    if (server.child.signalCode === null) await once(server.child, "exit");
    return "was ready";
  } catch (error) {
    expect(error).toHaveProperty("message", expect.stringMatching(/^PostgreSQL did not start/));
    return "was not ready";
  }
}

test("killed with -9 at any moment of its start, it says so, or was ready before; the next start finds the data", async () => {
  const outcomes = new Set<string>();
  for (let ms = 0; ms <= 240; ms += 4) outcomes.add(await startKilledAfter(ms));

  const server = await startPostgres({ folder, port });
  const sql = postgres(server.url("postgres"), { max: 1 });
  const rows = await sql`select value from kept`;
  await sql.end();
  await killed(server);

  expect(rows).toEqual([{ value: 42 }]);
  expect(outcomes).toContain("was not ready");
}, 120_000);

test("data that have vanished are not replaced by empty ones", async () => {
  const gone = join(temporaryFolder(), "postgres");

  await expect(startPostgres({ folder: gone, port, mustExist: true })).rejects.toThrow("are gone from");

  expect(existsSync(gone)).toBe(false);
  removeData(gone);
});
