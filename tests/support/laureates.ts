import { eq } from "drizzle-orm";
import type { Person } from "#app/accounts/actor.ts";
import { beginApplication } from "#app/applications/begin-application.server.ts";
import { saveAnswers } from "#app/applications/save-answers.server.ts";
import { submitApplication } from "#app/applications/submit-application.server.ts";
import { approveLaureateText } from "#app/laureates/approve-laureate.server.ts";
import { laureatesPage } from "#app/laureates/pages.server.ts";
import { proposeLaureate } from "#app/laureates/propose-laureate.server.ts";
import { ownTextPage } from "#app/laureates/publication-pages.server.ts";
import { publishLaureate } from "#app/laureates/publish-laureate.server.ts";
import { noQuery } from "#app/laureates/search.ts";
import type { Database } from "#db/client.ts";
import { applications } from "#db/schema/applications.ts";
import { calls } from "#db/schema/calls.ts";
import { decisions } from "#db/schema/decisions.ts";
import type { DecisionOutcome, DecisionState } from "#db/vocabulary.ts";
import { both, makeCall } from "./call.ts";
import { makePerson } from "./challenge.ts";

/** A form with everything from which a public text can be drawn. */
const laureateForm = {
  titleField: "title",
  sections: [
    {
      id: "one",
      title: both("One"),
      fields: [
        { type: "organisation", id: "lead", label: both("Lead") },
        { type: "short_text", id: "title", label: both("Title"), maxCharacters: 120 },
        { type: "short_text", id: "title_fr", label: both("French"), optional: true },
        {
          type: "long_text",
          id: "budget_note",
          audience: "administration",
          label: both("Note"),
          optional: true,
        },
        { type: "long_text", id: "impact", label: both("Impact") },
        {
          type: "table",
          id: "partners",
          optional: true,
          minRows: 0,
          label: both("Partners"),
          columns: [{ type: "organisation", id: "organisation", label: both("Organisation") }],
        },
        {
          type: "choices",
          id: "topics",
          label: both("Topics"),
          options: [
            { value: "heart", label: { fr: "Cœur", en: "Heart" } },
            { value: "lungs", label: { fr: "Poumons", en: "Lungs" } },
          ],
        },
      ],
    },
  ],
};

export type DecidedCall = { slug: string; organiser: Person; at: Date };

/** A call that has been announced. */
export async function makeDecidedCall(owner: Database, slug: string): Promise<DecidedCall> {
  const closesAt = new Date(Date.now() - 3_600_000);
  const { organiser } = await makeCall({ slug, form: laureateForm, closesAt });
  await owner.db.update(calls).set({ state: "announced" }).where(eq(calls.slug, slug));
  return { slug, organiser, at: new Date(closesAt.getTime() - 60_000) };
}

type Decided = { title: string; outcome?: DecisionOutcome; state?: DecisionState };

/** An application that was received in time, with its decision. */
export async function makeDecided(
  owner: Database,
  { slug, at }: DecidedCall,
  { title, outcome = "laureate", state = "released" }: Decided,
): Promise<{ person: Person; place: { slug: string; code: string }; code: string }> {
  const clock = () => Promise.resolve(at);
  // Applications are taken while the call is open; afterwards it is announced again.
  await owner.db.update(calls).set({ state: "open" }).where(eq(calls.slug, slug));
  const person = await makePerson(`Lead of ${title}`);
  const code = await beginApplication(person, slug, "en", clock);
  const answers = {
    ...{
      lead: "Institut Ardant",
      title,
      title_fr: `${title} (fr)`,
      budget_note: "For the administration only.",
    },
    ...{ impact: "Fewer returns to hospital.", topics: ["heart"] },
    partners: [{ row: "a", organisation: "CHU de Valmont" }],
  };
  const changes = Object.entries(answers).map(([field, value]) => ({ field, value, base: 0 }));
  await saveAnswers(person, code, changes, clock);
  await submitApplication(person, code, clock);
  await owner.db.update(calls).set({ state: "announced" }).where(eq(calls.slug, slug));
  const row = await applicationOf(owner, code);
  await owner.db.insert(decisions).values({
    ...{ applicationId: row.id, callId: row.callId, outcome, state, amountCents: 12_000_000 },
    ...{ waitingPlace: outcome === "waiting_list" ? 1 : null, reasons: both("Because.") },
    releasedAt: state === "released" ? new Date() : null,
  });
  return { person, code, place: { slug, code } };
}

/** A text about a laureate as an organiser proposes it. */
export function proposalOf(title: string) {
  return {
    ...{ title: { fr: `${title} en français`, en: title }, summary: { fr: "Résumé.", en: "Summary." } },
    ...{ leadOrganisation: "Institut Ardant", partners: ["CHU de Valmont"], people: [] as string[] },
    ...{ citation: { fr: "Une idée simple.", en: "A simple idea." }, place: 1, saysAmount: true },
  };
}

/** Approves what the laureate sees, with some changes. */
export async function approve(
  person: Person,
  code: string,
  changes: Partial<{ people: string[] }> = {},
): Promise<void> {
  const { words, revision } = await ownTextPage(person, code, "en");
  await approveLaureateText(person, code, { ...words, ...changes, seen: revision, haveAgreed: true });
}

/** A laureate whose text has gone through all hands. */
export async function makePublished(owner: Database, call: DecidedCall, title: string) {
  const made = await makeDecided(owner, call, { title });
  await proposeLaureate(call.organiser, made.place, proposalOf(title), 0);
  await approve(made.person, made.code);
  await publishLaureate(call.organiser, made.place, 2);
  return made;
}

/** Titles, in English, that the public reads. */
export async function publicTitles(): Promise<string[]> {
  const page = await laureatesPage(noQuery, 1, "en");
  return page.groups.flatMap(({ laureates }) => laureates.map(({ title }) => title));
}

export async function applicationOf(owner: Database, code: string) {
  const [row] = await owner.db.select().from(applications).where(eq(applications.code, code));
  if (row === undefined) throw new Error("no application");
  return row;
}
