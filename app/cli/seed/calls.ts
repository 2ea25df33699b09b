import { addCallDocument } from "#app/calls/add-call-document.server.ts";
import { addCallMember } from "#app/calls/add-call-member.server.ts";
import { answerQuestion } from "#app/calls/answer-question.server.ts";
import { askQuestion } from "#app/calls/ask-question.server.ts";
import { createCall } from "#app/calls/create-call.server.ts";
import { editCall, editLegalMentions } from "#app/calls/edit-call.server.ts";
import { moveDeadline } from "#app/calls/move-deadline.server.ts";
import { publishCall } from "#app/calls/publish-call.server.ts";
import { publishRubric, publishRulebook } from "#app/calls/publish-rulebook.server.ts";
import { publishForm } from "#app/applications/publish-form.server.ts";
import { taggedPdf } from "#app/applications/tagged-pdf.server.ts";
import { instantIn, localIn } from "#app/i18n/zoned-time.ts";
import { db } from "#db/connections.ts";
import { callBySlug, cutoffsOf, waitingQuestions } from "#db/queries/calls.ts";
import { carePathCall } from "#db/seed/calls/care-path-2026.ts";
import { emergencyCall } from "#db/seed/calls/emergency-2026.ts";
import { preventionCall } from "#db/seed/calls/prevention-2026.ts";
import {
  demonstrationMentions,
  researchCall,
  researchQuestions,
  researchRubric,
} from "#db/seed/calls/research-2027.ts";
import { researchForm } from "#db/seed/calls/research-form.ts";
import type { Bilingual } from "#db/vocabulary.ts";
import { playAnnouncement } from "./announcement.ts";
import { playApplications, playDraft, playManyApplications } from "./applications.ts";
import { ensureDeciders, requestFullRanking } from "./deciders.ts";
import { playEvaluation } from "./evaluation.ts";
import { demonstrationAccounts, type DemonstrationPeople } from "./people.ts";

const dayMs = 86_400_000;
const timeZone = "Europe/Paris";

/** Creates the demonstration's calls where they are missing, through the same verbs as organisers use: one that is open,
 * with a draft in it, and one that has closed, with what was received. The names of the next calls stand in `db/seed/calls`. */
export async function ensureCalls(people: DemonstrationPeople, now: Date): Promise<void> {
  await ensureResearchCall(people, now);
  await ensureEmergencyCall(people, now);
  await ensureCarePathCall(people, now);
  await ensurePreventionCall(people, now);
}

async function ensureResearchCall(people: DemonstrationPeople, now: Date): Promise<void> {
  if ((await callBySlug(db(), researchCall.slug))?.publishedAt == null) {
    await openCall(people, researchCall, { opensAt: daysFrom(now, -20, 9), closesAt: daysFrom(now, 76, 18) });
    await tellMore(people, now);
  }
  await playDraft(people.applicant, researchCall.slug);
}

async function ensureEmergencyCall(people: DemonstrationPeople, now: Date): Promise<void> {
  const closesAt = daysFrom(now, -4, 12);
  if ((await callBySlug(db(), emergencyCall.slug))?.publishedAt == null) {
    const words = { ...emergencyCall, rulebook: researchCall.rulebook };
    await openCall(people, words, { opensAt: daysFrom(now, -60, 9), closesAt });
  }
  await playApplications(emergencyCall.slug, closesAt);
}

/** The call in evaluation: forty applications, twelve jurors, reviews in progress. */
async function ensureCarePathCall(people: DemonstrationPeople, now: Date): Promise<void> {
  const closesAt = daysFrom(now, -14, 12);
  if ((await callBySlug(db(), carePathCall.slug))?.publishedAt == null) {
    const words = { ...carePathCall, rulebook: researchCall.rulebook };
    await openCall(people, words, { opensAt: daysFrom(now, -90, 9), closesAt });
  }
  await playManyApplications(carePathCall.slug, closesAt);
  await ensureDeciders(people, carePathCall.slug);
  await playEvaluation(people);
  await requestFullRanking(people, carePathCall.slug);
}

/** The call that has been announced: thirteen applications, ten laureates who are published. */
async function ensurePreventionCall(people: DemonstrationPeople, now: Date): Promise<void> {
  const closesAt = daysFrom(now, -120, 12);
  if ((await callBySlug(db(), preventionCall.slug))?.publishedAt == null) {
    // Nothing is enclosed: the first start is waited for.
    const sections = researchForm.sections.filter(({ id }) => id !== "enclosures");
    const words = { ...preventionCall, rulebook: researchCall.rulebook, form: { ...researchForm, sections } };
    await openCall(people, words, { opensAt: daysFrom(now, -200, 9), closesAt });
  }
  await playAnnouncement(people, closesAt);
}

type CallWords = {
  slug: string;
  title: Bilingual;
  summary: Bilingual;
  description: Bilingual;
  rulebook: Bilingual;
  form?: unknown;
};

async function openCall(
  { admin, organiser }: DemonstrationPeople,
  { slug, title, summary, description, rulebook, form = researchForm }: CallWords,
  { opensAt, closesAt }: { opensAt: Date; closesAt: Date },
): Promise<void> {
  if ((await callBySlug(db(), slug)) === null)
    await createCall(admin, { slug, title, organiserId: organiser.id });
  const dates = {
    opensAt,
    questionsCloseAt: new Date(closesAt.getTime() - 10 * dayMs),
    resultsExpectedAt: new Date(closesAt.getTime() + 60 * dayMs),
  };
  const words = { title, summary, description };
  await editCall(organiser, slug, { ...words, ...dates, timeZone, blindness: "open" }, closesAt);
  const silenceOn = localIn(timeZone, new Date(closesAt.getTime() + 120 * dayMs)).slice(0, 10);
  await editLegalMentions(organiser, slug, { ...demonstrationMentions, silenceOn });
  await addCallMember(organiser, slug, { email: demonstrationAccounts.organiser.email, role: "officer" });
  await publishRulebook(organiser, slug, { content: rulebook, changes: { en: "", fr: "" } });
  await publishRubric(organiser, slug, JSON.stringify(researchRubric));
  await publishForm(organiser, slug, JSON.stringify(form), () => Promise.resolve(opensAt));
  await publishCall(organiser, slug, () => Promise.resolve(opensAt));
}

/** A document, answered questions and a moved deadline: what gathers on the page of a call. */
async function tellMore({ organiser, competitor }: DemonstrationPeople, now: Date): Promise<void> {
  const { slug } = researchCall;
  const guide = await taggedPdf({ lang: "fr", title: "Guide du candidat", createdAt: now }, [
    { tag: "H1", words: "Guide du candidat" },
    { tag: "P", words: "Ce guide accompagne le formulaire, rubrique par rubrique." },
    { tag: "P", words: "Le règlement seul fait foi." },
  ]);
  const title = { fr: "Guide du candidat (PDF)", en: "Guide for applicants (PDF, in French)" };
  await addCallDocument(organiser, slug, {
    ...{ title, fileName: "guide-du-candidat.pdf", mediaType: "application/pdf" },
    content: guide,
  });
  for (const { asked, ...answer } of researchQuestions) {
    await askQuestion(competitor, slug, { text: asked, locale: "fr" });
    const call = await callBySlug(db(), slug);
    const [waiting] = call === null ? [] : await waitingQuestions(db(), call.id);
    if (waiting !== undefined) await answerQuestion(organiser, slug, waiting.id, answer);
  }
  await askQuestion(competitor, slug, {
    text: "Une équipe étrangère peut-elle être partenaire\u202f?",
    locale: "fr",
  });
  const call = await callBySlug(db(), slug);
  const [cutoff] = call === null ? [] : await cutoffsOf(db(), call.id);
  if (cutoff === undefined) return;
  await moveDeadline(organiser, slug, {
    cutoffId: cutoff.id,
    closesAt: daysFrom(now, 90, 18),
    reason: {
      fr: "Deux semaines de plus, à la demande des hôpitaux.",
      en: "Two more weeks, at the hospitals’ request.",
    },
  });
}

/** A day counted from now, at an hour of the call’s zone. */
function daysFrom(now: Date, days: number, hour: number): Date {
  const day = localIn(timeZone, new Date(now.getTime() + days * dayMs)).slice(0, 10);
  return (
    instantIn(timeZone, `${day}T${String(hour).padStart(2, "0")}:00`) ??
    new Date(now.getTime() + days * dayMs)
  );
}
