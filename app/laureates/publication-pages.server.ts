import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse } from "#app/accounts/refusal.ts";
import { titleIn } from "#app/applications/title.ts";
import { examinedApplication, examinedApplications } from "#db/queries/examined-applications.ts";
import { lastReceived, memberRole, applicationByCode } from "#db/queries/applications.ts";
import { decidedLaureates, laureateOf, publishedOf } from "#db/queries/laureates.ts";
import type { ApplicationRow } from "#db/queries/applications.ts";
import type { Tx } from "#db/client.ts";
import type { LaureateRow } from "#db/queries/laureates.ts";
import type { LaureateState, Locale } from "#db/vocabulary.ts";
import { asViewer } from "#db/viewer.ts";
import { formOf, organiserOf } from "./laureate-context.server.ts";
import { wordsFrom } from "./rules.ts";

/** The pages on which a text about a laureate is written and approved: of its call's organisers, and of its people. */

/** The laureates of a call, with how far the publication of each is; for its organisers.
 * @throws Refused those of `organiserOf` */
export async function publicationPage(actor: Actor, slug: string, locale: Locale) {
  return asViewer(requirePerson(actor).id, async (tx) => {
    const { person, call } = await organiserOf(tx, actor, slug);
    const decided = new Set((await decidedLaureates(tx, call.id)).map(({ applicationId }) => applicationId));
    const visible = await examinedApplications(tx, call.id, person.id);
    const rows = await Promise.all(
      visible.filter(({ id }) => decided.has(id)).map((application) => lineOf(tx, application, locale)),
    );
    const laureates = rows.sort((a, b) => (a.place ?? Infinity) - (b.place ?? Infinity));
    return { slug, title: call.title[locale], timeZone: call.timeZone, laureates };
  });
}

/** What has come of a text so far: `missing` before there is one. */
export type PublicationState = LaureateState | "missing";

async function lineOf(tx: Tx, application: ApplicationRow, locale: Locale) {
  const text = await laureateOf(tx, application.id);
  const published = await publishedOf(tx, application.id);
  const received = text === null ? await lastReceived(tx, application.id) : null;
  const title =
    text?.title[locale] ??
    (received === null ? application.code : titleIn(await formOf(tx, received), received.answers));
  const state: PublicationState = text?.state ?? "missing";
  return {
    code: application.code,
    title,
    place: text?.place ?? null,
    state,
    publishedAt: published?.publishedAt ?? null,
  };
}

/** One laureate for the organiser: the text as it stands, or a first one from what was submitted.
 * @throws Refused those of `organiserOf`; `laureate_not_found` as in `decidedLaureate` */
export async function publicationOf(
  actor: Actor,
  { slug, code }: { slug: string; code: string },
  locale: Locale,
) {
  return asViewer(requirePerson(actor).id, async (tx) => {
    const { person, call } = await organiserOf(tx, actor, slug);
    const application =
      (await examinedApplication(tx, call.id, person.id, code)) ?? refuse("laureate_not_found");
    const all = await decidedLaureates(tx, call.id);
    const decided = all.find(({ applicationId }) => applicationId === application.id);
    const received = await lastReceived(tx, application.id);
    if (decided === undefined || received === null) return refuse("laureate_not_found");
    const text = await laureateOf(tx, application.id);
    const published = await publishedOf(tx, application.id);
    const first = wordsFrom(await formOf(tx, received), received.answers, application.locale);
    return {
      ...{ slug, code, call: call.title[locale], timeZone: call.timeZone },
      words: text === null ? first : ownWordsOf(text),
      citation: text?.citation ?? null,
      place: text?.place ?? null,
      grantedCents: decided.amountCents,
      saysAmount: text === null ? decided.amountCents !== null : text.amountCents !== null,
      ...progressOf(text, published),
    };
  });
}

/** The text about one's own project, for the members of its application.
 * @throws Refused `sign_in_required`, `application_not_found`; `laureate_not_found` before a text is proposed */
export async function ownTextPage(actor: Actor, code: string, locale: Locale) {
  const person = requirePerson(actor);
  return asViewer(person.id, async (tx) => {
    const { application, call } = (await applicationByCode(tx, code)) ?? refuse("application_not_found");
    const role = (await memberRole(tx, application.id, person.id)) ?? refuse("application_not_found");
    const text = (await laureateOf(tx, application.id)) ?? refuse("laureate_not_found");
    const published = await publishedOf(tx, application.id);
    return {
      ...{ code, role, call: { slug: call.slug, title: call.title[locale], timeZone: call.timeZone } },
      words: ownWordsOf(text),
      citation: text.citation?.[locale] ?? null,
      place: text.place,
      topics: text.topics.map(({ label }) => label[locale]),
      amountCents: text.amountCents,
      ...progressOf(text, published),
    };
  });
}

/** Applications of which a text waits for, or has, the approval of this person's team: by code, with its state. */
export async function ownTexts(actor: Actor, codes: readonly string[]) {
  if (actor.kind === "visitor") return [];
  return asViewer(actor.id, async (tx) => {
    const found = await Promise.all(codes.map((code) => applicationByCode(tx, code)));
    const texts = await Promise.all(
      found.map(async (one) => (one === null ? null : laureateOf(tx, one.application.id))),
    );
    return texts.flatMap((text, index) => {
      const code = codes[index];
      return text === null || code === undefined ? [] : [{ code, state: text.state }];
    });
  });
}

function ownWordsOf({ title, summary, leadOrganisation, partners, people }: LaureateRow) {
  return { title, summary, leadOrganisation, partners, people };
}

function progressOf(text: LaureateRow | null, published: { slug: string; publishedAt: Date } | null) {
  const state: PublicationState = text?.state ?? "missing";
  return {
    state,
    revision: text?.revision ?? 0,
    approvedAt: text?.approvedAt ?? null,
    publishedAt: published?.publishedAt ?? null,
    /** Its public address; null while nothing is public. */
    publicSlug: published?.slug ?? null,
  };
}
