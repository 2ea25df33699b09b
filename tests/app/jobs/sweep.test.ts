import { spawnSync } from "node:child_process";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { beginDocument, completeDocument } from "#app/applications/add-document.server.ts";
import { sweep } from "#app/jobs/sweep.ts";
import { db, files } from "#db/connections.ts";
import { thisMachine } from "#db/machine.ts";
import { sendHeartbeat } from "#db/queries/heartbeats.ts";
import { brokenInvariants } from "#db/queries/invariants.ts";
import { enqueue } from "#db/queue.ts";
import { documents } from "#db/schema/applications.ts";
import { heartbeats } from "#db/schema/platform.ts";
import type { DocumentId } from "#db/vocabulary.ts";
import { both, makeCall, makeDraft } from "#tests/support/call.ts";
import { freshWorld, type TestWorld } from "#tests/support/world.ts";

let world: TestWorld;

beforeAll(async () => {
  world = await freshWorld();
});
afterAll(async () => {
  expect(await brokenInvariants(db(), files())).toEqual([]);
  await world.close();
});

/** A process of this machine that has ended. */
const { pid: gone } = spawnSync(process.execPath, ["--eval", "0"]);

type Holder = { host?: string; pid?: number; silentMs?: number; attempts?: number };

/** A process, of this machine and gone when nothing else is said, that holds a job of its own name. */
async function holds(
  name: string,
  { host = thisMachine(), pid = gone, silentMs = 0, attempts = 1 }: Holder = {},
): Promise<void> {
  const beatAt = new Date(Date.now() - silentMs);
  await db().insert(heartbeats).values({ processId: name, kind: "jobs", host, pid, beatAt });
  await enqueue(db(), "send_letter", { letterId: `letter_${name}` }, name);
  await db().execute(sql`update graphile_worker._private_jobs
    set locked_by = ${name}, locked_at = now(), attempts = ${attempts} where key = ${`send_letter:${name}`}`);
}

/** Whose jobs are still held. */
async function holders(): Promise<string[]> {
  const rows = await db().execute<{ name: string }>(sql`
    select locked_by as name from graphile_worker._private_jobs where locked_by is not null order by 1`);
  return rows.map(({ name }) => name);
}

test("jobs of a process that is gone from this machine are free at once; elsewhere, only after a minute of silence", async () => {
  await holds("gone");
  await holds("running", { pid: process.pid });
  await holds("elsewhere", { host: "elsewhere.invalid" });
  await holds("elsewhere-silent", { host: "elsewhere.invalid", silentMs: 61_000 });

  await sweep(0);

  expect(await holders()).toEqual(["elsewhere", "running"]);
  const known = await db().select({ name: heartbeats.processId }).from(heartbeats);
  expect(known.map(({ name }) => name).sort()).toEqual(["elsewhere", "running"]);
});

const fileForm = {
  titleField: "title",
  sections: [
    {
      id: "one",
      title: both("One"),
      fields: [
        { type: "short_text", id: "title", label: both("Title"), maxCharacters: 80 },
        { type: "organisation", id: "lead", label: both("Lead") },
        { type: "document", id: "plan", label: both("Plan"), maxMegabytes: 1 },
      ],
    },
  ],
};

test("a document that was begun a day ago and never completed leaves nothing in the store, and may be begun again", async () => {
  const { slug } = await makeCall({ slug: "abandoned", form: fileForm });
  const { person, code } = await makeDraft(slug);
  const file = { field: "plan", fileName: "plan.pdf", sizeBytes: 5 };
  const old = await beginDocument(person, code, file);
  const young = await beginDocument(person, code, file);
  for (const { url } of [old, young]) await fetch(url, { method: "PUT", body: "bytes" });
  const dayAgo = new Date(Date.now() - 86_400_001);
  await db().update(documents).set({ createdAt: dayAgo }).where(eq(documents.id, old.id));

  await sweep(0);

  const parts = async (id: DocumentId) => {
    const [row] = await db().select().from(documents).where(eq(documents.id, id));
    return row === undefined ? undefined : files().listParts(row.objectKey, row.storeUploadId);
  };
  expect(await parts(old.id)).toBeNull();
  expect(await parts(young.id)).toHaveLength(1);
  await expect(completeDocument(person, code, old.id)).rejects.toThrow("document_incomplete");
  await expect(completeDocument(person, code, young.id)).resolves.toBeGreaterThan(0);
});

test("a job that has ended every process that took it leaves the others a minute before the next try", async () => {
  await holds("third-try", { attempts: 3 });
  await holds("fourth-try", { attempts: 4 });
  await holds("fourth-try-silent", { attempts: 4, silentMs: 61_000 });

  await sweep(0);

  expect(await holders()).toEqual(["elsewhere", "fourth-try", "running"]);
});

test("an upload that the store cannot be rid of keeps no later one waiting", async () => {
  const { slug } = await makeCall({ slug: "one-bad", form: fileForm });
  const { person, code } = await makeDraft(slug);
  const file = { field: "plan", fileName: "plan.pdf", sizeBytes: 5 };
  const bad = await beginDocument(person, code, file);
  const good = await beginDocument(person, code, file);
  const dayAgo = new Date(Date.now() - 86_400_001);
  await db().update(documents).set({ createdAt: dayAgo });
  // No store has an object without a name.
  await db().update(documents).set({ objectKey: "" }).where(eq(documents.id, bad.id));

  await sweep(0);

  const states = await db().select({ id: documents.id, state: documents.state }).from(documents);
  expect(states).toContainEqual({ id: bad.id, state: "uploading" });
  expect(states).toContainEqual({ id: good.id, state: "abandoned" });
});

test("a clock of the database that jumps an hour makes nobody dead who beats, and hides nobody who does not", async () => {
  const beatAt = (hours: string) => sql`clock_timestamp() + make_interval(hours => ${sql.raw(hours)})`;
  const row = { kind: "worker" as const, host: "elsewhere.invalid", pid: 1 };
  for (const [processId, hours] of [
    ["jumped-forward", "-1"],
    ["jumped-back", "1"],
  ] as const)
    await db()
      .insert(heartbeats)
      .values({ ...row, processId, beatAt: beatAt(hours) });
  const known = async () =>
    (await db().select({ id: heartbeats.processId }).from(heartbeats)).map(({ id }) => id);

  await sweep(60_000);
  expect(await known()).toEqual(expect.arrayContaining(["jumped-forward", "jumped-back"]));
  await sendHeartbeat(db(), "worker", ["jumped-forward"]);
  await sweep(0);

  expect(await known()).toContain("jumped-forward");
  expect(await known()).not.toContain("jumped-back");
});
