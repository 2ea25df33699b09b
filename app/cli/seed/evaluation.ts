import type { Person } from "#app/accounts/actor.ts";
import { applyAssignment } from "#app/reviews/apply-assignment.server.ts";
import { releaseAssignments } from "#app/reviews/assign-juror.server.ts";
import { beginEvaluation } from "#app/reviews/begin-evaluation.server.ts";
import { requestRanking } from "#app/reviews/compute-ranking.server.ts";
import { juryPage } from "#app/reviews/jury-pages.server.ts";
import { publishCharter } from "#app/reviews/publish-charter.server.ts";
import { requestAssignment } from "#app/reviews/request-assignment.server.ts";
import { ruleOnConflict } from "#app/reviews/rule-on-conflict.server.ts";
import { db } from "#db/connections.ts";
import { callBySlug } from "#db/queries/calls.ts";
import { lastRun } from "#db/queries/juries.ts";
import {
  carePathCall,
  declaredTie,
  inventedJurors,
  juryCharter,
  namesake,
} from "#db/seed/calls/care-path-2026.ts";
import { isUnderWay, type CallId } from "#db/vocabulary.ts";
import { demonstrationAccounts, ensureInventedPerson, type DemonstrationPeople } from "./people.ts";
import { admitAll, declare, invite, type Judging } from "./jury-steps.ts";
import { playReviews } from "./reviews.ts";
import { waitUntil } from "./wait-until.ts";

const { slug } = carePathCall;

/** Plays the evaluation of the call, from the charter to reviews in progress, each step where it is missing. */
export async function playEvaluation({ organiser, juror }: DemonstrationPeople): Promise<void> {
  const call = await callBySlug(db(), slug);
  if (call === null) return;
  const jury = await juryOf(juror);
  if (call.state === "open") {
    await publishCharter(organiser, slug, juryCharter);
    for (const one of jury) await invite(organiser, slug, one);
    await admitAll(organiser, slug);
    await beginEvaluation(organiser, slug);
  }
  await Promise.all(jury.map((one) => declare(slug, one, tieOf(one))));
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

function tieOf({ profile }: Judging): string | null {
  return profile.name === declaredTie.juror ? declaredTie.name : null;
}

async function dismissNamesake(organiser: Person): Promise<void> {
  const { findings } = await juryPage(organiser, slug, "fr");
  const found = findings.filter(({ name, state }) => name === namesake.juror && state === "suspected");
  for (const { code, personId } of found)
    await ruleOnConflict(organiser, slug, { code, personId }, { kind: "dismiss", reason: namesake.reason });
}

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
  await waitUntil("an assignment", async () => {
    const state = (await lastRun(db(), callId))?.state ?? "missing";
    if (isUnderWay(state)) return null;
    return state === "solved" ? state : Promise.reject(new Error(`The assignment is ${state}.`));
  });
}
