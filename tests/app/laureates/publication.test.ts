import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { visitor } from "#app/accounts/actor.ts";

import { laureatePage } from "#app/laureates/pages.server.ts";
import { ownTextPage, publicationOf, publicationPage } from "#app/laureates/publication-pages.server.ts";
import { proposeLaureate } from "#app/laureates/propose-laureate.server.ts";
import { publishLaureate } from "#app/laureates/publish-laureate.server.ts";
import type { Database } from "#db/client.ts";
import { db, files } from "#db/connections.ts";
import { brokenInvariants } from "#db/queries/invariants.ts";
import { applicationMembers, applications } from "#db/schema/applications.ts";
import { conflicts } from "#db/schema/juries.ts";
import { laureates, publishedLaureates } from "#db/schema/laureates.ts";
import { letters } from "#db/schema/platform.ts";
import { asOwner } from "#tests/support/call.ts";
import { makePerson } from "#tests/support/challenge.ts";
import {
  applicationOf,
  approve,
  makeDecided,
  makeDecidedCall,
  proposalOf,
  publicTitles,
  type DecidedCall,
} from "#tests/support/laureates.ts";
import { refusedWith } from "#tests/support/refused.ts";
import { freshWorld, type TestWorld } from "#tests/support/world.ts";

let world: TestWorld;
let owner: Database;
let call: DecidedCall;

beforeAll(async () => {
  world = await freshWorld({ role: "palmares_web" });
  owner = asOwner(world.url);
  call = await makeDecidedCall(owner, "announced-call");
});
afterAll(async () => {
  const broken = await brokenInvariants(owner.db, files());
  await owner.close();
  await world.close();
  expect(broken.filter(({ name }) => name.includes("laureate"))).toEqual([]);
});

test("a text is drawn from what was submitted, in the language it was written in, and names nobody", async () => {
  const { place } = await makeDecided(owner, call, { title: "Drawn" });

  const page = await publicationOf(call.organiser, place, "en");

  expect(page.words).toEqual({
    title: { en: "Drawn", fr: "Drawn (fr)" },
    summary: { en: "Fewer returns to hospital.", fr: "" },
    leadOrganisation: "Institut Ardant",
    partners: ["CHU de Valmont"],
    people: [],
  });
  expect(page.state).toBe("missing");
});

test("what was proposed, approved and published is public, with the amount of the decision and the form's topics", async () => {
  const { person, code: own, place } = await makeDecided(owner, call, { title: "Public" });
  await proposeLaureate(call.organiser, place, proposalOf("Public"), 0);
  expect(await publicTitles()).not.toContain("Public");
  await approve(person, own, { people: ["Ada Tremblay"] });
  expect(await publicTitles()).not.toContain("Public");

  await publishLaureate(call.organiser, place, 2);

  const { publicSlug } = await ownTextPage(person, own, "en");
  expect(await laureatePage(publicSlug ?? "", "fr")).toMatchObject({
    title: "Public en français",
    summary: "Résumé.",
    citation: "Une idée simple.",
    people: ["Ada Tremblay"],
    topics: [{ value: "heart", label: "Cœur" }],
    amountCents: 12_000_000,
  });
  const sent = await owner.db.select().from(letters).where(eq(letters.personId, person.id));
  const own2 = sent.filter(({ kind }) => kind.startsWith("laureate_"));
  expect(own2.map(({ kind }) => kind).sort()).toEqual(["laureate_proposed", "laureate_published"]);
  expect(own2.find(({ kind }) => kind === "laureate_published")?.body).toContain(
    `/laureates/${publicSlug ?? ""}`,
  );
});

test("the amount stays private when the organiser does not say it", async () => {
  const { person, code: own, place } = await makeDecided(owner, call, { title: "Silent" });
  await proposeLaureate(call.organiser, place, { ...proposalOf("Silent"), saysAmount: false }, 0);
  await approve(person, own);
  await publishLaureate(call.organiser, place, 2);

  const { publicSlug } = await ownTextPage(person, own, "en");

  expect((await laureatePage(publicSlug ?? "", "en")).amountCents).toBeNull();
});

test("a decision that has not been released makes no laureate, and neither does another outcome", async () => {
  const pending = await makeDecided(owner, call, { title: "Pending", state: "approved" });
  const rejected = await makeDecided(owner, call, { title: "Rejected", outcome: "rejected" });

  const list = await publicationPage(call.organiser, call.slug, "en");

  for (const { place } of [pending, rejected]) {
    expect(list.laureates.map((line) => line.code)).not.toContain(place.code);
    await expect(publicationOf(call.organiser, place, "en")).rejects.toEqual(
      refusedWith("laureate_not_found"),
    );
    await expect(proposeLaureate(call.organiser, place, proposalOf("X"), 0)).rejects.toEqual(
      refusedWith("laureate_not_found"),
    );
    await expect(publishLaureate(call.organiser, place, 0)).rejects.toEqual(
      refusedWith("laureate_not_found"),
    );
  }
});

test("only an organiser of the call proposes and publishes", async () => {
  const { person, place } = await makeDecided(owner, call, { title: "Guarded" });
  const stranger = await makePerson("Stranger");
  const administrator = { ...stranger, isAdministrator: true };

  await expect(proposeLaureate(visitor, place, proposalOf("X"), 0)).rejects.toEqual(
    refusedWith("sign_in_required"),
  );
  for (const other of [stranger, administrator, person]) {
    await expect(proposeLaureate(other, place, proposalOf("X"), 0)).rejects.toEqual(
      refusedWith("call_role_required"),
    );
    await expect(publishLaureate(other, place, 0)).rejects.toEqual(refusedWith("call_role_required"));
    await expect(publicationPage(other, call.slug, "en")).rejects.toEqual(refusedWith("call_role_required"));
  }
  await expect(
    proposeLaureate(call.organiser, { slug: "nowhere", code: place.code }, proposalOf("X"), 0),
  ).rejects.toEqual(refusedWith("call_not_found"));
});

test("an organiser in conflict with a laureate, or one of its people, never meets its text", async () => {
  const conflicted = await makeDecided(owner, call, { title: "Conflicted" });
  const applicationId = (await applicationOf(owner, conflicted.code)).id;
  const [row] = await owner.db.select().from(applications).where(eq(applications.id, applicationId));
  const callId = row?.callId ?? "call_none";
  await owner.db.insert(conflicts).values({
    ...{
      applicationId,
      callId,
      personId: call.organiser.id,
      state: "confirmed",
      source: "organiser",
      evidence: [],
    },
  });
  const own = await makeDecided(owner, call, { title: "Own" });
  await owner.db.insert(applicationMembers).values({
    applicationId: (await applicationOf(owner, own.code)).id,
    personId: call.organiser.id,
    role: "viewer",
  });

  const codes = (await publicationPage(call.organiser, call.slug, "en")).laureates.map((line) => line.code);

  for (const { place } of [conflicted, own]) {
    expect(codes).not.toContain(place.code);
    await expect(proposeLaureate(call.organiser, place, proposalOf("X"), 0)).rejects.toEqual(
      refusedWith("laureate_not_found"),
    );
  }
});

test("nothing is published that its laureate has not approved", async () => {
  const { place } = await makeDecided(owner, call, { title: "Unapproved" });
  await expect(publishLaureate(call.organiser, place, 0)).rejects.toEqual(refusedWith("laureate_not_found"));
  await proposeLaureate(call.organiser, place, proposalOf("Unapproved"), 0);

  await expect(publishLaureate(call.organiser, place, 1)).rejects.toEqual(
    refusedWith("laureate_not_approved"),
  );
});

test("row-level security hides an unapproved text and lets nobody publish for another", async () => {
  const { place } = await makeDecided(owner, call, { title: "Belt" });
  await proposeLaureate(call.organiser, place, proposalOf("Belt"), 0);

  expect(await db().select().from(laureates)).toEqual([]);
  expect(await db().delete(publishedLaureates).returning()).toEqual([]);
  expect((await owner.db.select().from(laureates)).length).toBeGreaterThan(0);
});
