import { eq } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Person } from "#app/accounts/actor.ts";
import { inviteMember } from "#app/applications/invite-member.server.ts";
import { joinApplication } from "#app/applications/join-application.server.ts";
import { removeMember } from "#app/applications/remove-member.server.ts";
import { saveAnswers } from "#app/applications/save-answers.server.ts";
import { withdrawApplication } from "#app/applications/withdraw-application.server.ts";
import type { Database } from "#db/client.ts";
import { letters } from "#db/schema/platform.ts";
import { asOwner, makeCall, makeDraft } from "#tests/support/call.ts";
import { makePerson } from "#tests/support/challenge.ts";
import { until } from "#tests/support/installation.ts";
import { refusedCode } from "#tests/support/refused.ts";
import { freshWorld, type TestWorld } from "#tests/support/world.ts";

let world: TestWorld;
let owner: Database;
let sql: postgres.Sql;

beforeAll(async () => {
  world = await freshWorld({ role: "palmares_web" });
  owner = asOwner(world.url);
  sql = postgres(world.url, { max: 3, onnotice: () => {} });
  await makeCall();
});
afterAll(async () => {
  await sql.end();
  await owner.close();
  await world.close();
});

/** The key of the invitation that was sent to an address. */
async function keySentTo(person: Person, code: string, email: string): Promise<string> {
  await inviteMember(person, code, { email, role: "editor" });
  const [letter] = await owner.db.select().from(letters).where(eq(letters.recipient, email));
  return /key=([\w-]+)/.exec(letter?.body ?? "")?.[1] ?? "";
}

async function sharedDraft(name: string) {
  const { person, code } = await makeDraft("trial-call", name);
  const guest = await makePerson(`Guest of ${name}`);
  const email = `guest.${guest.id}@test.invalid`;
  await joinApplication(guest, await keySentTo(person, code, email));
  return { person, code, guest };
}

const change = { field: "why", value: "written too late", base: 0 };

test("a save that was waiting when its writer was removed is refused, and writes nothing", async () => {
  const { code, guest } = await sharedDraft("Waiting");
  const [row] = await sql<{ id: string }[]>`select id from applications where code = ${code}`;
  const held = await sql.reserve();
  await held`begin`;
  await held`select id from applications where code = ${code} for update`;

  const save = refusedCode(saveAnswers(guest, code, [change]));
  await until(async () => {
    const waiting = await sql`select 1 from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock' and query like '%for update%'`;
    return waiting.length > 0;
  }, 15_000);
  await held`delete from application_members where application_id = ${row?.id ?? ""} and person_id = ${guest.id}`;
  await held`commit`;
  held.release();

  expect(await save).toBe("application_not_found");
  expect(await sql`select 1 from answers where value::text like '%too late%'`).toHaveLength(0);
});

test("whoever is removed does not come back by another invitation that was sent before", async () => {
  const { person, code, guest } = await sharedDraft("Twice invited");
  const other = await keySentTo(person, code, "other.address@test.invalid");

  await removeMember(person, code, { personId: guest.id });

  expect(await refusedCode(joinApplication(guest, other))).toBe("invitation_expired");
  const again = await keySentTo(person, code, "asked.again@test.invalid");
  expect(await joinApplication(guest, again)).toBe(code);
});

test("nobody joins an application that was withdrawn after they were invited", async () => {
  const { person, code } = await makeDraft("trial-call", "Withdrawn");
  const key = await keySentTo(person, code, "late.guest@test.invalid");

  await withdrawApplication(person, code);

  expect(await refusedCode(joinApplication(await makePerson("Late"), key))).toBe("invitation_expired");
});

test("who owns another application removes nothing of this one, and no line of the journal says so", async () => {
  const { code, guest } = await sharedDraft("Untouched");
  const other = await makeDraft("trial-call", "Other");
  const [row] = await sql<{ id: string }[]>`select i.id from application_invitations i
    join applications a on a.id = i.application_id where a.code = ${code}`;
  const before = await sql`select count(*) from audit_events`;

  await removeMember(other.person, other.code, { personId: guest.id });
  await removeMember(other.person, other.code, { invitationId: `appinvite_${(row?.id ?? "").slice(10)}` });

  expect(await sql`select count(*) from audit_events`).toEqual(before);
  expect(await refusedCode(saveAnswers(guest, code, [change]))).toBe("done");
});
