import { eq } from "drizzle-orm";
import type { Person } from "#app/accounts/actor.ts";
import { ruleAdmissibility } from "#app/applications/rule-admissibility.server.ts";
import { acceptInvitation } from "#app/reviews/answer-invitation.server.ts";
import { applyAssignment } from "#app/reviews/apply-assignment.server.ts";
import { releaseAssignments } from "#app/reviews/assign-juror.server.ts";
import { beginEvaluation } from "#app/reviews/begin-evaluation.server.ts";
import { requestRanking } from "#app/reviews/compute-ranking.server.ts";
import { declareInterests } from "#app/reviews/declare-interests.server.ts";
import { inviteJuror } from "#app/reviews/invite-juror.server.ts";
import { juryPage } from "#app/reviews/jury-pages.server.ts";
import { publishCharter } from "#app/reviews/publish-charter.server.ts";
import { interestsPage } from "#app/reviews/reading-pages.server.ts";
import { requestAssignment } from "#app/reviews/request-assignment.server.ts";
import { ruleOnConflict } from "#app/reviews/rule-on-conflict.server.ts";
import { db } from "#db/connections.ts";
import { callBySlug } from "#db/queries/calls.ts";
import { examinedApplications } from "#db/queries/examined-applications.ts";
import { jurorsOf, lastRun } from "#db/queries/juries.ts";
import { letters } from "#db/schema/platform.ts";
import {
  carePathCall,
  declaredTie,
  inventedJurors,
  juryCharter,
  namesake,
  type InventedJuror,
} from "#db/seed/calls/care-path-2026.ts";
import type { CallId } from "#db/vocabulary.ts";
import { asViewer } from "#db/viewer.ts";
import {
  demonstrationAccounts,
  ensureInventedPerson,
  inventedAddress,
  type DemonstrationPeople,
} from "./people.ts";
import { playReviews } from "./reviews.ts";

const { slug } = carePathCall;

type Judging = { person: Person; profile: InventedJuror };

/** Plays the evaluation of the call, from the charter to reviews in progress, each step where it is missing. */
export async function playEvaluation({ organiser, juror }: DemonstrationPeople): Promise<void> {
  const call = await callBySlug(db(), slug);
  if (call === null) return;
  const jury = await juryOf(juror);
  if (call.state === "open") {
    await publishCharter(organiser, slug, juryCharter);
    for (const one of jury) await invite(organiser, one);
    await admitAll(organiser);
    await beginEvaluation(organiser, slug);
  }
  await Promise.all(jury.map(declare));
  await dismissNamesake(organiser);
  await assignAll(organiser);
  await playReviews(
    slug,
    jury.map(({ person }) => person),
    juror,
  );
  await requestRanking(organiser, slug, 10);
}

async function juryOf(juror: Person): Promise<Judging[]> {
  const { displayName, affiliation } = demonstrationAccounts.juror;
  const own = { name: displayName, organisation: affiliation, domain: "demo.local" };
  const more = {
    expertise: ["chronic", "prevention"],
    languages: ["fr" as const, "en" as const],
    maxLoad: 14,
  };
  const jury: Judging[] = [{ person: juror, profile: { ...own, ...more } }];
  for (const profile of inventedJurors) {
    const person = await ensureInventedPerson(profile.name, profile.organisation, profile.domain);
    jury.push({ person, profile });
  }
  return jury;
}

/** By the letter, as everybody: its link is what accepts. */
async function invite(organiser: Person, { person, profile }: Judging): Promise<void> {
  const call = await callBySlug(db(), slug);
  const invited = call === null ? [] : await jurorsOf(db(), call.id);
  if (invited.some(({ displayName }) => displayName === profile.name)) return;
  const email = emailOf(person, profile);
  const { name, organisation, expertise, languages, maxLoad } = profile;
  const words = {
    email,
    name,
    organisation,
    expertise,
    languages,
    minLoad: 6,
    maxLoad,
    locale: "fr" as const,
  };
  await inviteJuror(organiser, slug, words);
  const written = await db().select({ body: letters.body }).from(letters).where(eq(letters.recipient, email));
  const key = written.flatMap(({ body }) => /jury-invitation\?key=([\w-]+)/.exec(body)?.[1] ?? []).at(-1);
  if (key !== undefined) await acceptInvitation(person, key);
}

function emailOf({ displayName }: Person, { domain }: InventedJuror): string {
  if (displayName === demonstrationAccounts.juror.displayName) return demonstrationAccounts.juror.email;
  return inventedAddress(displayName, domain);
}

const rulingsAtOnce = 6;

/** Every application is found admissible. */
async function admitAll(organiser: Person): Promise<void> {
  const call = await callBySlug(db(), slug);
  if (call === null) return;
  const rows = await asViewer(organiser.id, (tx) => examinedApplications(tx, call.id, organiser.id));
  const waiting = rows.filter(({ state }) => state === "submitted");
  const ruling = { outcome: "admissible" as const, reasons: { en: "", fr: "" } };
  const officer = async () => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
      await ruleAdmissibility(organiser, { slug, code: next.code }, ruling);
  };
  await Promise.all(Array.from({ length: rulingsAtOnce }, officer));
}

async function declare({ person, profile }: Judging): Promise<void> {
  const { lines, sweptAt } = await interestsPage(person, slug, "fr");
  if (sweptAt !== null) return;
  const isTie = (label: string) => profile.name === declaredTie.juror && label === declaredTie.name;
  const said = lines.map(({ key, label }) => ({
    ...{ key, hasTie: isTie(label) },
    nature: isTie(label) ? "Nous dirigeons ensemble une thèse depuis 2024." : "",
  }));
  await declareInterests(person, slug, said);
}

async function dismissNamesake(organiser: Person): Promise<void> {
  const { findings } = await juryPage(organiser, slug, "fr");
  const found = findings.filter(({ name, state }) => name === namesake.juror && state === "suspected");
  for (const { code, personId } of found)
    await ruleOnConflict(organiser, slug, { code, personId }, { kind: "dismiss", reason: namesake.reason });
}

const lookEveryMs = 100;
const patienceMs = 60_000;

async function assignAll(organiser: Person): Promise<void> {
  const call = await callBySlug(db(), slug);
  if (call === null) return;
  const state = (await lastRun(db(), call.id))?.state ?? null;
  if (state === null || state === "failed")
    await requestAssignment(organiser, slug, { reviews: 3, fairness: 0.9 });
  if (state !== "applied") {
    await awaitSolution(call.id);
    await applyAssignment(organiser, slug);
  }
  await releaseAssignments(organiser, slug);
}

async function awaitSolution(callId: CallId): Promise<void> {
  const until = Date.now() + patienceMs;
  for (;;) {
    const state = (await lastRun(db(), callId))?.state ?? "missing";
    if (state === "solved") return;
    const isUnderWay = state === "queued" || state === "running";
    if (!isUnderWay || Date.now() > until) throw new Error(`The demonstration's assignment is ${state}.`);
    await new Promise((resume) => setTimeout(resume, lookEveryMs));
  }
}
