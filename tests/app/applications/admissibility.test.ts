import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { automaticChecks, differences } from "#app/applications/admissibility.ts";
import { examinationPage, examinedPage } from "#app/applications/examination-pages.server.ts";
import { formSchema } from "#app/applications/form-schema.ts";
import { inviteMember } from "#app/applications/invite-member.server.ts";
import { joinApplication } from "#app/applications/join-application.server.ts";
import { editorPage } from "#app/applications/pages.server.ts";
import { recordChecks } from "#app/applications/record-check.server.ts";
import { removeMember } from "#app/applications/remove-member.server.ts";
import { requestComplement } from "#app/applications/request-complement.server.ts";
import { ruleAdmissibility } from "#app/applications/rule-admissibility.server.ts";
import { saveAnswers } from "#app/applications/save-answers.server.ts";
import { submitApplication } from "#app/applications/submit-application.server.ts";
import { withdrawApplication } from "#app/applications/withdraw-application.server.ts";
import type { Person } from "#app/accounts/actor.ts";
import type { Database } from "#db/client.ts";
import { applications, applicationSubmissions } from "#db/schema/applications.ts";
import { conflicts } from "#db/schema/juries.ts";
import { letters } from "#db/schema/platform.ts";
import { asOwner, both, makeCall, makeDraft, smallForm } from "#tests/support/call.ts";
import { makePerson } from "#tests/support/challenge.ts";
import { freshWorld, type TestWorld } from "#tests/support/world.ts";

let world: TestWorld;
let owner: Database;
let organiser: Person;
const slug = "closed-call";
const closesAt = new Date(Date.now() - 3_600_000);
const before = new Date(closesAt.getTime() - 3_600_000);

beforeAll(async () => {
  world = await freshWorld({ role: "palmares_web" });
  owner = asOwner(world.url);
  ({ organiser } = await makeCall({ slug, closesAt }));
});
afterAll(async () => {
  await owner.close();
  await world.close();
});

/** An application that was received in time by the call, which has closed since. */
async function receivedApplication(name: string) {
  const { person, code } = await makeDraft(slug, name, before);
  await submitApplication(person, code, () => Promise.resolve(before));
  return { person, code, place: { slug, code } };
}

async function idOf(code: string) {
  const rows = await owner.db.select().from(applications).where(eq(applications.code, code));
  const [row] = rows;
  if (row === undefined) throw new Error("no application");
  return row;
}

const inAWeek = () => new Date(Date.now() + 7 * 86_400_000);

test("an officer sees what was received and no draft", async () => {
  const { code } = await receivedApplication("Seen");
  const draft = await makeDraft(slug, "Unsent", before);

  const page = await examinationPage(organiser, slug);

  expect(page.applications.map((one) => one.code)).toContain(code);
  expect(page.applications.map((one) => one.code)).not.toContain(draft.code);
  await expect(examinedPage(organiser, { slug, code: draft.code }, "en")).rejects.toThrow(
    "application_not_found",
  );
  await expect(editorPage(organiser, code, "en")).rejects.toThrow("application_not_found");
});

test("people without a role, platform administrators included, see none", async () => {
  const { place } = await receivedApplication("Hidden");
  const administrator = await makePerson("Administrator", true);

  await expect(examinationPage(administrator, slug)).rejects.toThrow("call_role_required");
  await expect(examinedPage(administrator, place, "en")).rejects.toThrow("call_role_required");
  await expect(examinedPage({ kind: "visitor" }, place, "en")).rejects.toThrow("sign_in_required");
});

test.each(["declared", "suspected", "confirmed"] as const)(
  "a conflict that is %s hides the application and its row",
  async (state) => {
    const { code, place } = await receivedApplication(`Tie ${state}`);
    const { id, callId } = await idOf(code);
    const tie = {
      applicationId: id,
      callId,
      personId: organiser.id,
      state,
      source: "organiser" as const,
      evidence: [],
    };
    await owner.db.insert(conflicts).values(tie);

    const page = await examinationPage(organiser, slug);

    expect(page.applications.map((one) => one.code)).not.toContain(code);
    await expect(examinedPage(organiser, place, "en")).rejects.toThrow("application_not_found");
    await expect(recordChecks(organiser, place, { eligible: "passed" })).rejects.toThrow(
      "application_not_found",
    );
    await owner.db
      .update(conflicts)
      .set({ state: "dismissed" })
      .where(and(eq(conflicts.applicationId, id), eq(conflicts.personId, organiser.id)));
    await expect(examinedPage(organiser, place, "en")).resolves.toMatchObject({ code });
  },
);

test("one’s own application is out of reach as an officer", async () => {
  const { person, code } = await makeDraft(slug, "Both", before);
  await submitApplication(person, code, () => Promise.resolve(before));
  const { id } = await idOf(code);
  const { applicationMembers } = await import("#db/schema/applications.ts");
  await owner.db
    .insert(applicationMembers)
    .values({ applicationId: id, personId: organiser.id, role: "viewer" });

  await expect(examinedPage(organiser, { slug, code }, "en")).rejects.toThrow("application_not_found");
});

test("nothing is ruled before the deadline", async () => {
  const { organiser: early } = await makeCall({ slug: "still-open" });
  const { person, code } = await makeDraft("still-open", "Early");
  await submitApplication(person, code);

  const ruling = { outcome: "admissible", reasons: both("") } as const;
  await expect(ruleAdmissibility(early, { slug: "still-open", code }, ruling)).rejects.toThrow(
    "call_not_open",
  );
});

test("a refusal needs its reasons in both languages, and tells them with the ways of appeal", async () => {
  const { person, code, place } = await receivedApplication("Refused");

  const without = { outcome: "inadmissible", reasons: { fr: "Hors sujet.", en: "" } } as const;
  await expect(ruleAdmissibility(organiser, place, without)).rejects.toThrow("reasons_missing");
  const reasons = { fr: "Hors sujet.", en: "Out of scope." };
  await ruleAdmissibility(organiser, place, { outcome: "inadmissible", reasons });

  expect((await idOf(code)).state).toBe("inadmissible");
  const sent = await owner.db.select().from(letters).where(eq(letters.personId, person.id));
  const letter = sent.find(({ kind }) => kind === "admissibility_ruled");
  expect(letter?.body).toContain("Out of scope.");
  expect(letter?.body).toContain("Two months, before the administrative court.");
});

test("the same ruling made again writes to nobody twice; another one is a ruling of its own", async () => {
  const { person, code, place } = await receivedApplication("Pressed twice");
  const admissible = { outcome: "admissible", reasons: both("") } as const;

  await ruleAdmissibility(organiser, place, admissible);
  await ruleAdmissibility(organiser, place, admissible);
  const sent = () => owner.db.select().from(letters).where(eq(letters.personId, person.id));
  const rulings = async () => (await sent()).filter(({ kind }) => kind === "admissibility_ruled");
  expect(await rulings()).toHaveLength(1);
  await ruleAdmissibility(organiser, place, { ...admissible, reasons: both("In scope.") });
  await ruleAdmissibility(organiser, place, { outcome: "inadmissible", reasons: both("In scope.") });
  await ruleAdmissibility(organiser, place, { ...admissible, reasons: both("In scope.") });

  expect(await rulings()).toHaveLength(4);
  expect((await idOf(code)).state).toBe("admissible");
});

test("a complement opens the fields that were asked for, and only these; the rest counts as it was received", async () => {
  const { person, code, place } = await receivedApplication("Completed");
  const message = both("Say why.");
  const dueAt = inAWeek();

  await expect(
    requestComplement(organiser, place, { fieldIds: ["nowhere"], message, dueAt }),
  ).rejects.toThrow("field_unknown");
  await expect(
    requestComplement(organiser, place, { fieldIds: ["why"], message, dueAt: new Date(0) }),
  ).rejects.toThrow("due_date_past");
  await requestComplement(organiser, place, { fieldIds: ["why"], message, dueAt });
  await expect(requestComplement(organiser, place, { fieldIds: ["why"], message, dueAt })).rejects.toThrow(
    "complement_open",
  );
  await expect(
    ruleAdmissibility(organiser, place, { outcome: "admissible", reasons: both("") }),
  ).rejects.toThrow("complement_open");

  await expect(saveAnswers(person, code, [{ field: "title", value: "Other", base: 1 }])).rejects.toThrow(
    "field_unknown",
  );
  await saveAnswers(person, code, [{ field: "why", value: "because", base: 0 }]);
  await submitApplication(person, code);

  const { id, state } = await idOf(code);
  const rows = await owner.db
    .select()
    .from(applicationSubmissions)
    .where(eq(applicationSubmissions.applicationId, id))
    .orderBy(applicationSubmissions.number);
  expect(state).toBe("submitted");
  expect(rows.map(({ number, answers }) => [number, answers["why"]])).toEqual([
    [1, undefined],
    [2, "because"],
  ]);
  const page = await examinedPage(organiser, place, "en");
  expect(page.checks.automatic.map(({ outcome }) => outcome)).toEqual(["passed", "passed", "passed"]);
  expect(page.complements[0]?.differencesJson).toContain('"after":"because"');
  await expect(saveAnswers(person, code, [{ field: "why", value: "too late", base: 2 }])).rejects.toThrow(
    "application_closed",
  );
});

test("after its date a complement is closed to the applicant, and the officer rules without it", async () => {
  const { person, code, place } = await receivedApplication("Silent");
  const dueAt = inAWeek();
  await requestComplement(organiser, place, { fieldIds: ["why"], message: both("Say why."), dueAt });
  const after = () => Promise.resolve(new Date(dueAt.getTime() + 1));

  const late = saveAnswers(person, code, [{ field: "why", value: "late", base: 0 }], after);

  await expect(late).rejects.toThrow("application_closed");
  await ruleAdmissibility(organiser, place, { outcome: "admissible", reasons: both("") }, after);
  expect((await idOf(code)).state).toBe("admissible");
});

test("checks by people are kept line by line, the last one counts", async () => {
  const { place } = await receivedApplication("Checked");

  await recordChecks(organiser, place, { eligible: "unsure", in_scope: "passed" });
  await recordChecks(organiser, place, { eligible: "failed" });

  const { checks } = await examinedPage(organiser, place, "en");
  expect(checks.human.map(({ rule, outcome }) => [rule, outcome])).toEqual([
    ["eligible", "failed"],
    ["in_scope", "passed"],
    ["no_patient_data", null],
  ]);
});

test("withdrawing is the owner’s alone, and ends everything", async () => {
  const { person, code, place } = await receivedApplication("Withdrawn");
  const stranger = await makePerson("Stranger");

  await expect(withdrawApplication(stranger, code)).rejects.toThrow("application_not_found");
  await withdrawApplication(person, code);

  await expect(withdrawApplication(person, code)).rejects.toThrow("application_withdrawn");
  await expect(
    ruleAdmissibility(organiser, place, { outcome: "admissible", reasons: both("") }),
  ).rejects.toThrow("application_withdrawn");
});

test("an invitation works once, for whoever holds its link; a reader cannot write, and somebody removed sees nothing", async () => {
  await makeCall({ slug: "together" });
  const { person, code } = await makeDraft("together", "Host");
  const guest = await makePerson("Guest");
  const thief = await makePerson("Thief");
  await inviteMember(person, code, { email: "guest@test.invalid", role: "viewer" });
  const sent = await owner.db.select().from(letters).where(eq(letters.recipient, "guest@test.invalid"));
  const key = /key=([\w-]+)/.exec(sent[0]?.body ?? "")?.[1] ?? "";

  await expect(joinApplication({ ...guest, emailConfirmed: false }, key)).rejects.toThrow(
    "email_not_confirmed",
  );
  const outcomes = await Promise.allSettled([joinApplication(guest, key), joinApplication(guest, key)]);
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  await expect(joinApplication(thief, key)).rejects.toThrow("invitation_expired");
  await expect(saveAnswers(guest, code, [{ field: "why", value: "x", base: 0 }])).rejects.toThrow(
    "member_cannot_edit",
  );
  await expect(inviteMember(guest, code, { email: "more@test.invalid", role: "editor" })).rejects.toThrow(
    "owner_required",
  );
  await expect(
    inviteMember(person, code, { email: `${guest.id}@test.invalid`, role: "editor" }),
  ).rejects.toThrow("already_member");
  await expect(editorPage(guest, code, "en")).resolves.toMatchObject({ refusedToEdit: "member_cannot_edit" });

  await removeMember(person, code, { personId: guest.id });

  await expect(editorPage(guest, code, "en")).rejects.toThrow("application_not_found");
});

test("a newer invitation to the same address ends the older one", async () => {
  const { person, code } = await makeDraft("together", "Host two");
  const address = { email: "twice@test.invalid", role: "editor" } as const;
  await inviteMember(person, code, address);
  await inviteMember(person, code, address);
  const sent = await owner.db
    .select()
    .from(letters)
    .where(eq(letters.recipient, address.email))
    .orderBy(letters.id);
  const keys = sent.map(({ body }) => /key=([\w-]+)/.exec(body)?.[1] ?? "");
  const guest = await makePerson("Guest two");

  await expect(joinApplication(guest, keys[0] ?? "")).rejects.toThrow("invitation_expired");
  await expect(joinApplication(guest, keys[1] ?? "")).resolves.toBe(code);
});

test("the machine’s checks follow from what was received", () => {
  const form = formSchema.parse(smallForm);
  const sound = { form, answers: { title: "T", lead: "L" }, documents: [], sound: {}, isInTime: true };

  expect(automaticChecks(sound)).toEqual({
    received_in_time: "passed",
    complete: "passed",
    documents_sound: "passed",
  });
  expect(automaticChecks({ ...sound, answers: {}, documents: ["gone"], isInTime: false })).toEqual({
    ...{ received_in_time: "failed", complete: "failed", documents_sound: "failed" },
  });
  expect(differences(form, { title: "A", lead: "L" }, { title: "B", lead: "L" })).toMatchObject([
    { field: { id: "title" }, before: "A", after: "B" },
  ]);
});

test("an application sends twenty invitations a day to strangers, and no more", async () => {
  await makeCall({ slug: "many-letters" });
  const { person, code } = await makeDraft("many-letters", "Sender of letters");
  for (let sent = 0; sent < 20; sent++)
    await inviteMember(person, code, { email: "stranger@test.invalid", role: "viewer" });

  const more = inviteMember(person, code, { email: "another@test.invalid", role: "viewer" });

  await expect(more).rejects.toThrow("too_many_attempts");
});
