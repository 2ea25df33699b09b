import type { Actor } from "#app/accounts/actor.ts";
import { refuse, refuseIf } from "#app/accounts/refusal.ts";
import { localIn } from "#app/i18n/zoned-time.ts";
import { markdownToHtml } from "#app/ui/markdown.server.ts";
import { db } from "#db/connections.ts";
import {
  answeredQuestions,
  callDocumentById,
  currentForm,
  currentRubric,
  currentRulebook,
  cutoffsOf,
  cutoffsOfCalls,
  deadlineChangesOf,
  documentsOf,
  draftCallsOf,
  membersOf,
  organisesSomewhere,
  publishedCalls,
  callsOfPerson,
  rulebookVersions,
  waitingQuestions,
  type CallRow,
} from "#db/queries/calls.ts";
import type { CallDocumentId, Locale } from "#db/vocabulary.ts";
import { knownCall, knownTo } from "./call-context.server.ts";
import { refusalToAsk, refusalToCreateCall, refusalToOrganiseCall } from "./policy.ts";
import { publicationFacts } from "./publication-facts.server.ts";
import { callStatus, cutoffToShow, missingParts } from "./rules.ts";

/** All calls that the actor may know of, and whether the actor may create one. */
export async function callsPage(actor: Actor, locale: Locale, now: Date) {
  const drafts = actor.kind === "person" ? await draftCallsOf(db(), actor.id) : [];
  const rows = [...drafts, ...(await publishedCalls(db()))];
  const all = await cutoffsOfCalls(
    db(),
    rows.map(({ id }) => id),
  );
  const list = rows.map((call) => {
    const cutoffs = all.filter(({ callId }) => callId === call.id);
    return {
      slug: call.slug,
      title: wordsIn(call.title, locale, call.slug),
      summary: call.summary[locale],
      status: callStatus(call, cutoffs, now),
      opensAt: call.opensAt,
      closesAt: cutoffToShow(cutoffs, now)?.closesAt ?? null,
      timeZone: call.timeZone,
    };
  });
  const organises = actor.kind === "person" && (await organisesSomewhere(db(), actor.id));
  return { calls: list, mayCreate: refusalToCreateCall(actor, organises) === null, now };
}

/** What the actor has to do in calls, role by role. */
export async function ownCalls(actor: Actor, locale: Locale) {
  if (actor.kind === "visitor") return [];
  const rows = await callsOfPerson(db(), actor.id);
  return rows.map(({ slug, title, role }) => ({ slug, title: wordsIn(title, locale, slug), role }));
}

export type OwnCalls = Awaited<ReturnType<typeof ownCalls>>;

/** What stands around every page of a call.
 * @throws Refused `call_not_found` */
export async function callFrame(actor: Actor, slug: string, locale: Locale, now: Date) {
  const { call, roles } = await knownCall(db(), actor, slug);
  const cutoffs = await cutoffsOf(db(), call.id);
  return {
    slug: call.slug,
    title: wordsIn(call.title, locale, call.slug),
    status: callStatus(call, cutoffs, now),
    timeZone: call.timeZone,
    closesAt: cutoffToShow(cutoffs, now)?.closesAt ?? null,
    opensAt: call.opensAt,
    isOrganiser: roles.includes("organiser"),
    isOfficer: roles.includes("officer") || roles.includes("organiser"),
    isSignedIn: actor.kind === "person",
    now,
  };
}

export type CallFrame = Awaited<ReturnType<typeof callFrame>>;

/** The call's presentation: text, calendar with its history, documents.
 * @throws Refused `call_not_found` */
export async function callOverview(actor: Actor, slug: string, locale: Locale, now: Date) {
  const { call } = await knownCall(db(), actor, slug);
  const cutoffs = await cutoffsOf(db(), call.id);
  const changes = await deadlineChangesOf(db(), call.id);
  const documents = await documentsOf(db(), call.id);
  return {
    summary: call.summary[locale],
    descriptionHtml: markdownToHtml(call.description[locale]),
    calendar: calendarOf(call, cutoffs, locale),
    next: cutoffToShow(cutoffs, now)?.closesAt ?? null,
    changes: changes.map(({ reason, ...change }) => ({ ...change, reason: reason[locale] })),
    documents: documents.map((one) => ({
      id: one.id,
      title: one.title[locale],
      fileName: one.fileName,
      sizeBytes: one.sizeBytes,
    })),
    organisers: call.organisers.map(({ name, part }) => ({ name, part: part[locale] })),
    contact: { service: call.legalMentions.service[locale], email: call.legalMentions.email },
    blindness: call.blindness,
    timeZone: call.timeZone,
    now,
  };
}

/** The dates of a call in their order: what happens, when. */
function calendarOf(call: CallRow, cutoffs: Awaited<ReturnType<typeof cutoffsOf>>, locale: Locale) {
  const dates: { kind: "opens" | "questions" | "cutoff" | "results"; label: string | null; at: Date }[] = [];
  if (call.opensAt !== null) dates.push({ kind: "opens", label: null, at: call.opensAt });
  if (call.questionsCloseAt !== null)
    dates.push({ kind: "questions", label: null, at: call.questionsCloseAt });
  for (const one of cutoffs) dates.push({ kind: "cutoff", label: one.label[locale], at: one.closesAt });
  if (call.resultsExpectedAt !== null)
    dates.push({ kind: "results", label: null, at: call.resultsExpectedAt });
  return dates.sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** @throws Refused `call_not_found` */
export async function rulebookPage(actor: Actor, slug: string, locale: Locale) {
  const { call } = await knownCall(db(), actor, slug);
  const rulebook = await currentRulebook(db(), call.id);
  const versions = await rulebookVersions(db(), call.id);
  return {
    html: rulebook === null ? null : markdownToHtml(rulebook.content[locale]),
    versions: versions.map(({ version, changes, createdAt }) => ({
      version,
      createdAt,
      changes: changes?.[locale] ?? null,
    })),
    timeZone: call.timeZone,
  };
}

/** The criteria with their anchors, as jurors will read them.
 * @throws Refused `call_not_found` */
export async function criteriaPage(actor: Actor, slug: string, locale: Locale) {
  const { call } = await knownCall(db(), actor, slug);
  const rubric = await currentRubric(db(), call.id);
  const criteria = rubric?.criteria ?? [];
  const weights = criteria.reduce((sum, { weight }) => sum + weight, 0);
  return {
    version: rubric?.version ?? null,
    totalThreshold: rubric?.totalThreshold ?? null,
    criteria: criteria.map((one) => ({
      id: one.id,
      name: one.name[locale],
      help: one.help[locale],
      share: one.weight / weights,
      max: one.max,
      threshold: one.threshold,
      anchors: [...one.anchors]
        .sort((a, b) => b.mark - a.mark)
        .map(({ mark, text }) => ({ mark, text: text[locale] })),
    })),
  };
}

/** Answered questions; for organisers also those that wait. Who asked is told to nobody.
 * @throws Refused `call_not_found` */
export async function questionsPage(actor: Actor, slug: string, locale: Locale, now: Date) {
  const { call, roles } = await knownCall(db(), actor, slug);
  const status = callStatus(call, await cutoffsOf(db(), call.id), now);
  const answered = await answeredQuestions(db(), call.id);
  const isOrganiser = refusalToOrganiseCall(actor, roles) === null;
  const refusal = refusalToAsk(actor, { status, questionsCloseAt: call.questionsCloseAt }, now);
  return {
    answered: answered.map(({ id, question, answer, amendsRules, answeredAt }) => ({
      id,
      question: question?.[locale] ?? "",
      answerHtml: markdownToHtml(answer?.[locale] ?? ""),
      amendsRules,
      answeredAt,
    })),
    waiting: isOrganiser ? await waitingQuestions(db(), call.id) : null,
    refusedToAsk: refusal?.code ?? null,
    questionsCloseAt: call.questionsCloseAt,
    timeZone: call.timeZone,
  };
}

/** What an organiser changes, as it stands; times as a clock in the call's zone shows them.
 * @throws Refused `call_not_found`, `sign_in_required`, `call_role_required` */
export async function organisePage(actor: Actor, slug: string, now: Date) {
  const { call, roles } = await knownCall(db(), actor, slug);
  refuseIf(refusalToOrganiseCall(actor, roles));
  const cutoffs = await cutoffsOf(db(), call.id);
  const rulebook = await currentRulebook(db(), call.id);
  const rubric = await currentRubric(db(), call.id);
  const local = (at: Date | null) => (at === null ? "" : localIn(call.timeZone, at));
  const { slug: name, title, summary, description, timeZone, blindness, legalMentions, state } = call;
  return {
    call: { slug: name, title, summary, description, timeZone, blindness, legalMentions, state },
    opensAt: local(call.opensAt),
    questionsCloseAt: local(call.questionsCloseAt),
    resultsExpectedAt: local(call.resultsExpectedAt),
    cutoffs: cutoffs.map(({ id, closesAt, label }) => ({ id, label, closesAt, local: local(closesAt) })),
    rulebook: rulebook === null ? null : { version: rulebook.version, content: rulebook.content },
    // As text: JSON of people's making does not travel as an object.
    criteria:
      rubric === null
        ? ""
        : JSON.stringify({ totalThreshold: rubric.totalThreshold, criteria: rubric.criteria }, null, 2),
    hasForm: (await currentForm(db(), call.id)) !== null,
    members: await membersOf(db(), call.id),
    missing: state === "draft" ? missingParts(await publicationFacts(db(), call), now) : [],
  };
}

export type OrganisePage = Awaited<ReturnType<typeof organisePage>>;

/** A file of a call's page, for whoever may see the page.
 * @throws Refused `call_not_found` when there is none, or its call is a draft of others */
export async function visibleCallDocument(actor: Actor, id: string) {
  if (!isCallDocumentId(id)) return refuse("call_not_found");
  const { call, document } = (await callDocumentById(db(), id)) ?? refuse("call_not_found");
  await knownTo(db(), actor, call);
  return document;
}

function isCallDocumentId(text: string): text is CallDocumentId {
  return text.startsWith("calldoc_");
}

/** A text in a language, in the other one while it is not written yet, else something in its place. */
function wordsIn(text: { en: string; fr: string }, locale: Locale, otherwise: string): string {
  return [text[locale], text.fr, text.en, otherwise].find((words) => words !== "") ?? otherwise;
}
