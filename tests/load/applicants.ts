import type { Person } from "#app/accounts/actor.ts";
import { beginApplication } from "#app/applications/begin-application.server.ts";
import { saveAnswers } from "#app/applications/save-answers.server.ts";
import { inTransaction } from "#db/connections.ts";
import { newId } from "#db/ids.ts";
import { people } from "#db/schema/accounts.ts";
import type { PersonId } from "#db/vocabulary.ts";
import { cookieFor } from "#tests/support/cookie-for.ts";

/** An applicant of a load script: signed in, with an application that lacks nothing but its document. */
export type Applicant = { person: Person; cookie: string; code: string };

const answers: Record<string, unknown> = {
  lead_organisation: "CHU de Valmont",
  lead_type: "hospital",
  lead_person: "Load test",
  lead_email: "contact@invented.invalid",
  partners: [],
  title: "Load test",
  title_en: "Load test",
  impact: "Moins d’attente pour les malades.",
  months: "24",
  start: "2027-04-01",
  topics: ["emergency", "organisation"],
  question: "Peut-on prévoir, dès l’arrivée, ce dont le malade aura besoin\u202f?",
  plan: "Cohorte rétrospective de trois services.",
  data: "Résumés de passage aux urgences de 2019 à 2025.",
  costs: [{ row: "a", what: "Calcul", amount: "60 000" }],
  rules: true,
  truth: true,
};

/** Makes so many invented applicants of an open call, through the verbs, as the owner of the tables.
 * Effects: accounts, sessions and drafts that nothing takes away again: for a demonstration of its own. */
export async function makeApplicants(count: number, slug: string): Promise<Applicant[]> {
  const made: Applicant[] = [];
  for (let number = 0; number < count; number++) {
    const person = await makePerson(number);
    const code = await beginApplication(person, slug, "fr");
    const changes = Object.entries(answers).map(([field, value]) => ({ field, value, base: 0 }));
    await saveAnswers(person, code, changes);
    made.push({ person, code, cookie: await cookieFor(person.id) });
  }
  return made;
}

async function makePerson(number: number): Promise<Person> {
  const id: PersonId = newId("person");
  const displayName = `Load ${String(number)}`;
  const email = `${id}@invented.invalid`;
  await inTransaction((tx) =>
    tx.insert(people).values({
      ...{ id, email, displayName, affiliation: null, passwordHash: null },
      ...{ isAdministrator: false, locale: "fr", emailConfirmedAt: new Date() },
    }),
  );
  return {
    ...{ kind: "person", id, displayName, locale: "fr" },
    ...{ emailConfirmed: true, isAdministrator: false, scopes: null },
  };
}
