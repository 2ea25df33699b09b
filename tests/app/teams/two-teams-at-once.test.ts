import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { acceptRules } from "#app/challenges/accept-rules.server.ts";
import { createInvitation } from "#app/teams/create-invitation.server.ts";
import { createTeam } from "#app/teams/create-team.server.ts";
import { joinTeam } from "#app/teams/join-team.server.ts";
import { db } from "#db/connections.ts";
import { teamMembers } from "#db/schema/teams.ts";
import { makeChallenge, makeCompetitor, makePerson } from "#tests/support/challenge.ts";
import { refusedCode } from "#tests/support/refused.ts";
import { freshWorld, type TestWorld } from "#tests/support/world.ts";

let world: TestWorld;

beforeAll(async () => {
  world = await freshWorld();
});
afterAll(() => world.close());

test("who founds and joins several teams at once is in one of them", async () => {
  const { slug } = await makeChallenge({ slug: "teams" });
  const captains = [await makeCompetitor(slug, "North"), await makeCompetitor(slug, "South")];
  const keys = await Promise.all(captains.map((captain) => createInvitation(captain, slug)));
  const person = await makePerson("Everywhere");
  await acceptRules(person, slug);

  const outcomes = await Promise.all([
    ...keys.map((key) => refusedCode(joinTeam(person, slug, key))),
    ...["East", "West"].map((name) => refusedCode(createTeam(person, slug, { name, affiliation: null }))),
  ]);

  expect(outcomes.sort()).toEqual(["already_in_team", "already_in_team", "already_in_team", "done"]);
  expect(await db().select().from(teamMembers).where(eq(teamMembers.personId, person.id))).toHaveLength(1);
});
