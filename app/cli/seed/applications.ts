import type { Person } from "#app/accounts/actor.ts";
import { beginDocument, completeDocument } from "#app/applications/add-document.server.ts";
import { beginApplication } from "#app/applications/begin-application.server.ts";
import { checkDocument } from "#app/applications/check-document.server.ts";
import { saveAnswers } from "#app/applications/save-answers.server.ts";
import { submitApplication } from "#app/applications/submit-application.server.ts";
import { taggedPdf } from "#app/applications/tagged-pdf.server.ts";
import type { Clock } from "#db/clock.ts";
import { db } from "#db/connections.ts";
import { answersByField, ownedApplication } from "#db/queries/applications.ts";
import { callBySlug } from "#db/queries/calls.ts";
import {
  carePathApplications,
  carePathWords,
  type InventedApplication,
} from "#db/seed/calls/care-path-2026.ts";
import { emergencyApplications } from "#db/seed/calls/emergency-2026.ts";
import { asViewer } from "#db/viewer.ts";
import { ensureInventedPerson } from "./people.ts";

/** The draft that a newcomer finds: begun, with something wrong and something missing. */
export async function playDraft(applicant: Person, slug: string): Promise<void> {
  if ((await begunAnswers(applicant, slug)) > 0) return;
  const code = await beginApplication(applicant, slug, "fr");
  await saveAll(applicant, code, {
    lead_organisation: "CHU de Valmont",
    lead_type: "hospital",
    lead_person: "Armand Tessereau",
    lead_email: "applicant@demo.local",
    partners: [{ row: "a", organisation: "Univ. de Brévannes", person: "Noé Castelline", email: "" }],
    title: "Anticiper la décompensation cardiaque à domicile",
    title_en: "Anticipating heart failure at home",
    impact:
      "Un patient sur quatre est réhospitalisé dans les trois mois. Repérer l’aggravation dix jours plus tôt laisse au médecin traitant le temps d’ajuster le traitement.",
    months: "42",
    costs: [
      { row: "a", what: "Ingénieure de données, 24 mois", amount: "112 000" },
      { row: "b", what: "Calcul et stockage", amount: "46 000" },
    ],
  });
}

/** What was received by the closed call, the last one some minutes before its end. */
export async function playApplications(slug: string, closesAt: Date): Promise<void> {
  for (const [index, one] of emergencyApplications.entries()) {
    const person = await ensureInventedPerson(one.person, one.organisation);
    if ((await begunAnswers(person, slug)) > 0) continue;
    const hoursBefore = (emergencyApplications.length - index) * 19 + 0.2;
    await playOne(person, slug, one, () =>
      Promise.resolve(new Date(closesAt.getTime() - hoursBefore * 3_600_000)),
    );
  }
}

const atOnce = 6;

/** What was received by the call in evaluation, several at a time. */
export async function playManyApplications(slug: string, closesAt: Date): Promise<void> {
  const waiting = carePathApplications.map((one, index) => ({ one, index }));
  const player = async () => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const { one, index } = next;
      const at = new Date(closesAt.getTime() - (index + 1) * 3_600_000);
      await playCarePath(slug, one, () => Promise.resolve(at));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, player));
}

async function playCarePath(slug: string, one: InventedApplication, clock: Clock): Promise<void> {
  const person = await ensureInventedPerson(one.person, one.organisation);
  if ((await begunAnswers(person, slug)) > 0) return;
  const code = await beginApplication(person, slug, one.locale, clock);
  const title = one.locale === "fr" ? `Plan d’analyse\u00a0: ${one.title}` : `Plan of analysis: ${one.title}`;
  await addPdf(person, code, clock, { field: "analysis_plan", title });
  const partners = one.partners.map((partner, index) => ({ row: String(index), ...partner }));
  const words = carePathWords[one.locale];
  const amount = String(60_000 + 1_000 * (one.title.length % 80));
  const more = { ...words, costs: [{ row: "a", what: words.what, amount }] };
  const { what: _named, ...answers } = more;
  await saveAll(
    person,
    code,
    {
      ...answersOf({ ...one, partners: [], amount }),
      ...answers,
      partners,
      topics: one.topics,
    },
    clock,
  );
  await submitApplication(person, code, clock);
}

type Invented = (typeof emergencyApplications)[number];
type Answered = {
  organisation: string;
  type: string;
  person: string;
  title: string;
  amount: string;
  partners: readonly (readonly [string, string])[];
};

async function playOne(person: Person, slug: string, one: Invented, clock: Clock): Promise<void> {
  const code = await beginApplication(person, slug, "fr", clock);
  await addPdf(person, code, clock, { field: "analysis_plan", title: `Plan d’analyse\u00a0: ${one.title}` });
  if (one.hasLetter)
    await addPdf(person, code, clock, {
      field: "support_letter",
      title: `Lettre de soutien\u00a0: ${one.title}`,
    });
  await saveAll(person, code, answersOf(one), clock);
  await submitApplication(person, code, clock);
}

/** What every application of the demonstration answers. */
export function answersOf(one: Answered): Record<string, unknown> {
  const partners = one.partners.map(([organisation, person], index) => ({
    row: String(index),
    organisation,
    person,
  }));
  return {
    lead_organisation: one.organisation,
    lead_type: one.type,
    ...(one.type === "company" ? { registration: "000 000 000 00000" } : {}),
    lead_person: one.person,
    lead_email: "contact@invented.invalid",
    partners,
    title: one.title,
    impact: "Moins d’attente pour les malades, moins de retours évitables, et des soignants mieux informés.",
    months: "24",
    start: "2027-04-01",
    topics: ["emergency", "organisation"],
    question: "Peut-on prévoir, dès l’arrivée, ce dont le malade aura besoin dans les trois heures\u202f?",
    plan: "Cohorte rétrospective de trois services, modèle fixé avant toute lecture des issues, validation sur un quatrième.",
    data: "Résumés de passage aux urgences de 2019 à 2025, environ 400\u202f000 passages par an.",
    costs: [{ row: "a", what: "Personnel temporaire et calcul", amount: one.amount }],
    rules: true,
    truth: true,
  };
}

/** Effects: the answers of a draft. */
export async function saveAll(
  person: Person,
  code: string,
  answers: Record<string, unknown>,
  clock?: Clock,
): Promise<void> {
  const changes = Object.entries(answers).map(([field, value]) => ({ field, value, base: 0 }));
  await saveAnswers(person, code, changes, clock);
}

/** By the same way as a browser's: a signed link to the object store, then the check. */
async function addPdf(
  person: Person,
  code: string,
  clock: Clock,
  { field, title }: { field: string; title: string },
): Promise<void> {
  const pdf = await taggedPdf({ lang: "fr", title, createdAt: await clock(db()) }, [
    { tag: "H1", words: title },
    { tag: "P", words: "Document inventé pour la démonstration." },
  ]);
  const file = { field, fileName: `${field.replace("_", "-")}.pdf`, sizeBytes: pdf.byteLength };
  const { id, url } = await beginDocument(person, code, file, clock);
  const answer = await fetch(url, { method: "PUT", body: new Uint8Array(pdf) });
  if (!answer.ok) throw new Error(`The object store answered ${String(answer.status)} to a document.`);
  await completeDocument(person, code, id, clock);
  await checkDocument(id, person.id);
}

/** How much of an application an interrupted seeding has left. */
export async function begunAnswers(person: Person, slug: string): Promise<number> {
  return asViewer(person.id, async (tx) => {
    const call = await callBySlug(tx, slug);
    const begun = call === null ? null : await ownedApplication(tx, call.id, person.id);
    if (begun === null) return 0;
    const answers = await answersByField(tx, begun.id);
    const wantsReceipt = slug !== "recherche-2027" && begun.state === "draft";
    return wantsReceipt ? 0 : Object.keys(answers).length;
  });
}
