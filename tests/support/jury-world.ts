import { eq } from "drizzle-orm";
import type { Person } from "#app/accounts/actor.ts";
import { beginApplication } from "#app/applications/begin-application.server.ts";
import { saveAnswers } from "#app/applications/save-answers.server.ts";
import { submitApplication } from "#app/applications/submit-application.server.ts";
import { acceptInvitation } from "#app/reviews/answer-invitation.server.ts";
import { assignJuror, releaseAssignments } from "#app/reviews/assign-juror.server.ts";
import { beginEvaluation } from "#app/reviews/begin-evaluation.server.ts";
import { declareInterests } from "#app/reviews/declare-interests.server.ts";
import { handInReview, saveReview } from "#app/reviews/save-review.server.ts";
import { inviteJuror } from "#app/reviews/invite-juror.server.ts";
import { publishCharter } from "#app/reviews/publish-charter.server.ts";
import { interestsPage } from "#app/reviews/reading-pages.server.ts";
import type { Database } from "#db/client.ts";
import { db } from "#db/connections.ts";
import { callBySlug } from "#db/queries/calls.ts";
import { people } from "#db/schema/accounts.ts";
import { applications } from "#db/schema/applications.ts";
import { letters } from "#db/schema/platform.ts";
import type { CallId, JurorId, Locale } from "#db/vocabulary.ts";
import { both, makeCall } from "./call.ts";
import { makePerson } from "./challenge.ts";

/** A form whose answers name an organisation and a person, and say a topic. */
const juryForm = {
  titleField: "title",
  sections: [
    {
      id: "one",
      title: both("One"),
      fields: [
        { type: "short_text", id: "title", label: both("Title"), maxCharacters: 80 },
        { type: "organisation", id: "lead", label: both("Lead"), identifies: true },
        { type: "short_text", id: "person", names: "person", label: both("Person"), identifies: true },
        {
          type: "choices",
          id: "topics",
          optional: true,
          label: both("Topics"),
          options: [
            { value: "heart", label: both("Heart") },
            { value: "lungs", label: both("Lungs") },
          ],
        },
        {
          type: "short_text",
          id: "account",
          audience: "administration",
          optional: true,
          label: both("Account"),
        },
      ],
    },
  ],
};

export type JuryCall = { slug: string; organiser: Person; closesAt: Date };

/** A call that has closed, with applications that an officer has found admissible. */
export async function makeClosedCall(
  owner: Database,
  slug: string,
  files: readonly { title: string; lead: string; person: string; topics?: string[] }[],
): Promise<JuryCall & { codes: string[]; applicants: Person[] }> {
  const closesAt = new Date(Date.now() - 3_600_000);
  const { organiser } = await makeCall({ slug, form: juryForm, closesAt });
  const clock = () => Promise.resolve(new Date(closesAt.getTime() - 60_000));
  const codes: string[] = [];
  const applicants: Person[] = [];
  for (const { topics = ["heart"], ...words } of files) {
    const person = await makePersonAt(words.person, `${slug}-${String(codes.length)}.applicants.test`);
    const code = await beginApplication(person, slug, "en", clock);
    const answers = { ...words, topics, account: "IBAN of the lead" };
    const changes = Object.entries(answers).map(([field, value]) => ({ field, value, base: 0 }));
    await saveAnswers(person, code, changes, clock);
    await submitApplication(person, code, clock);
    await owner.db.update(applications).set({ state: "admissible" }).where(eq(applications.code, code));
    codes.push(code);
    applicants.push(person);
  }
  await publishCharter(organiser, slug, both("Be fair, keep silent."));
  return { slug, organiser, closesAt, codes, applicants };
}

/** A person whose confirmed address is of a domain of its own, so that nobody shares it by accident. */
export async function makePersonAt(name: string, domain: string): Promise<Person> {
  const person = await makePerson(name);
  const email = `${person.id.slice(-6)}@${domain}`;
  await db().update(people).set({ email, emailConfirmedAt: new Date() }).where(eq(people.id, person.id));
  return person;
}

type Profile = {
  name: string;
  organisation?: string;
  expertise?: string[];
  languages?: Locale[];
  minLoad?: number;
  maxLoad?: number;
};

/** A juror who has accepted through the link of the letter. */
export async function makeJuror(
  owner: Database,
  { slug, organiser }: JuryCall,
  profile: Profile,
): Promise<{ person: Person; jurorId: JurorId }> {
  const person = await makePersonAt(
    profile.name,
    `${profile.name.replace(/\W+/g, "").toLowerCase()}.jurors.test`,
  );
  const [row] = await owner.db.select({ email: people.email }).from(people).where(eq(people.id, person.id));
  const jurorId = await inviteJuror(organiser, slug, {
    ...{ email: row?.email ?? "", name: profile.name, organisation: profile.organisation ?? "" },
    ...{ expertise: profile.expertise ?? ["heart"], languages: profile.languages ?? ["fr", "en"] },
    ...{ minLoad: profile.minLoad ?? 0, maxLoad: profile.maxLoad ?? 10, locale: "en" },
  });
  await acceptInvitation(person, await keyFor(owner, row?.email ?? ""));
  return { person, jurorId };
}

/** The key of the last invitation that was written to an address. */
export async function keyFor(owner: Database, email: string): Promise<string> {
  const rows = await owner.db.select().from(letters).where(eq(letters.recipient, email.toLowerCase()));
  const last = rows.sort((a, b) => a.id.localeCompare(b.id)).at(-1);
  return /key=([\w-]+)/.exec(last?.body ?? "")?.[1] ?? "";
}

/** Answers for every name of the list; `ties`: labels with which there is a tie. */
export async function sweep(person: Person, slug: string, ties: readonly string[] = []): Promise<number> {
  const { lines } = await interestsPage(person, slug, "en");
  return declareInterests(
    person,
    slug,
    lines.map(({ key, label }) => ({ key, hasTie: ties.includes(label), nature: "" })),
  );
}

/** Assigns and releases pairs by hand. */
export async function assign(
  { slug, organiser }: JuryCall,
  pairs: readonly (readonly [code: string, jurorId: JurorId])[],
): Promise<void> {
  for (const [code, jurorId] of pairs) await assignJuror(organiser, slug, { code, jurorId });
  await releaseAssignments(organiser, slug);
}

/** Marks the only criterion and hands in. */
export async function judge(person: Person, slug: string, code: string, mark: number): Promise<void> {
  await saveReview(person, { slug, code }, [
    { field: "mark:benefit", value: mark },
    { field: "comment:benefit", value: `Reason of ${person.displayName}` },
    { field: "to_applicant", value: `To the applicant from ${person.displayName}` },
    { field: "to_committee", value: `To the committee from ${person.displayName}` },
  ]);
  await handInReview(person, { slug, code });
}

export { beginEvaluation };

export async function callIdOf(slug: string): Promise<CallId> {
  const call = await callBySlug(db(), slug);
  if (call === null) throw new Error(`no call ${slug}`);
  return call.id;
}
