import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { visitor } from "#app/accounts/actor.ts";
import { approveLaureateText, saveLaureateText } from "#app/laureates/approve-laureate.server.ts";
import { laureatePage } from "#app/laureates/pages.server.ts";
import { ownTextPage } from "#app/laureates/publication-pages.server.ts";
import { proposeLaureate } from "#app/laureates/propose-laureate.server.ts";
import { publishLaureate } from "#app/laureates/publish-laureate.server.ts";
import { withdrawConsent } from "#app/laureates/withdraw-consent.server.ts";
import type { Database } from "#db/client.ts";
import { files } from "#db/connections.ts";
import { brokenInvariants } from "#db/queries/invariants.ts";
import { applicationMembers, applications } from "#db/schema/applications.ts";

import { asOwner } from "#tests/support/call.ts";
import { makePerson } from "#tests/support/challenge.ts";
import {
  applicationOf,
  approve,
  makeDecided,
  makeDecidedCall,
  makePublished,
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
  call = await makeDecidedCall(owner, "approved-call");
});
afterAll(async () => {
  const broken = await brokenInvariants(owner.db, files());
  await owner.close();
  await world.close();
  expect(broken.filter(({ name }) => name.includes("laureate"))).toEqual([]);
});

test("a change after the approval, by either side, needs a new approval", async () => {
  const { person, code: own, place } = await makeDecided(owner, call, { title: "Changed" });
  await proposeLaureate(call.organiser, place, proposalOf("Changed"), 0);
  await approve(person, own);
  await proposeLaureate(call.organiser, place, proposalOf("Changed again"), 2);
  await expect(publishLaureate(call.organiser, place, 3)).rejects.toEqual(
    refusedWith("laureate_not_approved"),
  );
  await approve(person, own);
  const { words, revision } = await ownTextPage(person, own, "en");
  await saveLaureateText(person, own, { ...words, summary: { fr: "Autre.", en: "Other." } }, revision);

  await expect(publishLaureate(call.organiser, place, revision + 1)).rejects.toEqual(
    refusedWith("laureate_not_approved"),
  );
});

test("while a change of a published text waits, the public reads the earlier one", async () => {
  const { person, code: own, place } = await makePublished(owner, call, "Earlier");
  const slug = (await ownTextPage(person, own, "en")).publicSlug ?? "";
  await proposeLaureate(call.organiser, place, proposalOf("Later"), 2);
  expect((await laureatePage(slug, "en")).title).toBe("Earlier");
  await approve(person, own);
  expect((await laureatePage(slug, "en")).title).toBe("Earlier");

  await publishLaureate(call.organiser, place, 4);

  expect((await laureatePage(slug, "en")).title).toBe("Later");
});

test("what somebody else has changed in the meantime is neither approved nor published nor overwritten", async () => {
  const { person, code: own, place } = await makeDecided(owner, call, { title: "Meanwhile" });
  await proposeLaureate(call.organiser, place, proposalOf("Meanwhile"), 0);
  const { words } = await ownTextPage(person, own, "en");
  await proposeLaureate(call.organiser, place, proposalOf("Other"), 1);
  const outdated = refusedWith("laureate_changed_meanwhile");

  await expect(approveLaureateText(person, own, { ...words, seen: 1, haveAgreed: true })).rejects.toEqual(
    outdated,
  );
  await expect(saveLaureateText(person, own, words, 1)).rejects.toEqual(outdated);
  await expect(proposeLaureate(call.organiser, place, proposalOf("X"), 1)).rejects.toEqual(outdated);
  await approve(person, own);
  await expect(publishLaureate(call.organiser, place, 2)).rejects.toEqual(outdated);
});

test("of a change by the organiser and an approval at the same moment, one is refused", async () => {
  const { person, code: own, place } = await makeDecided(owner, call, { title: "Race" });
  await proposeLaureate(call.organiser, place, proposalOf("Race"), 0);
  const { words } = await ownTextPage(person, own, "en");

  const outcomes = await Promise.allSettled([
    approveLaureateText(person, own, { ...words, seen: 1, haveAgreed: true }),
    proposeLaureate(call.organiser, place, proposalOf("Race 2"), 1),
  ]);

  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const approvedBeforeChange = outcomes[0].status === "fulfilled";
  expect((await ownTextPage(person, own, "en")).state).toBe(approvedBeforeChange ? "approved" : "drafted");
});

test("names go public only when their bearers have agreed", async () => {
  const { person, code: own, place } = await makeDecided(owner, call, { title: "Names" });
  await proposeLaureate(call.organiser, place, proposalOf("Names"), 0);
  const { words } = await ownTextPage(person, own, "en");
  const named = { ...words, people: ["Ada Tremblay"], seen: 1 };

  await expect(approveLaureateText(person, own, { ...named, haveAgreed: false })).rejects.toEqual(
    refusedWith("laureate_people_not_agreed"),
  );
  await approveLaureateText(person, own, { ...named, haveAgreed: true });
  expect((await ownTextPage(person, own, "en")).words.people).toEqual(["Ada Tremblay"]);
});

test("an organiser takes names out of a text, and adds none", async () => {
  const { person, code, place } = await makeDecided(owner, call, { title: "Added names" });
  await proposeLaureate(call.organiser, place, { ...proposalOf("Added names"), people: ["Unasked"] }, 0);
  expect((await ownTextPage(person, code, "en")).words.people).toEqual([]);
  await approve(person, code, { people: ["Ada Tremblay", "Noé Castelline"] });

  const names = ["Noé Castelline", "Unasked"];
  await proposeLaureate(call.organiser, place, { ...proposalOf("Added names"), people: names }, 2);

  expect((await ownTextPage(person, code, "en")).words.people).toEqual(["Noé Castelline"]);
});

test("an editor changes the text and its owner approves it; a reader does neither; strangers do not know of it", async () => {
  const { person, code: own, place } = await makeDecided(owner, call, { title: "Roles" });
  await proposeLaureate(call.organiser, place, proposalOf("Roles"), 0);
  const [editor, reader] = [await makePerson("Editor"), await makePerson("Reader")];
  const applicationId = (await applicationOf(owner, own)).id;
  await owner.db.insert(applicationMembers).values([
    { applicationId, personId: editor.id, role: "editor" },
    { applicationId, personId: reader.id, role: "viewer" },
  ]);
  const { words } = await ownTextPage(reader, own, "en");
  const approval = { ...words, seen: 1, haveAgreed: true };

  await expect(saveLaureateText(reader, own, words, 1)).rejects.toEqual(
    refusedWith("laureate_member_cannot_write"),
  );
  for (const other of [editor, reader]) {
    await expect(approveLaureateText(other, own, approval)).rejects.toEqual(
      refusedWith("laureate_owner_required"),
    );
    await expect(withdrawConsent(other, own)).rejects.toEqual(refusedWith("laureate_owner_required"));
  }
  const stranger = await makePerson("Stranger");
  await expect(ownTextPage(stranger, own, "en")).rejects.toEqual(refusedWith("application_not_found"));
  await expect(approveLaureateText(stranger, own, approval)).rejects.toEqual(
    refusedWith("application_not_found"),
  );
  await expect(withdrawConsent(visitor, own)).rejects.toEqual(refusedWith("sign_in_required"));
  await saveLaureateText(editor, own, { ...words, leadOrganisation: "Labo. Sérac" }, 1);
  expect((await ownTextPage(person, own, "en")).words.leadOrganisation).toBe("Labo. Sérac");
});

test("a laureate to whom nothing was proposed has nothing to approve or take back", async () => {
  const { person, code: own } = await makeDecided(owner, call, { title: "Nothing" });
  const words = { ...proposalOf("X"), seen: 0, haveAgreed: true };
  const notFound = refusedWith("laureate_not_found");

  await expect(ownTextPage(person, own, "en")).rejects.toEqual(notFound);
  await expect(approveLaureateText(person, own, words)).rejects.toEqual(notFound);
  await expect(saveLaureateText(person, own, words, 0)).rejects.toEqual(notFound);
  await expect(withdrawConsent(person, own)).rejects.toEqual(notFound);
});

test("consent taken back takes the page off at once; it is taken back once, and may be given again", async () => {
  const { person, code: own, place } = await makePublished(owner, call, "Taken back");
  const slug = (await ownTextPage(person, own, "en")).publicSlug ?? "";

  await withdrawConsent(person, own);

  await expect(laureatePage(slug, "en")).rejects.toEqual(refusedWith("laureate_not_found"));
  expect(await publicTitles()).not.toContain("Taken back");
  await expect(withdrawConsent(person, own)).rejects.toEqual(refusedWith("laureate_withdrawn"));
  await expect(publishLaureate(call.organiser, place, 3)).rejects.toEqual(
    refusedWith("laureate_not_approved"),
  );
  await approve(person, own);
  await publishLaureate(call.organiser, place, 4);
  expect((await laureatePage(slug, "en")).title).toBe("Taken back");
});

test("a laureate who withdraws the application is published no more, and cannot be published again", async () => {
  const { person, code, place } = await makePublished(owner, call, "Withdrawn");
  expect(await publicTitles()).toContain("Withdrawn");
  const { id } = await applicationOf(owner, code);

  await owner.db.update(applications).set({ state: "withdrawn" }).where(eq(applications.id, id));

  expect(await publicTitles()).not.toContain("Withdrawn");
  expect((await ownTextPage(person, code, "en")).state).toBe("withdrawn");
  await expect(proposeLaureate(call.organiser, place, proposalOf("X"), 3)).rejects.toEqual(
    refusedWith("laureate_not_found"),
  );
});
