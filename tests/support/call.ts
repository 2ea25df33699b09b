import type { Person } from "#app/accounts/actor.ts";
import { beginApplication } from "#app/applications/begin-application.server.ts";
import { publishForm } from "#app/applications/publish-form.server.ts";
import { saveAnswers } from "#app/applications/save-answers.server.ts";
import { createCall } from "#app/calls/create-call.server.ts";
import { editCall, editLegalMentions } from "#app/calls/edit-call.server.ts";
import { publishCall } from "#app/calls/publish-call.server.ts";
import { publishRubric, publishRulebook } from "#app/calls/publish-rulebook.server.ts";
import { openDatabase, type Database } from "#db/client.ts";
import type { LegalMentions } from "#db/schema/calls.ts";
import type { CallId } from "#db/vocabulary.ts";
import { makePerson } from "./challenge.ts";

export const both = (text: string) => ({ en: text, fr: text });

export const mentions: LegalMentions = {
  service: both("Calls office"),
  postalAddress: both("1 rue de l’Essai, Brévannes"),
  email: "calls@test.invalid",
  phone: "+33 1 00 00 00 00",
  silence: "rejection",
  silenceOn: "2027-06-30",
  appeals: both("Two months, before the administrative court."),
};

export const smallForm = {
  titleField: "title",
  sections: [
    {
      id: "one",
      title: both("One"),
      fields: [
        { type: "short_text", id: "title", label: both("Title"), maxCharacters: 20 },
        { type: "organisation", id: "lead", label: both("Lead") },
        { type: "long_text", id: "why", label: both("Why"), maxWords: 5, optional: true },
      ],
    },
  ],
};

export const rubric = {
  criteria: [
    {
      id: "benefit",
      name: both("Benefit"),
      help: both("For patients"),
      weight: 2,
      max: 5,
      anchors: [
        { mark: 0, text: both("None") },
        { mark: 5, text: both("Great") },
      ],
    },
  ],
};

type Options = { slug?: string; form?: unknown; closesAt?: Date; timeZone?: string };

/** A published call that takes applications, and its organiser. */
export async function makeCall({
  slug = "trial-call",
  form = smallForm,
  closesAt = new Date(Date.now() + 86_400_000),
  timeZone = "Europe/Paris",
}: Options = {}): Promise<{ slug: string; callId: CallId; organiser: Person; closesAt: Date }> {
  const organiser = await makePerson("Organiser", true);
  const callId = await createCall(organiser, { slug, title: both("Trial call") });
  const opensAt = new Date(Math.min(Date.now(), closesAt.getTime()) - 86_400_000);
  const dates = { opensAt, questionsCloseAt: null, resultsExpectedAt: null, timeZone };
  const words = { title: both("Trial call"), summary: both("Summary"), description: both("Text") };
  await editCall(organiser, slug, { ...words, ...dates, blindness: "open" }, closesAt);
  await editLegalMentions(organiser, slug, mentions);
  await publishRulebook(organiser, slug, { content: both("Be fair."), changes: both("") });
  await publishRubric(organiser, slug, JSON.stringify(rubric));
  await publishForm(organiser, slug, JSON.stringify(form));
  await publishCall(organiser, slug, () => Promise.resolve(opensAt));
  return { slug, callId, organiser, closesAt };
}

/** A person with a draft whose required answers are there, at a moment when the call is open. */
export async function makeDraft(slug: string, name = "Applicant", at?: Date) {
  const clock = at === undefined ? undefined : () => Promise.resolve(at);
  const person = await makePerson(name);
  const code = await beginApplication(person, slug, "en", clock);
  const changes = [
    { field: "title", value: `Project of ${name}`.slice(0, 20), base: 0 },
    { field: "lead", value: "Institut Ardant", base: 0 },
  ];
  await saveAnswers(person, code, changes, clock);
  return { person, code };
}

/** The same database with its owner's eyes, which row-level security does not cover. */
export function asOwner(url: string): Database {
  return openDatabase(url, { connections: 1 });
}
