import { index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type {
  ApplicationSubmissionId,
  Bilingual,
  CheckKind,
  CheckOutcome,
  ComplementId,
} from "../vocabulary.ts";
import { applicationId, applicationSubmissions } from "./applications.ts";
import { instant } from "./columns.ts";
import { personReference } from "./references.ts";

/** One answer to one point of the admissibility checklist. Append-only: the last line of a rule counts. */
export const checkResults = pgTable(
  "check_results",
  {
    submissionId: text("submission_id")
      .$type<ApplicationSubmissionId>()
      .notNull()
      .references(() => applicationSubmissions.id),
    rule: text("rule").notNull(),
    number: integer("number").notNull(),
    kind: text("kind").$type<CheckKind>().notNull(),
    outcome: text("outcome").$type<CheckOutcome>().notNull(),
    reason: jsonb("reason").$type<Bilingual>(),
    personId: personReference(),
    checkedAt: instant("checked_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.submissionId, t.rule, t.number] })],
);

/** Admissible or not, with the reasons that the applicant reads. Append-only: the last one counts. */
export const admissibilityRulings = pgTable(
  "admissibility_rulings",
  {
    applicationId: applicationId(),
    number: integer("number").notNull(),
    submissionId: text("submission_id")
      .$type<ApplicationSubmissionId>()
      .notNull()
      .references(() => applicationSubmissions.id),
    outcome: text("outcome").$type<"admissible" | "inadmissible">().notNull(),
    reasons: jsonb("reasons").$type<Bilingual>(),
    personId: personReference(),
    ruledAt: instant("ruled_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.applicationId, t.number] })],
);

/** Something that the officer asks the applicant to complete, field by field, until a date. */
export const complementRequests = pgTable(
  "complement_requests",
  {
    id: text("id").$type<ComplementId>().primaryKey(),
    applicationId: applicationId(),
    /** The only fields that the applicant may change. */
    fieldIds: text("field_ids").array().notNull(),
    message: jsonb("message").$type<Bilingual>().notNull(),
    dueAt: instant("due_at").notNull(),
    /** The snapshot that it is about. */
    aboutSubmissionId: text("about_submission_id")
      .$type<ApplicationSubmissionId>()
      .notNull()
      .references(() => applicationSubmissions.id),
    answerSubmissionId: text("answer_submission_id")
      .$type<ApplicationSubmissionId>()
      .references(() => applicationSubmissions.id),
    personId: personReference(),
    requestedAt: instant("requested_at").notNull().defaultNow(),
    closedAt: instant("closed_at"),
  },
  (t) => [index("complement_requests_application").on(t.applicationId)],
);
