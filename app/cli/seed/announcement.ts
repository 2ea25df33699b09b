import type { Person } from "#app/accounts/actor.ts";
import { beginApplication } from "#app/applications/begin-application.server.ts";
import { submitApplication } from "#app/applications/submit-application.server.ts";
import { addCallMember } from "#app/calls/add-call-member.server.ts";
import { approveDecisions } from "#app/decisions/approve-decisions.server.ts";
import { decisionsPage } from "#app/decisions/pages.server.ts";
import { proposeAlongLine } from "#app/decisions/propose-along-line.server.ts";
import { rehearseLetters, releaseDecisions } from "#app/decisions/release-decisions.server.ts";
import { saveDecisionLetter } from "#app/decisions/save-letter.server.ts";
import { standardLetters } from "#app/decisions/standard-letters.ts";
import { assignJuror, releaseAssignments } from "#app/reviews/assign-juror.server.ts";
import { beginEvaluation } from "#app/reviews/begin-evaluation.server.ts";
import { requestRanking } from "#app/reviews/compute-ranking.server.ts";
import { juryPage } from "#app/reviews/jury-pages.server.ts";
import { publishCharter } from "#app/reviews/publish-charter.server.ts";
import { ruleOnConflict } from "#app/reviews/rule-on-conflict.server.ts";
import { db } from "#db/connections.ts";
import { callBySlug } from "#db/queries/calls.ts";
import { examinedApplications } from "#db/queries/examined-applications.ts";
import { assignmentsOfCall, jurorsOf } from "#db/queries/juries.ts";
import { inventedJurors, juryCharter, type InventedJuror } from "#db/seed/calls/care-path-2026.ts";
import {
  authorityOfPrevention,
  preventionApplications,
  preventionCall,
  preventionReasons,
  secondOrganiser,
  sharedDomain,
  type InventedLaureate,
} from "#db/seed/calls/prevention-2026.ts";
import { asViewer } from "#db/viewer.ts";
import { letterOutcomes, type CallRole } from "#db/vocabulary.ts";
import { answersOf, begunAnswers, saveAll } from "./applications.ts";
import { admitAll, declare, invite, type Judging } from "./jury-steps.ts";
import {
  demonstrationAccounts,
  ensureInventedPerson,
  inventedAddress,
  type DemonstrationPeople,
} from "./people.ts";
import { playPublication, type Applicants } from "./publication.ts";
import { playAllReviews } from "./reviews.ts";
import { waitUntil } from "./wait-until.ts";

const { slug } = preventionCall;

/** Jurors who have no tie with any laureate. */
const juryNames = ["Fergus Dunmore", "Ismaël Benhaddou", "Rowena Ashgrove"];
const places = 10;

/** Plays a call to its end: applications, jury, decisions by two people, and the laureates' texts, each step where it is
 * missing. */
export async function playAnnouncement(people: DemonstrationPeople, closesAt: Date): Promise<void> {
  const { organiser, applicant } = people;
  const applicants = await receiveAll(applicant, closesAt);
  if ((await callBySlug(db(), slug))?.state !== "announced") {
    const second = await memberOf(organiser, secondOrganiser, "organiser");
    const authority = await memberOf(organiser, authorityOfPrevention, "authority");
    await judge(organiser, second);
    await decide(organiser, authority);
  }
  await playPublication(organiser, applicants);
}

type InventedMember = { name: string; organisation: string; domain: string };

async function memberOf(
  organiser: Person,
  { name, organisation, domain }: InventedMember,
  role: CallRole,
): Promise<Person> {
  const person = await ensureInventedPerson(name, organisation, domain);
  await addCallMember(organiser, slug, { email: inventedAddress(name, domain), role });
  return person;
}

async function receiveAll(applicant: Person, closesAt: Date): Promise<Applicants> {
  return Promise.all(
    preventionApplications.map(async (one, index) => {
      const isOwn = one.person === demonstrationAccounts.applicant.displayName;
      const person = isOwn ? applicant : await ensureInventedPerson(one.person, one.organisation);
      await receive(person, one, new Date(closesAt.getTime() - (index + 1) * 3_600_000));
      return { person, one };
    }),
  );
}

async function receive(person: Person, one: InventedLaureate, at: Date): Promise<void> {
  if ((await begunAnswers(person, slug)) > 0) return;
  const clock = () => Promise.resolve(at);
  const code = await beginApplication(person, slug, one.locale, clock);
  const common = answersOf({
    ...one,
    title: one.title[one.locale],
    amount: String(one.amountEuros),
    partners: [],
  });
  const partners = one.partners.map((partner, index) => ({ row: String(index), ...partner }));
  const written = { impact: one.summary[one.locale], topics: one.topics, title_en: one.title.en };
  await saveAll(person, code, { ...common, ...written, partners }, clock);
  await submitApplication(person, code, clock);
}

/** From the charter to the last review. */
async function judge(organiser: Person, second: Person): Promise<void> {
  const jury = await Promise.all(inventedJurors.filter(({ name }) => juryNames.includes(name)).map(judging));
  if ((await callBySlug(db(), slug))?.state === "open") {
    await publishCharter(organiser, slug, juryCharter);
    for (const one of jury) await invite(organiser, slug, one);
    await admitAll(organiser, slug);
    await beginEvaluation(organiser, slug);
  }
  await dismissSharedDomain(second, organiser);
  await Promise.all(jury.map((one) => declare(slug, one, null)));
  await assignEverything(organiser);
  const qualities = new Map(preventionApplications.map((one) => [one.title[one.locale], one.quality]));
  const people = jury.map(({ person }) => person);
  await playAllReviews(slug, people, (title) => qualities.get(title) ?? 0);
}

/** Everybody of the demonstration has an address of one domain, which is found, and ruled on by another organiser. */
async function dismissSharedDomain(second: Person, organiser: Person): Promise<void> {
  const { findings } = await juryPage(second, slug, "fr");
  const own = findings.filter(({ personId, state }) => personId === organiser.id && state === "suspected");
  for (const { code, personId } of own)
    await ruleOnConflict(second, slug, { code, personId }, { kind: "dismiss", reason: sharedDomain });
}

async function judging(profile: InventedJuror): Promise<Judging> {
  const { name, organisation, domain } = profile;
  return { person: await ensureInventedPerson(name, organisation, domain), profile };
}

async function assignEverything(organiser: Person): Promise<void> {
  const call = await callBySlug(db(), slug);
  if (call === null) return;
  const done = await assignmentsOfCall(db(), call.id);
  const received = await asViewer(organiser.id, (tx) => examinedApplications(tx, call.id, organiser.id));
  for (const juror of await jurorsOf(db(), call.id))
    for (const { id, code } of received) {
      const isDone = done.some((one) => one.applicationId === id && one.jurorId === juror.id);
      if (!isDone) await assignJuror(organiser, slug, { code, jurorId: juror.id });
    }
  await releaseAssignments(organiser, slug);
}

/** The organiser prepares, the authority approves and releases. */
async function decide(organiser: Person, authority: Person): Promise<void> {
  await requestRanking(organiser, slug, places);
  await awaitRanking(organiser);
  for (const outcome of letterOutcomes)
    await saveDecisionLetter(organiser, slug, outcome, standardLetters[outcome]);
  await proposeAlongLine(organiser, slug, { places, waiting: 1, reasons: preventionReasons, replace: false });
  const { approvable, seenAll } = await decisionsPage(authority, slug, "fr");
  if (approvable > 0) await approveDecisions(authority, slug, { code: null, seen: seenAll });
  // What may be found between invented people is for visitors to judge: the demonstration does not stop at it.
  const { letters, digest } = await rehearseLetters(authority, slug);
  await releaseDecisions(authority, slug, { letters: letters.length, digest, despiteOpen: true });
}

async function awaitRanking(organiser: Person): Promise<void> {
  await waitUntil("the ranking of the announced call", async () => {
    const { ranking } = await decisionsPage(organiser, slug, "fr");
    return ranking === null || ranking.isStale ? null : ranking;
  });
}
