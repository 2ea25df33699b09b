import type { Person } from "#app/accounts/actor.ts";
import { addCallMember } from "#app/calls/add-call-member.server.ts";
import { saveDecisionLetter } from "#app/decisions/save-letter.server.ts";
import { standardLetters } from "#app/decisions/standard-letters.ts";
import { computeRanking } from "#app/reviews/compute-ranking.server.ts";
import type { Database } from "#db/client.ts";
import { connect, connections } from "#db/connections.ts";
import { people } from "#db/schema/accounts.ts";
import { letterOutcomes, type CallRole } from "#db/vocabulary.ts";
import { eq } from "drizzle-orm";
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
