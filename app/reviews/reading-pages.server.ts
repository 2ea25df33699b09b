import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import type { Form } from "#app/applications/form-schema.ts";
import { storedForm } from "#app/applications/stored-form.ts";
import { titleIn } from "#app/applications/title.ts";
import type { Tx } from "#db/client.ts";
import { db } from "#db/connections.ts";
import type { ReceivedRow } from "#db/queries/applications.ts";
import { callBySlug, currentRubric, formVersion, rolesIn, type CallRow } from "#db/queries/calls.ts";
import { assignmentsOfJuror, conflictsOfPerson, jurorOfPerson, partnersOfCall } from "#db/queries/juries.ts";
import { judgedApplications, type ReviewRow, type RubricRow } from "#db/queries/reviews.ts";
import { asViewer } from "#db/viewer.ts";
import type { Locale } from "#db/vocabulary.ts";
import { mayOpenContent } from "./conflict-states.ts";
import { tickedBeforehand } from "./conflict-sweep.ts";
import { findingFrom } from "./finding-evidence.ts";
import { jurorContext, namesForJuror, type JurorContext } from "./jury-context.server.ts";
import { areReviewsClosed, refusalToRead } from "./policy.ts";
import { readingList } from "./reading-list.server.ts";
import { criteriaOf, marksOf } from "./rubric-marks.ts";
import { missingCriteria } from "./rules.ts";

/** What the actor is in the jury of a call, for the call's tabs; nulls for everybody else. */
export async function juryPlace(actor: Actor, slug: string) {
  const nothing = { isJuror: false, isOrganiser: false, isChair: false };
  if (actor.kind === "visitor") return nothing;
  const call = await callBySlug(db(), slug);
  if (call === null || call.state === "draft") return nothing;
  const roles = await rolesIn(db(), call.id, actor.id);
  const juror = await jurorOfPerson(db(), call.id, actor.id);
  return {
    isJuror: juror?.state === "accepted",
    isOrganiser: roles.includes("organiser"),
    isChair: roles.includes("chair"),
  };
}

/** The list of names that a juror goes through, with what they have said and what was found beforehand; the reason for
 * that is not told, since it could name an application.
 * @throws Refused those of `jurorContext` and `refusalToDeclare` */
export async function interestsPage(actor: Actor, slug: string, locale: Locale) {
  return asViewer(requirePerson(actor).id, async (tx) => {
    const context = await jurorContext(tx, actor, slug);
    const { call, person, juror } = context;
    const { list, declarations, open } = await namesForJuror(tx, context);
    const said = new Map(declarations.map((one) => [one.nameKey, one]));
    const found = (await conflictsOfPerson(tx, call.id, person.id)).flatMap(({ applicationId, evidence }) =>
      evidence.flatMap((one) => {
        const finding = findingFrom(one);
        return finding === null ? [] : [{ juror: person.id, application: applicationId, ...finding }];
      }),
    );
    const beforehand = new Set(tickedBeforehand(list, found).map(({ key }) => key));
    const beside = await organisationsBeside(tx, call);
    return {
      call: { slug, title: call.title[locale], timeZone: call.timeZone },
      sweptAt: open.length === 0 ? juror.sweptAt : null,
      open: open.length,
      lines: list.map(({ key, kind, label }) => ({
        ...{ key, kind, label },
        beside: kind === "person" ? (beside.get(label) ?? null) : null,
        hasTie: said.get(key)?.hasTie ?? (beforehand.has(key) ? true : null),
        isFixed: said.get(key)?.hasTie === true,
        nature: said.get(key)?.nature ?? "",
      })),
    };
  });
}

/** The organisation that a name was written with, when it is one for all: it helps to know who is meant. */
async function organisationsBeside(tx: Tx, call: CallRow): Promise<Map<string, string>> {
  const beside = new Map<string, Set<string>>();
  for (const { kind, name, organisationName } of await partnersOfCall(tx, call.id)) {
    if (kind !== "person" || organisationName === null) continue;
    beside.set(name, (beside.get(name) ?? new Set()).add(organisationName));
  }
  return new Map([...beside].map(([name, names]) => [name, [...names].sort().join(", ")]));
}

/** What a juror has to read, in an order of their own. An application in which a conflict has turned up is one line
 * that says so and nothing else.
 * @throws Refused those of `jurorContext` */
export async function reviewsPage(actor: Actor, slug: string, locale: Locale) {
  return asViewer(requirePerson(actor).id, async (tx) => {
    const context = await jurorContext(tx, actor, slug);
    const { call, juror, person } = context;
    const head = {
      call: { slug, title: call.title[locale], timeZone: call.timeZone },
      sweptAt: juror.sweptAt,
      areClosed: areReviewsClosed(call.state),
    };
    const closed = { ...head, rows: [], closed: 0, handedIn: 0 };
    const facts = { ...juror, callState: call.state };
    const before = refusalToRead({ ...facts, openLines: 0 });
    if (before !== null) return { ...closed, waitsFor: before.code };
    const { open } = await namesForJuror(tx, context);
    const waits = refusalToRead({ ...facts, openLines: open.length });
    if (waits !== null) return { ...closed, waitsFor: waits.code };
    const rows = await ownRows(tx, context, locale);
    const states = new Map(
      (await conflictsOfPerson(tx, call.id, person.id)).map((row) => [row.applicationId, row.state]),
    );
    const assigned = await assignmentsOfJuror(tx, juror.id);
    const isClosed = assigned.filter(
      ({ state, applicationId }) =>
        state === "set_aside" ||
        (state === "active" && !mayOpenContent(states.get(applicationId) ?? "unknown")),
    );
    return {
      ...head,
      waitsFor: null,
      rows,
      closed: isClosed.length,
      handedIn: rows.filter(({ isHandedIn }) => isHandedIn).length,
    };
  });
}

async function ownRows(tx: Tx, context: JurorContext, locale: Locale) {
  const [list, files, rubric] = await Promise.all([
    readingList(tx, context),
    judgedApplications(tx, context.call.id),
    currentRubric(tx, context.call.id),
  ]);
  const received = new Map(files.map((file) => [file.application.id, file]));
  const forms = await formsOf(tx, files);
  return list.flatMap(({ id, code, review, isHandedIn }) => {
    const file = received.get(id);
    const form = forms.get(file?.received.formVersionId ?? "");
    if (file === undefined || form === undefined) return [];
    const title = titleIn(form, file.received.answers);
    const lang = file.application.locale === locale ? null : file.application.locale;
    return [{ code, title, ...rowState(review, rubric), isHandedIn, lang }];
  });
}

/** The forms that applications were written on, by their versions. */
async function formsOf(tx: Tx, files: readonly { received: ReceivedRow }[]): Promise<Map<string, Form>> {
  const versions = [...new Set(files.map(({ received }) => received.formVersionId))];
  const forms = versions.map(async (id) => [id, storedForm(await formVersion(tx, id))] as const);
  return new Map(await Promise.all(forms));
}

/** How far a review is. */
function rowState(review: ReviewRow | null, rubric: RubricRow | null) {
  const criteria = criteriaOf(rubric?.criteria ?? []);
  const missing = missingCriteria(criteria, marksOf(review?.marks ?? {})).length;
  return {
    state: review?.state ?? null,
    marked: criteria.length - missing,
    criteria: criteria.length,
    submittedAt: review?.submittedAt ?? null,
  };
}
