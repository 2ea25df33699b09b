import { eq } from "drizzle-orm";
import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse, refuseIf } from "#app/accounts/refusal.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { databaseClock } from "#db/clock.ts";
import type { Tx } from "#db/connections.ts";
import { newId } from "#db/ids.ts";
import { callForUpdate, currentRubric } from "#db/queries/calls.ts";
import { lockJuror } from "#db/queries/juries.ts";
import {
  activeAssignment,
  judgedApplication,
  keepRevision,
  reviewOf,
  rubricById,
  type ReviewRow,
} from "#db/queries/reviews.ts";
import { reviews } from "#db/schema/reviews.ts";
import type { ReviewId } from "#db/vocabulary.ts";
import { asViewer } from "#db/viewer.ts";
import { readingContext } from "./jury-context.server.ts";
import { refusalToWrite } from "./policy.ts";
import { changedReview, fieldsOfReview, type ReviewChange } from "./review-fields.ts";
import { criteriaOf, marksOf } from "./rubric-marks.ts";
import { faultsOfMarks, missingCriteria } from "./rules.ts";

type Place = { slug: string; code: string };

export type SavedReview = {
  revision: number;
  savedAt: Date;
  /** All fields as they stand, for another window of the same juror. */
  fields: Record<string, string | number | null>;
};

/** Saves fields of a juror's own review, as one revision; the first save begins it, on what was received last and by
 * the rubric in force. Of two windows the later save of a field counts; every earlier one is in the history.
 * @throws Refused those of `readingContext`; `application_not_found`, `review_handed_in`, `reviews_closed`,
 *   `mark_not_on_scale`, `invalid_input`
 * Effects: the review and one line of its history, unless nothing is new. */
export async function saveReview(
  actor: Actor,
  { slug, code }: Place,
  changes: readonly ReviewChange[],
): Promise<SavedReview> {
  return asViewer(requirePerson(actor).id, async (tx) => {
    // Whoever only asks what stands there begins nothing.
    if (changes.length === 0) return asItStands(tx, actor, { slug, code });
    const { person, call, review, criteria } = await ownReview(tx, actor, { slug, code });
    refuseIf(refusalToWrite(review.state, call.state));
    const ids = criteria.map(({ id }) => id);
    const content = changedReview(review, changes, ids) ?? refuse("invalid_input");
    if (faultsOfMarks(criteria, marksOf(content.marks)).length > 0) refuse("mark_not_on_scale");
    const now = await databaseClock(tx);
    const { marks, commentToApplicant, commentToCommittee } = content;
    const changed = {
      marks,
      commentToApplicant,
      commentToCommittee,
      revision: review.revision + 1,
      savedAt: now,
    };
    await tx.update(reviews).set(changed).where(eq(reviews.id, review.id));
    await keepRevision(tx, { ...review, ...changed }, { personId: person.id, reason: null, now });
    return { revision: changed.revision, savedAt: now, fields: fieldsOfReview(content) };
  });
}

async function asItStands(tx: Tx, actor: Actor, { slug, code }: Place): Promise<SavedReview> {
  const { call, juror } = await readingContext(tx, actor, slug);
  const found = (await judgedApplication(tx, call.id, code)) ?? refuse("application_not_found");
  const review = await reviewOf(tx, juror.id, found.application.id);
  if (review === null) return { revision: 0, savedAt: await databaseClock(tx), fields: {} };
  return { revision: review.revision, savedAt: review.savedAt, fields: fieldsOfReview(review) };
}

/** Hands a review in: from now on it counts, its writer reads the others', and only an organiser opens it again. Done
 * twice, it is done once.
 * @throws Refused those of `readingContext`; `application_not_found`, `review_incomplete`, `reviews_closed`
 * Effects: the review's state, a line of its history; an audit line without any mark. */
export async function handInReview(actor: Actor, { slug, code }: Place): Promise<void> {
  await asViewer(requirePerson(actor).id, async (tx) => {
    // A release that goes on at the same time comes first, or counts this review.
    await callForUpdate(tx, slug);
    const { person, call, review, criteria } = await ownReview(tx, actor, { slug, code });
    if (review.state === "submitted") return;
    refuseIf(refusalToWrite(review.state, call.state));
    const marks = marksOf(review.marks);
    const missing = missingCriteria(criteria, marks).length;
    if (missing > 0) refuse("review_incomplete", { missing });
    const now = await databaseClock(tx);
    const changed = { state: "submitted" as const, revision: review.revision + 1, submittedAt: now };
    await tx.update(reviews).set(changed).where(eq(reviews.id, review.id));
    await keepRevision(tx, { ...review, ...changed }, { personId: person.id, reason: null, now });
    await appendAuditEvent(tx, { actor: person.id, verb: "hand_in_review", subject: review.id });
  });
}

/** The actor's review of an application that is assigned to them, begun when it is not yet; locked with its juror. */
async function ownReview(tx: Tx, actor: Actor, { slug, code }: Place) {
  const context = await readingContext(tx, actor, slug);
  const juror = (await lockJuror(tx, context.juror.id)) ?? refuse("juror_required");
  const found = (await judgedApplication(tx, context.call.id, code)) ?? refuse("application_not_found");
  const assignment =
    (await activeAssignment(tx, juror.id, found.application.id)) ?? refuse("application_not_found");
  const begun = await reviewOf(tx, juror.id, found.application.id);
  const review = begun ?? (await begin(tx, { assignment, submissionId: found.received.id }));
  const rubric = await rubricById(tx, review.rubricId);
  return { ...context, review, criteria: criteriaOf(rubric.criteria) };
}

type Beginning = {
  assignment: NonNullable<Awaited<ReturnType<typeof activeAssignment>>>;
  submissionId: ReviewRow["submissionId"];
};

async function begin(tx: Tx, { assignment, submissionId }: Beginning): Promise<ReviewRow> {
  const { id: assignmentId, callId, applicationId, jurorId } = assignment;
  const rubric = (await currentRubric(tx, callId)) ?? refuse("evaluation_not_begun");
  const id: ReviewId = newId("review");
  const pair = { id, assignmentId, callId, applicationId, jurorId };
  const [row] = await tx
    .insert(reviews)
    .values({ ...pair, submissionId, rubricId: rubric.id, marks: {} })
    .returning();
  if (row === undefined) throw new Error("The review was not begun.");
  return row;
}
