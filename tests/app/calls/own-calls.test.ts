import { expect, test } from "vitest";
import { visitor } from "#app/accounts/actor.ts";
import { ownCalls } from "#app/calls/pages.server.ts";
import type { Database } from "#db/client.ts";
import { makeJudgedCall } from "#tests/support/decision-world.ts";
import { useWebWorld } from "#tests/support/web-world.ts";

let owner: Database;
useWebWorld((given) => {
  owner = given;
});

test("everybody finds the calls in which they have a role, and nobody else does", async () => {
  const { slug, organiser, authority, jurors, applicants } = await makeJudgedCall(owner, "own", 2);
  const rolesOf = async (actor: Parameters<typeof ownCalls>[0]) =>
    (await ownCalls(actor, "fr")).map((call) => [call.slug, call.role]);

  for (const juror of jurors) expect(await rolesOf(juror)).toEqual([[slug, "juror"]]);
  expect(await rolesOf(authority)).toEqual([[slug, "authority"]]);
  expect(await rolesOf(organiser)).toContainEqual([slug, "organiser"]);
  for (const applicant of applicants) expect(await rolesOf(applicant)).toEqual([]);
  expect(await rolesOf(visitor)).toEqual([]);
});
