import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Person } from "#app/accounts/actor.ts";
import { addCallMember } from "#app/calls/add-call-member.server.ts";
import { computeRanking, requestRanking } from "#app/reviews/compute-ranking.server.ts";
import type { Database } from "#db/client.ts";
import { callMembers } from "#db/schema/calls.ts";
import { people } from "#db/schema/accounts.ts";
import { makePerson } from "#tests/support/challenge.ts";
import { asOwner } from "#tests/support/call.ts";
import {
  assign,
  beginEvaluation,
  callIdOf,
  judge,
  makeClosedCall,
  makeJuror,
  sweep,
} from "#tests/support/jury-world.ts";
import { freshWorld, type TestWorld } from "#tests/support/world.ts";

/** A job does what whoever asked for it may do when it runs, not when they asked. */

const slug = "rights-of-a-job";
let world: TestWorld;
let owner: Database;
let chair: Person;
let organiser: Person;

beforeAll(async () => {
  world = await freshWorld({ role: "palmares_web" });
  owner = asOwner(world.url);
  const call = await makeClosedCall(owner, slug, [
    { title: "Alpha", lead: "CHU de Valmont", person: "Armand Tessereau" },
    { title: "Beta", lead: "Institut Ardant", person: "Noé Castelline" },
  ]);
  organiser = call.organiser;
  const { person: juror, jurorId } = await makeJuror(owner, call, {
    name: "Maud Lescure",
    organisation: "Brévannes",
  });
  await beginEvaluation(organiser, slug);
  await sweep(juror, slug);
  await assign(
    call,
    call.codes.map((one) => [one, jurorId] as const),
  );
  for (const one of call.codes) await judge(juror, slug, one, 4);
  chair = await makePerson("Chair");
  const [account] = await owner.db
    .update(people)
    .set({ emailConfirmedAt: new Date() })
    .where(eq(people.id, chair.id))
    .returning({ email: people.email });
  await addCallMember(organiser, slug, { email: account?.email ?? "", role: "chair" });
}, 120_000);
afterAll(async () => {
  await owner.close();
  await world.close();
});

const rankingsWithSomething = async () => {
  const rows = await owner.db.execute<{ count: number }>(
    sql`select count(*)::int as count from rankings where jsonb_array_length(content->'ranked') > 0`,
  );
  return rows[0]?.count;
};

test("a ranking that somebody asked for who has lost the role since contains nothing", async () => {
  const callId = await callIdOf(slug);
  await requestRanking(chair, slug, 1);
  await owner.db
    .delete(callMembers)
    .where(and(eq(callMembers.callId, callId), eq(callMembers.personId, chair.id)));

  await computeRanking({ callId, personId: chair.id, places: 1 });

  expect(await rankingsWithSomething()).toBe(0);
  await computeRanking({ callId, personId: organiser.id, places: 1 });
  expect(await rankingsWithSomething()).toBe(1);
});
