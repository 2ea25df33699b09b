import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { callsPage, callOverview, visibleCallDocument } from "#app/calls/pages.server.ts";
import { addCallDocument } from "#app/calls/add-call-document.server.ts";
import { addCallMember } from "#app/calls/add-call-member.server.ts";
import { answerQuestion } from "#app/calls/answer-question.server.ts";
import { askQuestion } from "#app/calls/ask-question.server.ts";
import { publicFileAnswer } from "#app/http/public-file-answer.server.ts";
import { createCall } from "#app/calls/create-call.server.ts";
import { editCall, editLegalMentions } from "#app/calls/edit-call.server.ts";
import { moveDeadline } from "#app/calls/move-deadline.server.ts";
import { publishCall } from "#app/calls/publish-call.server.ts";
import { publishRubric, publishRulebook } from "#app/calls/publish-rulebook.server.ts";
import { questionsPage } from "#app/calls/pages.server.ts";
import { callStatus, missingParts, nextCutoff, noMentions } from "#app/calls/rules.ts";
import { publishForm } from "#app/applications/publish-form.server.ts";
import { db } from "#db/connections.ts";
import { cutoffsOf, waitingQuestions } from "#db/queries/calls.ts";
import { people } from "#db/schema/accounts.ts";
import { callMembers } from "#db/schema/calls.ts";
import { both, makeCall, mentions, smallForm } from "#tests/support/call.ts";
import { makePerson } from "#tests/support/challenge.ts";
import { refusedCode } from "#tests/support/refused.ts";
import { freshWorld, type TestWorld } from "#tests/support/world.ts";

let world: TestWorld;
let trial: Awaited<ReturnType<typeof makeCall>>;

beforeAll(async () => {
  world = await freshWorld({ role: "palmares_web" });
  trial = await makeCall();
});
afterAll(() => world.close());

const visitor = { kind: "visitor" } as const;

test("a call is open to the very millisecond of its cut-off, then closed", () => {
  const opensAt = new Date(1_000);
  const cutoffs = [{ closesAt: new Date(2_000) }, { closesAt: new Date(3_000) }];
  const at = (ms: number) => callStatus({ state: "open", opensAt }, cutoffs, new Date(ms));

  expect([at(999), at(1_000), at(3_000), at(3_001)]).toEqual(["upcoming", "open", "open", "closed"]);
  expect(nextCutoff(cutoffs, new Date(2_001))?.closesAt.getTime()).toBe(3_000);
});

test("what is missing is named part by part, and by language", () => {
  const facts = {
    ...{ title: { fr: "Titre", en: "" }, summary: both("s"), description: both("d"), rulebook: both("r") },
    ...{ legalMentions: { ...mentions, phone: " " }, hasCriteria: true, hasForm: false, cutoffs: [] },
  };

  expect(missingParts(facts, new Date())).toEqual([
    { part: "title", locale: "en" },
    { part: "phone", locale: null },
    { part: "cutoff", locale: null },
    { part: "form", locale: null },
  ]);
  const bare = missingParts({ ...facts, legalMentions: noMentions }, new Date()).map(({ part }) => part);
  expect(bare).toContain("silence_date");
  expect(bare).toContain("appeals");
});

test("a call without its legal mentions cannot be published, and with them it can", async () => {
  const organiser = await makePerson("Founder", true);
  const slug = "unfinished";
  await createCall(organiser, { slug, title: both("Unfinished") });
  const dates = { opensAt: new Date(), questionsCloseAt: null, resultsExpectedAt: null };
  const words = { title: both("Unfinished"), summary: both("s"), description: both("d") };
  await editCall(
    organiser,
    slug,
    { ...words, ...dates, timeZone: "Europe/Paris", blindness: "open" },
    new Date(Date.now() + 3_600_000),
  );
  await publishRulebook(organiser, slug, { content: both("Rules"), changes: both("") });
  await publishRubric(organiser, slug, JSON.stringify({ criteria: [criterion] }));
  await publishForm(organiser, slug, JSON.stringify(smallForm));

  await expect(publishCall(organiser, slug)).rejects.toMatchObject({
    refusal: { code: "call_incomplete", details: { part: "service", locale: "fr" } },
  });
  await editLegalMentions(organiser, slug, mentions);
  await publishCall(organiser, slug);

  await expect(publishCall(organiser, slug)).rejects.toThrow("call_published");
  await expect(editLegalMentions(organiser, slug, { ...mentions, phone: "" })).rejects.toThrow(
    "call_incomplete",
  );
});

const criterion = {
  ...{ id: "one", name: both("One"), help: both("Help"), weight: 1, max: 5 },
  anchors: [
    { mark: 0, text: both("no") },
    { mark: 5, text: both("yes") },
  ],
};

test("a draft does not exist for others; an administrator of the platform is none of its organisers", async () => {
  const organiser = await makePerson("Secret", true);
  const administrator = await makePerson("Administrator", true);
  await createCall(organiser, { slug: "secret", title: both("Secret") });

  await expect(callOverview(visitor, "secret", "en", new Date())).rejects.toThrow("call_not_found");
  await expect(callOverview(administrator, "secret", "en", new Date())).rejects.toThrow("call_not_found");
  const listed = await callsPage(administrator, "en", new Date());
  expect(listed.calls.map(({ slug }) => slug)).not.toContain("secret");
  const own = await callsPage(organiser, "en", new Date());
  expect(own.calls.map(({ slug }) => slug)).toContain("secret");
});

test("only administrators and people who organise a call create one; an address is taken once", async () => {
  const nobody = await makePerson("Nobody");
  const deputy = await makePerson("Deputy");
  await db().insert(callMembers).values({ callId: trial.callId, personId: deputy.id, role: "organiser" });

  await expect(createCall(nobody, { slug: "mine", title: both("Mine") })).rejects.toThrow(
    "administrator_required",
  );
  await expect(createCall(deputy, { slug: "trial-call", title: both("Again") })).rejects.toThrow(
    "call_slug_taken",
  );
  await expect(createCall(deputy, { slug: "second", title: both("Second") })).resolves.toMatch(/^call_/);
});

test("a moved deadline tells the old date and its reason to everybody", async () => {
  const { slug, organiser, closesAt, callId } = await makeCall({ slug: "moved" });
  const [cutoff] = await cutoffsOf(db(), callId);
  if (cutoff === undefined) throw new Error("no cut-off");
  const later = new Date(closesAt.getTime() + 86_400_000);
  const change = { cutoffId: cutoff.id, closesAt: later, reason: both("More time.") };

  await moveDeadline(organiser, slug, change);

  const page = await callOverview(visitor, slug, "fr", new Date());
  expect(page.next).toEqual(later);
  expect(page.changes).toMatchObject([{ previousClosesAt: closesAt, closesAt: later, reason: "More time." }]);
  await expect(moveDeadline(organiser, slug, change)).rejects.toThrow("deadline_unchanged");
  await expect(moveDeadline(organiser, slug, { ...change, closesAt: new Date(0) })).rejects.toThrow(
    "deadline_past",
  );
  await expect(moveDeadline(await makePerson("Other", true), slug, change)).rejects.toThrow(
    "call_role_required",
  );
});

test("editing a published call cannot move its deadline on the quiet", async () => {
  const { slug, organiser, callId, closesAt } = await makeCall({ slug: "quiet" });
  const content = {
    ...{ title: both("New title"), summary: both("s"), description: both("d"), timeZone: "America/Toronto" },
    ...{ opensAt: null, questionsCloseAt: null, resultsExpectedAt: null, blindness: "open" as const },
  };

  await editCall(organiser, slug, content, new Date(0));

  expect((await cutoffsOf(db(), callId))[0]?.closesAt).toEqual(closesAt);
  expect((await callOverview(visitor, slug, "en", new Date())).timeZone).toBe("Europe/Paris");
});

test("a question is public once it has its answer, without who asked", async () => {
  const asker = await makePerson("Curious Name");
  await askQuestion(asker, trial.slug, { text: "May an association apply?", locale: "en" });
  const [waiting] = await waitingQuestions(db(), trial.callId);
  if (waiting === undefined) throw new Error("no question");
  expect((await questionsPage(asker, trial.slug, "en", new Date())).answered).toEqual([]);

  const answer = { question: both("May an association apply?"), answer: both("**Yes**"), amendsRules: true };
  await expect(answerQuestion(asker, trial.slug, waiting.id, answer)).rejects.toThrow("call_role_required");
  await answerQuestion(trial.organiser, trial.slug, waiting.id, answer);

  const page = await questionsPage(visitor, trial.slug, "fr", new Date());
  expect(page.answered).toMatchObject([{ amendsRules: true, answerHtml: "<p><strong>Yes</strong></p>" }]);
  expect(page.waiting).toBeNull();
  expect(JSON.stringify(page)).not.toContain("Curious Name");
});

test("questions are refused to visitors, to the unconfirmed, and after the call", async () => {
  const asker = await makePerson("Late");
  const asked = { text: "Is it too late?", locale: "en" as const };

  await expect(askQuestion(visitor, trial.slug, asked)).rejects.toThrow("sign_in_required");
  await expect(askQuestion({ ...asker, emailConfirmed: false }, trial.slug, asked)).rejects.toThrow(
    "email_not_confirmed",
  );
  const after = () => Promise.resolve(new Date(trial.closesAt.getTime() + 1));
  await expect(askQuestion(asker, trial.slug, asked, after)).rejects.toThrow("questions_closed");
});

test("criteria whose anchors do not fit are refused with their place", async () => {
  const wrong = {
    ...criterion,
    anchors: [
      { mark: 6, text: both("above") },
      { mark: 0, text: both("no") },
    ],
  };

  await expect(
    publishRubric(trial.organiser, trial.slug, JSON.stringify({ criteria: [wrong] })),
  ).rejects.toMatchObject({
    refusal: { code: "criteria_faulty", details: { path: "criteria.0" } },
  });
  await expect(publishRubric(trial.organiser, trial.slug, "{")).rejects.toThrow("criteria_faulty");
});

test("an address that nobody has confirmed gets no role: whoever has taken it may be a stranger", async () => {
  const squatter = await makePerson("Squatter");

  const given = addCallMember(trial.organiser, trial.slug, {
    email: `${squatter.id}@test.invalid`,
    role: "officer",
  });

  expect(await refusedCode(given)).toBe("person_unknown");
});

test("documents of a call are for everybody, people get roles by their address", async () => {
  const officer = await makePerson("Officer");
  const id = await addCallDocument(trial.organiser, trial.slug, {
    ...{ title: both("Guide"), fileName: "guide.pdf", mediaType: "application/pdf" },
    content: Buffer.from("%PDF-1.7"),
  });

  const answer = await publicFileAnswer(await visibleCallDocument(visitor, id));
  expect(await answer.text()).toBe("%PDF-1.7");
  await expect(visibleCallDocument(visitor, "calldoc_none")).rejects.toThrow("call_not_found");
  await db().update(people).set({ emailConfirmedAt: new Date() }).where(eq(people.id, officer.id));
  await addCallMember(trial.organiser, trial.slug, { email: `${officer.id}@test.invalid`, role: "officer" });
  const rows = await db().select().from(callMembers).where(eq(callMembers.personId, officer.id));
  expect(rows.map(({ role }) => role)).toEqual(["officer"]);
  await expect(
    addCallMember(trial.organiser, trial.slug, { email: "nobody@test.invalid", role: "officer" }),
  ).rejects.toThrow("person_unknown");
});
