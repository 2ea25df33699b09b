import { index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type {
  ApplicationId,
  ApplicationSubmissionId,
  AssignmentId,
  CallId,
  JurorId,
  ReviewId,
  ReviewState,
  RubricId,
} from "../vocabulary.ts";
import { applications, applicationSubmissions } from "./applications.ts";
import { calls, rubrics } from "./calls.ts";
import { instant } from "./columns.ts";
import { assignments, jurors } from "./juries.ts";
import { personReference } from "./references.ts";

/** What a juror says of one criterion; `mark` is null before it is given, and for good when it cannot be judged. */
export type Mark = { mark: number | null; cannotJudge: boolean; comment: string };

/** A juror's judgement of a received application. */
export const reviews = pgTable(
  "reviews",
  {
    id: text("id").$type<ReviewId>().primaryKey(),
    assignmentId: text("assignment_id")
      .$type<AssignmentId>()
      .notNull()
      .unique()
      .references(() => assignments.id),
    callId: text("call_id")
      .$type<CallId>()
      .notNull()
      .references(() => calls.id),
    applicationId: text("application_id")
      .$type<ApplicationId>()
      .notNull()
      .references(() => applications.id),
    jurorId: text("juror_id")
      .$type<JurorId>()
      .notNull()
      .references(() => jurors.id),
    /** What was read and by which rubric: both are fixed when the review begins. */
    submissionId: text("submission_id")
      .$type<ApplicationSubmissionId>()
      .notNull()
      .references(() => applicationSubmissions.id),
    rubricId: text("rubric_id")
      .$type<RubricId>()
      .notNull()
      .references(() => rubrics.id),
    state: text("state").$type<ReviewState>().notNull().default("draft"),
    /** By the id of the criterion. */
    marks: jsonb("marks").$type<Record<string, Mark>>().notNull(),
    commentToApplicant: text("comment_to_applicant").notNull().default(""),
    commentToCommittee: text("comment_to_committee").notNull().default(""),
    revision: integer("revision").notNull().default(0),
    savedAt: instant("saved_at").notNull().defaultNow(),
    submittedAt: instant("submitted_at"),
    /** Why it was reopened or set aside. */
    reason: text("reason"),
  },
  (t) => [index("reviews_application").on(t.applicationId), index("reviews_juror").on(t.jurorId)],
);

/** Every save and every change of state. Append-only. */
export const reviewRevisions = pgTable(
  "review_revisions",
  {
    reviewId: text("review_id")
      .$type<ReviewId>()
      .notNull()
      .references(() => reviews.id),
    revision: integer("revision").notNull(),
    state: text("state").$type<ReviewState>().notNull(),
    marks: jsonb("marks").$type<Record<string, Mark>>().notNull(),
    commentToApplicant: text("comment_to_applicant").notNull(),
    commentToCommittee: text("comment_to_committee").notNull(),
    reason: text("reason"),
    personId: personReference(),
    savedAt: instant("saved_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.reviewId, t.revision] })],
);
