import { eq } from "drizzle-orm";
import type { Person } from "#app/accounts/actor.ts";
import { addCallMember } from "#app/calls/add-call-member.server.ts";
import { approveDecisions } from "#app/decisions/approve-decisions.server.ts";
import { decisionsPage } from "#app/decisions/pages.server.ts";
import { proposeDecision, type Proposal } from "#app/decisions/propose-decision.server.ts";
import { rehearseLetters, releaseDecisions } from "#app/decisions/release-decisions.server.ts";
import { saveDecisionLetter } from "#app/decisions/save-letter.server.ts";
import { standardLetters } from "#app/decisions/standard-letters.ts";
import { computeRanking } from "#app/reviews/compute-ranking.server.ts";
import type { Database } from "#db/client.ts";
import { connect, connections } from "#db/connections.ts";
import { people } from "#db/schema/accounts.ts";
import { applications } from "#db/schema/applications.ts";
import { conflicts } from "#db/schema/juries.ts";
import { letterOutcomes, type CallRole, type DecisionOutcome } from "#db/vocabulary.ts";
import { both } from "./call.ts";
import {
  assign,
  beginEvaluation,
  callIdOf,
  judge,
  makeClosedCall,
  makeJuror,
  makePersonAt,
  sweep,
  type JuryCall,
} from "./jury-world.ts";

export type JudgedCall = JuryCall & {
  /** From the best to the worst. */
  codes: string[];
  applicants: Person[];
  jurors: Person[];
  authority: Person;
};

/** A call whose jury has judged so many applications: the first is the best. Its organiser prepares, its authority
 * decides; the letters are the standard ones. */
export async function makeJudgedCall(owner: Database, slug: string, count: number): Promise<JudgedCall> {
  const names = ["Armand Tessereau", "Noé Castelline", "Maud Lescure", "Lubin Fercoq", "Salomé Kervadec"];
  const files = Array.from({ length: count }, (_, index) => ({
    ...{ title: `Project ${String(index + 1)}`, lead: `Institut ${String.fromCharCode(65 + index)}rdant` },
    person: names[index] ?? `Person ${String(index)}`,
  }));
  const call = await makeClosedCall(owner, slug, files);
  const jurors = [
    await makeJuror(owner, call, { name: "Élie Sauvageot" }),
    await makeJuror(owner, call, { name: "Béatrix Ollagnier" }),
  ];
  const authority = await addMember(owner, call, "Directrice Vannier", "authority");
  await beginEvaluation(call.organiser, slug);
  for (const { person } of jurors) await sweep(person, slug);
  await assign(
    call,
    call.codes.flatMap((code) => jurors.map(({ jurorId }) => [code, jurorId] as const)),
  );
  for (const [index, code] of call.codes.entries())
    for (const { person } of jurors) await judge(person, slug, code, Math.max(0, 5 - index));
  await rankFor(owner, slug, authority);
  for (const outcome of letterOutcomes)
    await saveDecisionLetter(call.organiser, slug, outcome, standardLetters[outcome]);
  return { ...call, jurors: jurors.map(({ person }) => person), authority };
}

/** A person with a role in a call. */
export async function addMember(
  owner: Database,
  { slug, organiser }: JuryCall,
  name: string,
  role: CallRole,
): Promise<Person> {
  const person = await makePersonAt(name, `${name.replace(/\W+/g, "").toLowerCase()}.members.test`);
  const [row] = await owner.db.select().from(people).where(eq(people.id, person.id));
  await addCallMember(organiser, slug, { email: row?.email ?? "", role });
  return person;
}

/** Computes the ranking of what a person may see, as the jobs process does. */
export async function rankFor(owner: Database, slug: string, { id }: Person, places = 2): Promise<void> {
  const callId = await callIdOf(slug);
  await asJobs(owner, () => computeRanking({ callId, personId: id, places }));
}

export const reasonsOf = {
  laureate: both("A clear need and a sound method."),
  waiting_list: both("Sound, but after others."),
  rejected: both("The evidence is still missing."),
};

/** A proposal that says what it must. */
export function proposal(code: string, outcome: DecisionOutcome, more: Partial<Proposal> = {}): Proposal {
  return {
    ...{ code, outcome, waitingPlace: null, reasons: reasonsOf[outcome], conditions: null, departure: "" },
    amountCents: outcome === "laureate" ? 100_000_00 : null,
    ...more,
  };
}

/** Proposes an outcome for each application of a call, in the order of the ranking. */
export async function proposeEach(
  { slug, organiser, codes }: JudgedCall,
  outcomes: readonly DecisionOutcome[],
): Promise<void> {
  let waiting = 0;
  for (const [index, outcome] of outcomes.entries()) {
    const waitingPlace = outcome === "waiting_list" ? ++waiting : null;
    await proposeDecision(organiser, slug, proposal(codes[index] ?? "", outcome, { waitingPlace }));
  }
}

/** Approves all that a person sees and has not proposed. */
export async function approveAll({ slug }: JudgedCall, person: Person): Promise<number> {
  const { seenAll } = await decisionsPage(person, slug, "en");
  return approveDecisions(person, slug, { code: null, seen: seenAll });
}

/** Approves and releases all that is proposed, as the dry run shows it. */
export async function releaseAll(call: JudgedCall): Promise<number> {
  await approveAll(call, call.authority);
  return releaseApproved(call);
}

/** Releases what is approved, as the dry run shows it. */
export async function releaseApproved({ authority, slug }: JudgedCall): Promise<number> {
  const { letters, digest } = await rehearseLetters(authority, slug);
  return releaseDecisions(authority, slug, { letters: letters.length, digest, despiteOpen: false });
}

/** A conflict of a person with an application, known to everybody who rules on it. */
export async function plantConflict(
  owner: Database,
  { slug }: JuryCall,
  person: Person,
  code: string,
): Promise<void> {
  const [row] = await owner.db.select().from(applications).where(eq(applications.code, code));
  if (row === undefined) throw new Error(`no application ${code}`);
  const callId = await callIdOf(slug);
  const fact = { state: "confirmed" as const, source: "organiser" as const, evidence: [] };
  await owner.db
    .insert(conflicts)
    .values({ applicationId: row.id, personId: person.id, callId, changedAt: new Date(), ...fact })
    .onConflictDoUpdate({ target: [conflicts.applicationId, conflicts.personId], set: fact });
}

/** The rights of another process for one piece of work. */
async function asJobs(owner: Database, work: () => Promise<void>): Promise<void> {
  const web = connections();
  connect({ ...web, database: owner });
  try {
    await work();
  } finally {
    connect(web);
  }
}
