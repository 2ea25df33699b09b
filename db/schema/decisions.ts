import { sql } from "drizzle-orm";
import { boolean, check, index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type {
  ApplicationId,
  Bilingual,
  CallId,
  DecisionChange,
  DecisionOutcome,
  DecisionState,
  LetterOutcome,
} from "../vocabulary.ts";
import { applications } from "./applications.ts";
import { calls } from "./calls.ts";
import { bytes, instant } from "./columns.ts";
import { personReference } from "./references.ts";

const callId = () =>
  text("call_id")
    .$type<CallId>()
    .notNull()
    .references(() => calls.id);

/** A computed ranking, kept as it was shown to the jury: raw and calibrated values, intervals, bands. */
export const rankings = pgTable(
  "rankings",
  {
    callId: callId(),
    number: integer("number").notNull(),
    content: jsonb("content").$type<Record<string, unknown>>().notNull(),
    /** SHA-256 of the reviews that it was computed from. */
    basis: text("basis").notNull(),
    computedAt: instant("computed_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.callId, t.number] })],
);

/** Why a decision does not follow the order of the ranking. */
export const rankingDepartures = pgTable(
  "ranking_departures",
  {
    callId: callId(),
    applicationId: text("application_id")
      .$type<ApplicationId>()
      .notNull()
      .references(() => applications.id),
    number: integer("number").notNull(),
    reason: text("reason").notNull(),
    personId: personReference("person_id"),
    notedAt: instant("noted_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.applicationId, t.number] })],
);

/** What is decided of an application. Apart from it, so that an application never shows an outcome before release.
 * Proposed by one person, approved by another. What is released stays; a promotion from the waiting list is the next
 * round, and the last released round is what counts. */
export const decisions = pgTable(
  "decisions",
  {
    applicationId: text("application_id")
      .$type<ApplicationId>()
      .notNull()
      .references(() => applications.id),
    round: integer("round").notNull().default(1),
    callId: callId(),
    outcome: text("outcome").$type<DecisionOutcome>().notNull(),
    /** Place on the waiting list, from 1. */
    waitingPlace: integer("waiting_place"),
    /** Granted, in cents of a euro. */
    amountCents: integer("amount_cents"),
    reasons: jsonb("reasons").$type<Bilingual>().notNull(),
    conditions: jsonb("conditions").$type<Bilingual>(),
    state: text("state").$type<DecisionState>().notNull().default("proposed"),
    proposedBy: personReference("proposed_by"),
    proposedAt: instant("proposed_at").notNull().defaultNow(),
    approvedBy: personReference("approved_by"),
    approvedAt: instant("approved_at"),
    releasedAt: instant("released_at"),
    /** When the applicant first opened the feedback page. */
    readAt: instant("read_at"),
    /** Of a promotion: the application that gave its place up. */
    becauseOf: text("because_of")
      .$type<ApplicationId>()
      .references(() => applications.id),
  },
  (t) => [
    primaryKey({ columns: [t.applicationId, t.round] }),
    index("decisions_call").on(t.callId, t.state),
    check("decisions_two_people", sql`${t.approvedBy} is null or ${t.approvedBy} <> ${t.proposedBy}`),
    check("decisions_waiting", sql`(${t.outcome} = 'waiting_list') = (${t.waitingPlace} is not null)`),
    check("decisions_released", sql`(${t.state} = 'released') = (${t.releasedAt} is not null)`),
  ],
);

/** Every proposal, approval and promotion. Append-only. */
export const decisionChanges = pgTable(
  "decision_changes",
  {
    applicationId: text("application_id")
      .$type<ApplicationId>()
      .notNull()
      .references(() => applications.id),
    number: integer("number").notNull(),
    outcome: text("outcome").$type<DecisionOutcome>().notNull(),
    state: text("state").$type<DecisionChange>().notNull(),
    reason: text("reason"),
    personId: personReference("person_id"),
    changedAt: instant("changed_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.applicationId, t.number] })],
);

/** What decisions of a call rest on: the money there is, and what applicants read of the marks. */
export const decisionTerms = pgTable("decision_terms", {
  callId: callId().primaryKey(),
  /** What all grants together may come to, in cents of a euro; null = no envelope. */
  envelopeCents: bytes("envelope_cents"),
  /** Whether applicants read the mean of their marks. */
  sharesMarks: boolean("shares_marks").notNull().default(false),
  updatedAt: instant("updated_at").notNull().defaultNow(),
});

/** The letter for one outcome, with places to fill in. */
export const decisionLetters = pgTable(
  "decision_letters",
  {
    callId: callId(),
    outcome: text("outcome").$type<LetterOutcome>().notNull(),
    subject: jsonb("subject").$type<Bilingual>().notNull(),
    body: jsonb("body").$type<Bilingual>().notNull(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.callId, t.outcome] })],
);
