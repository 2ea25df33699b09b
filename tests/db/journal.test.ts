import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { signJournal } from "#app/jobs/sign-journal.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { db, files, inTransaction } from "#db/connections.ts";
import { headsIn, journalKey } from "#db/journal/heads.ts";
import { journalKeepers, keptHeads, setHeadsAside } from "#db/journal/keepers.ts";
import { brokenInvariants } from "#db/queries/invariants.ts";
import { letters } from "#db/schema/platform.ts";
import { freshWorld, type TestWorld } from "#tests/support/world.ts";

const key = journalKey(Buffer.alloc(32, 7).toString("base64"));
const stranger = journalKey(Buffer.alloc(32, 8).toString("base64"));
const folder = mkdtempSync(join(tmpdir(), "palmares-journal-"));
const file = join(folder, "heads");
const keepers = journalKeepers({ JOURNAL_HEADS: `store,file:${file},mail:auditor@test.invalid` });
let world: TestWorld;

beforeAll(async () => {
  world = await freshWorld();
  await write(150);
  expect(await signJournal({ key, keepers })).toBe("signed");
});
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true });
});

async function write(lines: number): Promise<void> {
  await inTransaction(async (tx) => {
    for (let i = 0; i < lines; i++)
      await appendAuditEvent(tx, { actor: "installation", verb: "try", subject: `thing_${String(i)}` });
  });
}

/** Names of what the checker finds broken. */
async function broken(signedBy = key): Promise<string[]> {
  const journal = { heads: await keptHeads(files(), keepers), key: signedBy };
  return (await brokenInvariants(db(), files(), { journal })).map(({ name }) => name);
}

/** What is found, and what the next signing says, while somebody with the owner's rights has changed the journal. */
async function afterTampering(tamper: string) {
  // The journal is put back afterwards.
  await db().execute(sql`create table kept_journal as table audit_events`);
  try {
    await db().execute(sql.raw(tamper));
    return { broken: await broken(), signing: await signJournal({ key, keepers }) };
  } finally {
    await db().execute(sql`truncate audit_events`);
    await db().execute(sql`insert into audit_events table kept_journal`);
    await db().execute(sql`drop table kept_journal`);
  }
}

const hashedAnew = `do $$ declare line record; before text := ''; begin
  for line in select * from audit_events order by position loop
    update audit_events set previous_hash = before,
      hash = audit_hash(line.position, line.at, line.actor, line.verb, line.subject, line.details, before)
      where position = line.position returning hash into before;
  end loop; end $$`;

const chain = "the journal's chain is unbroken";
const heads = "the journal is what its signed heads say";

test.for([
  ["a line is altered", "update audit_events set subject = 'forged' where position = 40", chain],
  ["a line is taken out", "delete from audit_events where position = 40", chain],
])("%s: the checker finds it", async ([, tamper, name]) => {
  expect((await afterTampering(tamper ?? "")).broken).toContain(name);

  expect(await broken()).toEqual([]);
});

test.for([
  ["the last hundred lines are cut off", "delete from audit_events where position > 50"],
  ["the journal is emptied", "delete from audit_events"],
  [
    "a line is altered and the chain hashed anew",
    `update audit_events set subject = 'forged' where position = 40; ${hashedAnew}`,
  ],
  [
    "the end is cut off and other lines are written in its place",
    `delete from audit_events where position > 50;
     select append_audit_event('web', 'try', 'x', '{}') from generate_series(1, 120)`,
  ],
])("%s: the checker finds it, and nothing is signed on top of it", async ([, tamper]) => {
  const found = await afterTampering(tamper ?? "");

  expect(found.broken).toEqual([heads]);
  expect(found.signing).toBe("broken");
  expect(await broken()).toEqual([]);
});

test("heads go to the store, to a file and, once a day, to an address; nothing new is not signed again", async () => {
  expect(await signJournal({ key, keepers })).toBe("nothing_new");
  await write(1);
  expect(await signJournal({ key, keepers })).toBe("signed");

  const kept = headsIn(readFileSync(file, "utf8"));
  const [letter, ...others] = await db().select().from(letters);
  expect(kept.map(({ position }) => position)).toEqual([150, 151]);
  expect(others).toEqual([]);
  expect(letter).toMatchObject({ recipient: "auditor@test.invalid", kind: "journal_head" });
  expect(headsIn(letter?.body ?? "")).toEqual(kept.slice(0, 1));
});

test("a head that somebody else has signed, or that was changed, is no proof", async () => {
  const [head] = headsIn(readFileSync(file, "utf8"));
  expect(await broken(stranger)).toContain(heads);

  const before = readFileSync(file, "utf8");
  writeFileSync(file, before + JSON.stringify({ ...head, position: 12 }) + "\n");

  expect(await broken()).toContain(heads);
  writeFileSync(file, before);
});

test("a log line holds a head like any other", () => {
  const [head] = headsIn(readFileSync(file, "utf8"));

  expect(headsIn(`{"level":30,"journalHead":${JSON.stringify(head)},"msg":"journal"}\nnot json\n`)).toEqual([
    head,
  ]);
});

test("without a key nothing is signed, and a keeper that nobody knows is named", async () => {
  expect(await signJournal({ key: null, keepers })).toBe("unsigned");
  expect(() => journalKeepers({ JOURNAL_HEADS: "store,paper" })).toThrow(/names paper/);
  expect(() => journalKey("c2hvcnQ=")).toThrow(/32 bytes/);
});

test("a database that was put back is compared with no head from before, once it is adopted", async () => {
  await setHeadsAside(files(), new Date());

  expect((await keptHeads(files(), { ...keepers, files: [] })).length).toBe(0);
});
