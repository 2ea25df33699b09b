import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse } from "#app/accounts/refusal.ts";
import { formForJurors, hasField } from "#app/applications/form-for-jurors.ts";
import type { Form } from "#app/applications/form-schema.ts";
import { storedForm } from "#app/applications/stored-form.ts";
import { titleIn } from "#app/applications/title.ts";
import type { Tx } from "#db/client.ts";
import { currentRubric, formVersion } from "#db/queries/calls.ts";
import {
  judgedApplication,
  peerReviews,
  rubricById,
  type ReviewRow,
  type RubricRow,
} from "#db/queries/reviews.ts";
import { asViewer } from "#db/viewer.ts";
import type { Locale } from "#db/vocabulary.ts";
import { readingContext, type JurorContext } from "./jury-context.server.ts";
import { areReviewsClosed } from "./policy.ts";
import { readingList } from "./reading-list.server.ts";
import { fieldsOfReview } from "./review-fields.ts";
import { criteriaOf, marksOf, scaleOf } from "./rubric-marks.ts";
import { totalOf } from "./rules.ts";

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
    const { list, place, application, received, review, isHandedIn, rubric, form } = await opened(
      tx,
      context,
      code,
    );
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
      handedIn: list.filter((one) => one.isHandedIn).length,
      assigned: list.length,
      previous: list[place - 1]?.code ?? null,
      next: list[place + 1]?.code ?? null,
      peers: isHandedIn && review !== null ? await peersOf(tx, { review, rubric }) : null,
    };
  });
}

/** What a juror has opened, with its place in their list.
 * @throws Refused `application_not_found`, `evaluation_not_begun` */
async function opened(tx: Tx, context: JurorContext, code: string) {
  const { call } = context;
  const [list, found] = await Promise.all([readingList(tx, context), judgedApplication(tx, call.id, code)]);
  const place = list.findIndex((one) => one.code === code);
  const own = list[place];
  if (own === undefined || found === null) return refuse("application_not_found");
  const { review, isHandedIn } = own;
  const [rubric, version] = await Promise.all([
    review === null ? currentRubric(tx, call.id) : rubricById(tx, review.rubricId),
    formVersion(tx, found.received.formVersionId),
  ]);
  if (rubric === null) return refuse("evaluation_not_begun");
  return { ...found, list, place, review, isHandedIn, rubric, form: storedForm(version) };
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
