import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse } from "#app/accounts/refusal.ts";
import { formForJurors, hasField } from "#app/applications/form-for-jurors.ts";
import { formSchema, type Form } from "#app/applications/form-schema.ts";
import { titleIn } from "#app/applications/title.ts";
import type { Tx } from "#db/client.ts";
import { db } from "#db/connections.ts";
import { currentRubric, formVersion, rolesIn, type CallRow } from "#db/queries/calls.ts";
import { assignmentsOfJuror, conflictsOfPerson, jurorOfPerson, partnersOfCall } from "#db/queries/juries.ts";
import {
  judgedApplication,
  judgedApplications,
  peerReviews,
  reviewOf,
  reviewsOfJuror,
  rubricById,
  type ReviewRow,
  type RubricRow,
} from "#db/queries/reviews.ts";
import type { Locale } from "#db/vocabulary.ts";
import { asViewer } from "#db/viewer.ts";
import { callBySlug } from "#db/queries/calls.ts";
import { mayOpenContent } from "./conflict-states.ts";
import { tickedBeforehand } from "./conflict-sweep.ts";
import { findingFrom } from "./finding-evidence.ts";
import { jurorContext, namesForJuror, readingContext } from "./jury-context.server.ts";
import { areReviewsClosed, isOpenReview, refusalToRead } from "./policy.ts";
import { fieldsOfReview } from "./review-fields.ts";
import { criteriaOf, marksOf, scaleOf } from "./rubric-marks.ts";
import { missingCriteria, readingOrder, totalOf } from "./rules.ts";

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

async function ownRows(tx: Tx, { call, juror }: Awaited<ReturnType<typeof jurorContext>>, locale: Locale) {
  const assigned = await assignmentsOfJuror(tx, juror.id);
  const active = new Set(
    assigned.filter(({ state }) => state === "active").map(({ applicationId }) => applicationId),
  );
  const files = (await judgedApplications(tx, call.id)).filter(({ application }) =>
    active.has(application.id),
  );
  const own = new Map((await reviewsOfJuror(tx, juror.id)).map((row) => [row.applicationId, row]));
  const rubric = await currentRubric(tx, call.id);
  const forms = new Map<string, Form>();
  const rows = [];
  for (const { application, received } of files) {
    const form =
      forms.get(received.formVersionId) ??
      formSchema.parse((await formVersion(tx, received.formVersionId)).content);
    forms.set(received.formVersionId, form);
    rows.push({
      ...{ id: application.id, code: application.code, title: titleIn(form, received.answers) },
      ...rowState(own.get(application.id), rubric),
      lang: application.locale === locale ? null : application.locale,
    });
  }
  const order = readingOrder(
    rows.map(({ id }) => id),
    juror.readingSeed,
  );
  return rows.sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id)).map(({ id: _id, ...row }) => row);
}

/** How far a review is. */
function rowState(review: ReviewRow | undefined, rubric: RubricRow | null) {
  const criteria = criteriaOf(rubric?.criteria ?? []);
  const missing = missingCriteria(criteria, marksOf(review?.marks ?? {})).length;
  return {
    state: review?.state ?? null,
    marked: criteria.length - missing,
    criteria: criteria.length,
    isHandedIn: review !== undefined && !isOpenReview(review.state),
    submittedAt: review?.submittedAt ?? null,
  };
}

/** An application as a juror reads it, and their review of it. Nobody else's is there before theirs is handed in.
 * @throws Refused those of `readingContext`; `application_not_found` for what they may not open, whatever the reason */
export async function reviewPage(
  actor: Actor,
  { slug, code }: { slug: string; code: string },
  locale: Locale,
) {
  return asViewer(requirePerson(actor).id, async (tx) => {
    const context = await readingContext(tx, actor, slug);
    const { call, juror, person } = context;
    const rows = await ownRows(tx, context, locale);
    const place = rows.findIndex((row) => row.code === code);
    const found = place === -1 ? null : await judgedApplication(tx, call.id, code);
    if (found === null) return refuse("application_not_found");
    const { application, received } = found;
    const review = await reviewOf(tx, juror.id, application.id);
    const rubric = review === null ? await currentRubric(tx, call.id) : await rubricById(tx, review.rubricId);
    if (rubric === null) return refuse("evaluation_not_begun");
    const form = formSchema.parse((await formVersion(tx, received.formVersionId)).content);
    const isHandedIn = review !== null && !isOpenReview(review.state);
    const shown = formForJurors(form, call.blindness);
    return {
      call: { slug, title: call.title[locale], timeZone: call.timeZone },
      code,
      personId: person.id,
      areClosed: areReviewsClosed(call.state),
      title: titleIn(form, received.answers),
      lang: application.locale,
      isBlind: call.blindness === "applicants_hidden",
      receivedAt: received.receivedAt,
      sweptAt: juror.sweptAt,
      formJson: JSON.stringify(shown),
      answersJson: JSON.stringify(answersOfForm(shown, received.answers)),
      documents: received.documents.filter(({ field }) => hasField(shown, field)),
      review: reviewView(review),
      criteria: criteriaView(rubric, locale),
      totalThreshold: rubric.totalThreshold,
      handedIn: rows.filter((row) => row.isHandedIn).length,
      assigned: rows.length,
      previous: rows[place - 1]?.code ?? null,
      next: rows[place + 1]?.code ?? null,
      peers: isHandedIn ? await peersOf(tx, { review, rubric }) : null,
    };
  });
}

function reviewView(review: ReviewRow | null) {
  return {
    state: review?.state ?? ("draft" as const),
    revision: review?.revision ?? 0,
    savedAt: review?.savedAt ?? null,
    submittedAt: review?.submittedAt ?? null,
    reason: review?.state === "reopened" ? review.reason : null,
    fields: review === null ? { to_applicant: "", to_committee: "" } : fieldsOfReview(review),
  };
}

function criteriaView({ criteria }: RubricRow, locale: Locale) {
  return criteria.map((one) => ({
    ...{ id: one.id, name: one.name[locale], help: one.help[locale], weight: one.weight },
    ...{ max: one.max, step: one.step, threshold: one.threshold, scale: scaleOf(one) },
    anchors: one.anchors.map(({ mark, text }) => ({ mark, text: text[locale] })),
  }));
}

async function peersOf(tx: Tx, { review, rubric }: { review: ReviewRow; rubric: RubricRow }) {
  const rows = await peerReviews(tx, review.applicationId, review.jurorId);
  const criteria = criteriaOf(rubric.criteria);
  return rows.map(({ review: other, displayName }) => ({
    id: other.id,
    name: displayName,
    total: totalOf(criteria, marksOf(other.marks)),
    marks: criteria.map(({ id }) => {
      const mark = other.marks[id];
      return { id, mark: mark?.mark ?? null, comment: mark?.comment ?? "" };
    }),
    toApplicant: other.commentToApplicant,
    toCommittee: other.commentToCommittee,
  }));
}

/** Only what the form shows leaves the server. */
function answersOfForm(form: Form, answers: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(answers).filter(([id]) => hasField(form, id)));
}
