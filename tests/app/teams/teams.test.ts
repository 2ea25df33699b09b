import { count, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { submitPredictions } from "#app/submissions/submit-predictions.server.ts";
import { createInvitation } from "#app/teams/create-invitation.server.ts";
import { createTeam } from "#app/teams/create-team.server.ts";
import { fillNameKeys } from "#app/teams/fill-name-keys.server.ts";
import { joinTeam } from "#app/teams/join-team.server.ts";
import { leaveTeam } from "#app/teams/leave-team.server.ts";
import { joinPage, teamPage } from "#app/teams/pages.server.ts";
import { visitor } from "#app/accounts/actor.ts";
import { Refused } from "#app/accounts/refusal.ts";
import { db, files } from "#db/connections.ts";
import { brokenInvariants } from "#db/queries/invariants.ts";
import { people } from "#db/schema/accounts.ts";
import { teamInvitations, teamMembers, teams } from "#db/schema/teams.ts";
import {
  fileOf,
  makeChallenge,
  makeCompetitor,
  makePerson,
  perfectFile,
  plainDetails,
} from "#tests/support/challenge.ts";
import { refusedWith } from "#tests/support/refused.ts";
import { freshWorld, type TestWorld } from "#tests/support/world.ts";

let world: TestWorld;
const slug = "trial";

beforeAll(async () => {
  world = await freshWorld();
  // Teams of three at most.
  await makeChallenge({ slug });
  await makeChallenge({ slug: "elsewhere" });
});
afterAll(async () => {
  expect(await brokenInvariants(db(), files())).toEqual([]);
  await world.close();
});

test("whoever holds the link sees the team and joins it, once", async () => {
  const captain = await makeCompetitor(slug, "The Open Door");
  const guest = await makePerson("Guest");
  const key = await createInvitation(captain, slug);

  expect(await joinPage(visitor, slug, key)).toEqual({
    team: "The Open Door",
    members: 1,
    isSignedIn: false,
  });
  await joinTeam(guest, slug, key);
  await joinTeam(guest, slug, key);

  expect((await teamPage(captain, slug))?.members).toEqual([
    { displayName: "The Open Door", role: "captain", isSelf: true },
    { displayName: "Guest", role: "member", isSelf: false },
  ]);
});

test("of ten people who take the last place at once, one joins", async () => {
  const captain = await makeCompetitor(slug, "Last Place");
  const key = await createInvitation(captain, slug);
  await joinTeam(await makePerson("Second"), slug, key);
  const crowd = await Promise.all(
    Array.from({ length: 10 }, (_, index) => makePerson(`Guest ${String(index)}`)),
  );

  const outcomes = await Promise.allSettled(crowd.map((person) => joinTeam(person, slug, key)));

  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect((await teamPage(captain, slug))?.members).toHaveLength(3);
});

test("a second link ends the first, an old one works no longer, and none leads into another challenge", async () => {
  const captain = await makeCompetitor(slug, "Many Links");
  const guest = await makePerson("Guest");
  const first = await createInvitation(captain, slug);
  const second = await createInvitation(captain, slug);

  await expect(joinTeam(guest, slug, first)).rejects.toEqual(refusedWith("invitation_expired"));
  await expect(joinTeam(guest, "elsewhere", second)).rejects.toEqual(refusedWith("invitation_expired"));
  await db()
    .update(teamInvitations)
    .set({ expiresAt: sql`clock_timestamp()` });
  await expect(joinTeam(guest, slug, second)).rejects.toEqual(refusedWith("invitation_expired"));
});

test("a person of one team cannot join another, and only a captain invites", async () => {
  const captain = await makeCompetitor(slug, "Host");
  const other = await makeCompetitor(slug, "Other Host");
  const member = await makePerson("Member");
  const key = await createInvitation(captain, slug);
  await joinTeam(member, slug, key);

  await expect(joinTeam(other, slug, key)).rejects.toEqual(refusedWith("already_in_team"));
  await expect(createInvitation(member, slug)).rejects.toEqual(refusedWith("captain_required"));
});

test("after the captain the longest-standing member is captain, and the last to leave closes the team", async () => {
  const captain = await makeCompetitor(slug, "Short-lived");
  const heir = await makePerson("Heir");
  await joinTeam(heir, slug, await createInvitation(captain, slug));

  await leaveTeam(captain, slug);
  expect((await teamPage(heir, slug))?.members).toEqual([
    { displayName: "Heir", role: "captain", isSelf: true },
  ]);
  await leaveTeam(heir, slug);

  expect(await db().select().from(teams).where(eq(teams.name, "Short-lived"))).toEqual([]);
  // Who has left may found a team.
  await createTeam(captain, slug, { name: "Second try", affiliation: null });
});

test("a team that has submitted keeps its members", async () => {
  const captain = await makeCompetitor(slug, "Committed");
  await submitPredictions(captain, slug, { file: fileOf(perfectFile), details: plainDetails });

  await expect(leaveTeam(captain, slug)).rejects.toEqual(refusedWith("team_has_submitted"));
  expect((await teamPage(captain, slug))?.mayLeave).toBe(false);
});

test.each(["1", "2", "3", "4"])(
  "leaving and submitting at once end in one of the two: try %s",
  async (attempt) => {
    const captain = await makeCompetitor(slug, `Undecided ${attempt}`);

    const [submitted, left] = await Promise.allSettled([
      submitPredictions(captain, slug, { file: fileOf(perfectFile), details: plainDetails }),
      leaveTeam(captain, slug),
    ]);

    expect([submitted.status, left.status].sort()).toEqual(["fulfilled", "rejected"]);
    const refused =
      submitted.status === "rejected" ? submitted.reason : left.status === "rejected" && left.reason;
    expect(refused).toBeInstanceOf(Refused);
    const rows = await db()
      .select({ members: count() })
      .from(teamMembers)
      .where(eq(teamMembers.personId, captain.id));
    expect(rows[0]?.members).toBe(submitted.status === "fulfilled" ? 1 : 0);
  },
);

test("nobody founds a team with an address that is not confirmed: names would be taken by nobody", async () => {
  const unconfirmed = { ...(await makePerson("Nobody yet")), emailConfirmed: false };

  await expect(createTeam(unconfirmed, slug, { name: "Squatters", affiliation: null })).rejects.toEqual(
    refusedWith("email_not_confirmed"),
  );
});

test("a team's name that looks like another's is taken, in this challenge only", async () => {
  await makeCompetitor(slug, "Kernel Panic");
  const spoofers = await Promise.all(["a", "b", "c"].map((name) => makePerson(name)));
  const names = ["KerneI Panic", "Kernel-Pan1c", "Ｋernel  Panic"];

  for (const [index, name] of names.entries()) {
    const spoofer = spoofers[index] ?? visitor;
    await expect(createTeam(spoofer, slug, { name, affiliation: null })).rejects.toEqual(
      refusedWith("team_name_taken"),
    );
  }
  await createTeam(spoofers[0] ?? visitor, "elsewhere", { name: "KerneI Panic", affiliation: null });
});

test("a team cannot be called, or say that it belongs to, the platform", async () => {
  const spoofer = await makePerson("Spoofer");

  const named = createTeam(spoofer, slug, { name: "Jury officiel", affiliation: null });
  await expect(named).rejects.toMatchObject({
    refusal: { code: "name_reserved", details: { field: "name" } },
  });
  const from = createTeam(spoofer, slug, { name: "Honest", affiliation: "Palmarès" });
  await expect(from).rejects.toMatchObject({
    refusal: { code: "name_reserved", details: { field: "affiliation" } },
  });
  const hidden = createTeam(spoofer, slug, { name: "Ho\u202Enest", affiliation: null });
  await expect(hidden).rejects.toMatchObject({
    refusal: { code: "name_character_refused", details: { character: "U+202E" } },
  });
});

test("an upgrade gives old names their keys, and keeps two that look alike", async () => {
  const { challengeId } = await makeChallenge({ slug: "upgraded" });
  const old = (id: "team_old1" | "team_old2" | "team_old3", name: string, day: number) => ({
    ...{ id, name, challengeId },
    createdAt: new Date(Date.UTC(2026, 0, day)),
  });
  await db()
    .insert(teams)
    .values([old("team_old1", "Mitose", 1), old("team_old2", "Мitose", 2), old("team_old3", "Ganglion", 3)]);

  await fillNameKeys(world.url);
  await fillNameKeys(world.url);

  const rows = await db().select().from(teams).where(eq(teams.challengeId, challengeId)).orderBy(teams.id);
  const found = rows
    .filter(({ id }) => id.startsWith("team_old"))
    .map(({ name, nameKey }) => [name, nameKey]);
  expect(found).toEqual([
    ["Mitose", "rnltose"],
    ["Мitose", "rnltose team_old2"],
    ["Ganglion", "gangllon"],
  ]);
  await expect(makeCompetitor("upgraded", "MITOSE")).rejects.toEqual(refusedWith("team_name_taken"));
});

test("the link of a captain whose account is disabled lets nobody in", async () => {
  const captain = await makeCompetitor(slug, "The Closed Door");
  const guest = await makePerson("Guest");
  const key = await createInvitation(captain, slug);
  await db().update(people).set({ disabledAt: new Date() }).where(eq(people.id, captain.id));

  await expect(joinTeam(guest, slug, key)).rejects.toEqual(refusedWith("invitation_expired"));
  await expect(joinPage(visitor, slug, key)).rejects.toEqual(refusedWith("invitation_expired"));
});
