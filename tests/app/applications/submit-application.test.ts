import { count, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { beginApplication } from "#app/applications/begin-application.server.ts";
import { publishForm } from "#app/applications/publish-form.server.ts";
import { saveAnswers } from "#app/applications/save-answers.server.ts";
import { submitApplication } from "#app/applications/submit-application.server.ts";
import { db } from "#db/connections.ts";
import { instantIn } from "#app/i18n/zoned-time.ts";
import type { Database } from "#db/client.ts";
import {
  answerRevisions,
  applicationPartners,
  applications,
  applicationSubmissions,
} from "#db/schema/applications.ts";
import { letters } from "#db/schema/platform.ts";
import { asOwner, makeCall, makeDraft, smallForm, both } from "#tests/support/call.ts";
import { makePerson } from "#tests/support/challenge.ts";
import { freshWorld, type TestWorld } from "#tests/support/world.ts";

// The verbs run with the web process's own rights, row-level security included; what they did is read by the owner.
let world: TestWorld;
let owner: Database;

beforeAll(async () => {
  world = await freshWorld({ role: "palmares_web" });
  owner = asOwner(world.url);
  await makeCall();
});
afterAll(async () => {
  await owner.close();
  await world.close();
});

const at =
  (moment: Date, shiftMs = 0) =>
  () =>
    Promise.resolve(new Date(moment.getTime() + shiftMs));

async function received(code: string) {
  return owner.db
    .select({ received: applicationSubmissions, application: applications })
    .from(applicationSubmissions)
    .innerJoin(applications, eq(applications.id, applicationSubmissions.applicationId))
    .where(eq(applications.code, code))
    .orderBy(applicationSubmissions.number);
}

test("a draft becomes a snapshot with its receipt, its names and a letter to its member", async () => {
  const { person, code } = await makeDraft("trial-call", "First");

  const id = await submitApplication(person, code);

  const [row] = await received(code);
  expect(row?.received).toMatchObject({
    id,
    number: 1,
    revision: 1,
    answers: { title: "Project of First", lead: "Institut Ardant" },
    documents: [],
    receiptNumber: `${code}-1`,
  });
  expect(row?.received.legalMentions.email).toBe("calls@test.invalid");
  expect(row?.application.state).toBe("submitted");
  const partners = await owner.db.select().from(applicationPartners);
  expect(partners.map(({ name, isLead }) => [name, isLead])).toEqual([["Institut Ardant", true]]);
  const sent = await owner.db.select().from(letters).where(eq(letters.personId, person.id));
  expect(sent).toHaveLength(1);
  expect(sent[0]?.body).toContain(row?.received.digest ?? "?");
  expect(sent[0]?.body).toContain("silence until 30 Jun 2027 means that it is rejected");
});

test("beginning twice, even at once, gives one draft", async () => {
  const person = await makePerson("Twice");

  const codes = await Promise.all(
    Array.from({ length: 8 }, () => beginApplication(person, "trial-call", "fr")),
  );

  expect(new Set(codes).size).toBe(1);
});

test("pressing submit eight times at once receives one snapshot, and everybody gets the same receipt", async () => {
  const { person, code } = await makeDraft("trial-call", "Eight");

  const ids = await Promise.all(Array.from({ length: 8 }, () => submitApplication(person, code)));

  expect(new Set(ids).size).toBe(1);
  expect(await received(code)).toHaveLength(1);
  const sent = await owner.db.select({ n: count() }).from(letters).where(eq(letters.personId, person.id));
  expect(sent[0]?.n).toBe(1);
});

test("it stays editable without being un-submitted; the earlier snapshot does not change", async () => {
  const { person, code } = await makeDraft("trial-call", "Again");
  await submitApplication(person, code);
  const [before] = await received(code);

  await saveAnswers(person, code, [{ field: "title", value: "Better", base: 1 }]);
  const [still] = await received(code);
  await submitApplication(person, code);

  expect(still?.received).toEqual(before?.received);
  expect(still?.application.state).toBe("submitted");
  const rows = await received(code);
  expect(rows.map(({ received: one }) => [one.number, one.answers["title"]])).toEqual([
    [1, "Project of Again"],
    [2, "Better"],
  ]);
});

test("text over its limit is kept in the draft and refused at submission only", async () => {
  const { person, code } = await makeDraft("trial-call", "Long");
  const words = "one two three four five six";

  const saved = await saveAnswers(person, code, [{ field: "why", value: words, base: 0 }]);

  expect(saved.conflicts).toEqual([]);
  await expect(submitApplication(person, code)).rejects.toThrow("application_incomplete");
  expect(await received(code)).toEqual([]);
});

test.each(["24", "true", "null", '"quoted"', "[1]", "{}"])(
  "the text %s stays the text that was typed",
  async (typed) => {
    const { person, code } = await makeDraft("trial-call", "Literal");

    await saveAnswers(person, code, [{ field: "why", value: typed, base: 0 }]);
    const again = await saveAnswers(person, code, [{ field: "why", value: typed, base: 0 }]);
    await submitApplication(person, code);

    const [row] = await received(code);
    expect(row?.received.answers["why"]).toBe(typed);
    expect([again.revision, again.conflicts]).toEqual([2, []]);
  },
);

test("an answer of another shape is refused, and nothing of the same save is written", async () => {
  const { person, code } = await makeDraft("trial-call", "Shape");

  const save = saveAnswers(person, code, [
    { field: "why", value: "fine", base: 0 },
    { field: "title", value: { not: "text" }, base: 1 },
  ]);

  await expect(save).rejects.toThrow("value_unreadable");
  await expect(saveAnswers(person, code, [{ field: "nowhere", value: "", base: 0 }])).rejects.toThrow(
    "field_unknown",
  );
  const revisions = await owner.db
    .select({ n: count() })
    .from(answerRevisions)
    .innerJoin(applications, eq(applications.id, answerRevisions.applicationId))
    .where(eq(applications.code, code));
  expect(revisions[0]?.n).toBe(1);
});

test("two tabs on one field: the second is told what the first has written, and overwrites nothing", async () => {
  const { person, code } = await makeDraft("trial-call", "Tabs");
  await saveAnswers(person, code, [{ field: "title", value: "First tab", base: 1 }]);

  const second = await saveAnswers(person, code, [
    { field: "title", value: "Second tab", base: 1 },
    { field: "why", value: "kept", base: 0 },
  ]);

  expect(second.conflicts).toMatchObject([{ field: "title", value: "First tab", revision: 2, by: "Tabs" }]);
  const again = await saveAnswers(person, code, [{ field: "title", value: "Second tab", base: 2 }]);
  expect(again.conflicts).toEqual([]);
});

test("twenty saves of one field at once: one wins, nineteen are told", async () => {
  const { person, code } = await makeDraft("trial-call", "Twenty");

  const saves = await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      saveAnswers(person, code, [{ field: "why", value: `text ${String(n)}`, base: 0 }]),
    ),
  );

  expect(saves.filter(({ conflicts }) => conflicts.length === 0)).toHaveLength(1);
  expect(saves.filter(({ conflicts }) => conflicts.length === 1)).toHaveLength(19);
});

test("somebody else’s application does not exist", async () => {
  const { code } = await makeDraft("trial-call", "Private");
  const stranger = await makePerson("Stranger", true);

  await expect(submitApplication(stranger, code)).rejects.toThrow("application_not_found");
  await expect(saveAnswers(stranger, code, [])).rejects.toThrow("application_not_found");
  await expect(saveAnswers({ kind: "visitor" }, code, [])).rejects.toThrow("sign_in_required");
});

test("who has not confirmed an address, and who comes too early or too late, cannot begin", async () => {
  const person = await makePerson("Eager");

  await expect(beginApplication({ ...person, emailConfirmed: false }, "trial-call", "en")).rejects.toThrow(
    "email_not_confirmed",
  );
  await expect(beginApplication(person, "trial-call", "en", at(new Date(0)))).rejects.toThrow(
    "call_not_open",
  );
  await expect(beginApplication(person, "nothing-here", "en")).rejects.toThrow("call_not_found");
});

// Clocks go forward in Paris on 28 March 2027 at 02:00, and back on 31 October 2027 at 03:00.
test.each([
  ["an ordinary day", "2027-02-10T18:00", "2027-02-10T17:00:00.000Z"],
  ["the minute before clocks go forward", "2027-03-28T01:59", "2027-03-28T00:59:00.000Z"],
  ["the minute after they went forward", "2027-03-28T03:00", "2027-03-28T01:00:00.000Z"],
  ["the hour that comes twice", "2027-10-31T02:30", "2027-10-31T01:30:00.000Z"],
])("the last millisecond counts and the next one does not, on %s", async (name, local, instant) => {
  const closesAt = instantIn("Europe/Paris", local);
  if (closesAt === null) throw new Error("no such time");
  expect(closesAt.toISOString()).toBe(instant);
  const slug = `edge-${name.replace(/[^a-z]+/g, "-")}`;
  await makeCall({ slug, closesAt });
  const early = await makeDraft(slug, "In time", new Date(closesAt.getTime() - 60_000));
  const late = await makeDraft(slug, "Late", new Date(closesAt.getTime() - 60_000));

  await expect(submitApplication(early.person, early.code, at(closesAt, -1))).resolves.toMatch(/^appsub_/);
  await saveAnswers(
    early.person,
    early.code,
    [{ field: "title", value: "Last word", base: 1 }],
    at(closesAt, 0),
  );
  await expect(submitApplication(early.person, early.code, at(closesAt, 0))).resolves.toMatch(/^appsub_/);
  await expect(submitApplication(late.person, late.code, at(closesAt, 1))).rejects.toThrow(
    "application_closed",
  );
  // Whoever was in time and presses again gets the receipt again.
  await expect(submitApplication(early.person, early.code, at(closesAt, 1))).resolves.toMatch(/^appsub_/);
});

test("an hour that clocks skip does not exist", () => {
  expect(instantIn("Europe/Paris", "2027-03-28T02:30")).toBeNull();
  expect(instantIn("America/Toronto", "2027-03-28T02:30")?.toISOString()).toBe("2027-03-28T06:30:00.000Z");
});

test("a form that is published while drafts exist: drafts move, snapshots stay as they were", async () => {
  const { organiser } = await makeCall({ slug: "moving" });
  const { person, code } = await makeDraft("moving", "Mover");
  await submitApplication(person, code);
  const [before] = await received(code);
  const [section] = smallForm.sections;
  const added = { type: "email", id: "contact", label: both("Contact") };
  const form = { ...smallForm, sections: [{ ...section, fields: [...(section?.fields ?? []), added] }] };

  await publishForm(organiser, "moving", JSON.stringify(form));
  await saveAnswers(person, code, [{ field: "why", value: "more", base: 0 }]);

  await expect(submitApplication(person, code)).rejects.toThrow("application_incomplete");
  await saveAnswers(person, code, [{ field: "contact", value: "a@b.example", base: 0 }]);
  await submitApplication(person, code);
  const [first, second] = await received(code);
  expect(first?.received).toEqual(before?.received);
  expect(second?.received.formVersionId).not.toBe(first?.received.formVersionId);
  expect(second?.received.answers["contact"]).toBe("a@b.example");
});

test("the web process sees no application without saying who asks", async () => {
  const everything = await owner.db.select({ n: count() }).from(applications);
  const seen = await db().select().from(applications);
  const snapshots = await db().select().from(applicationSubmissions);

  expect(everything[0]?.n).toBeGreaterThan(5);
  expect(seen).toEqual([]);
  expect(snapshots).toEqual([]);
});
