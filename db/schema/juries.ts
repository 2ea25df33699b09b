import { boolean, index, integer, jsonb, pgTable, primaryKey, text, unique } from "drizzle-orm/pg-core";
import type {
  ApplicationId,
  AssignmentId,
  AssignmentKind,
  AssignmentRunId,
  AssignmentState,
  Bilingual,
  CallId,
  ConflictSource,
  ConflictState,
  JurorId,
  JurorState,
  Locale,
  OrganisationId,
  PersonId,
  RunState,
} from "../vocabulary.ts";
import { people } from "./accounts.ts";
import { applications, organisations } from "./applications.ts";
import { calls } from "./calls.ts";
import { instant } from "./columns.ts";
import { personReference } from "./references.ts";

const callId = () =>
  text("call_id")
    .$type<CallId>()
    .notNull()
    .references(() => calls.id);

/** The charter that jurors accept before anything opens. The newest version is in force. */
export const charters = pgTable(
  "charters",
  {
    callId: callId(),
    version: integer("version").notNull(),
    /** Markdown. */
    content: jsonb("content").$type<Bilingual>().notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.callId, t.version] })],
);

/** Somebody asked to judge in a call; a person's account is tied to it when the invitation is accepted. */
export const jurors = pgTable(
  "jurors",
  {
    id: text("id").$type<JurorId>().primaryKey(),
    callId: callId(),
    personId: personReference(),
    email: text("email").notNull(),
    displayName: text("display_name").notNull(),
    organisationName: text("organisation_name"),
    organisationId: text("organisation_id")
      .$type<OrganisationId>()
      .references(() => organisations.id),
    panel: text("panel"),
    /** Topics, in the organisers' words, that are matched with those of applications. */
    expertise: text("expertise").array().notNull(),
    languages: text("languages").array().$type<Locale[]>().notNull(),
    minLoad: integer("min_load").notNull().default(0),
    maxLoad: integer("max_load").notNull(),
    state: text("state").$type<JurorState>().notNull().default("invited"),
    charterVersion: integer("charter_version"),
    charterAcceptedAt: instant("charter_accepted_at"),
    /** When every name of the pool had its answer; new names open the sweep again. */
    sweptAt: instant("swept_at"),
    /** Makes this juror's reading order. */
    readingSeed: text("reading_seed").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [unique("jurors_email").on(t.callId, t.email), unique("jurors_person").on(t.callId, t.personId)],
);

const jurorId = () =>
  text("juror_id")
    .$type<JurorId>()
    .notNull()
    .references(() => jurors.id);

/** A letter that invites a juror; only the hash of its link is stored. */
export const jurorInvitations = pgTable("juror_invitations", {
  tokenHash: text("token_hash").primaryKey(),
  jurorId: jurorId(),
  invitedBy: personReference("invited_by"),
  createdAt: instant("created_at").notNull().defaultNow(),
  expiresAt: instant("expires_at").notNull(),
  answeredAt: instant("answered_at"),
  answer: text("answer").$type<"accepted" | "declined">(),
  reason: text("reason"),
  suggestion: text("suggestion"),
});

/** What a juror has said of one name of the pool, which is not tied to any application. */
export const interestDeclarations = pgTable(
  "interest_declarations",
  {
    jurorId: jurorId(),
    /** The name without accents, case and punctuation: the same for all its spellings. */
    nameKey: text("name_key").notNull(),
    hasTie: boolean("has_tie").notNull(),
    nature: text("nature"),
    declaredAt: instant("declared_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.jurorId, t.nameKey] })],
);

/** Whether a person (juror, officer, organiser, chair) may touch an application. No line = `unknown`. */
export const conflicts = pgTable(
  "conflicts",
  {
    applicationId: text("application_id")
      .$type<ApplicationId>()
      .notNull()
      .references(() => applications.id),
    personId: text("person_id")
      .$type<PersonId>()
      .notNull()
      .references(() => people.id),
    callId: callId(),
    state: text("state").$type<ConflictState>().notNull(),
    source: text("source").$type<ConflictSource>().notNull(),
    /** What was found or declared: rule, words compared. Read by organisers without a conflict only. */
    evidence: jsonb("evidence").$type<Record<string, string>[]>().notNull(),
    changedAt: instant("changed_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.applicationId, t.personId] }),
    index("conflicts_person").on(t.personId, t.callId),
  ],
);

/** Every change of a conflict's state. Append-only. */
export const conflictChanges = pgTable(
  "conflict_changes",
  {
    applicationId: text("application_id").$type<ApplicationId>().notNull(),
    personId: text("person_id").$type<PersonId>().notNull(),
    number: integer("number").notNull(),
    previousState: text("previous_state").$type<ConflictState>().notNull(),
    state: text("state").$type<ConflictState>().notNull(),
    source: text("source").$type<ConflictSource>().notNull(),
    reason: text("reason"),
    changedBy: personReference("changed_by"),
    changedAt: instant("changed_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.applicationId, t.personId, t.number] })],
);

/** One solving of the assignment, with all that explains it. */
export const assignmentRuns = pgTable("assignment_runs", {
  id: text("id").$type<AssignmentRunId>().primaryKey(),
  callId: callId(),
  state: text("state").$type<RunState>().notNull(),
  /** Share of the work done, 0 to 100. */
  progressPercent: integer("progress_percent").notNull().default(0),
  parameters: jsonb("parameters").$type<Record<string, unknown>>().notNull(),
  instanceDigest: text("instance_digest"),
  report: jsonb("report").$type<Record<string, unknown>>(),
  createdBy: personReference("created_by"),
  createdAt: instant("created_at").notNull().defaultNow(),
  finishedAt: instant("finished_at"),
});

export const assignments = pgTable(
  "assignments",
  {
    id: text("id").$type<AssignmentId>().primaryKey(),
    callId: callId(),
    applicationId: text("application_id")
      .$type<ApplicationId>()
      .notNull()
      .references(() => applications.id),
    jurorId: jurorId(),
    runId: text("run_id")
      .$type<AssignmentRunId>()
      .references(() => assignmentRuns.id),
    kind: text("kind").$type<AssignmentKind>().notNull(),
    state: text("state").$type<AssignmentState>().notNull(),
    /** Kept as it is by the next solving. */
    isLocked: boolean("is_locked").notNull().default(false),
    reason: text("reason"),
    createdAt: instant("created_at").notNull().defaultNow(),
    endedAt: instant("ended_at"),
  },
  (t) => [
    unique("assignments_pair").on(t.applicationId, t.jurorId),
    index("assignments_juror").on(t.jurorId, t.state),
    index("assignments_call").on(t.callId),
  ],
);
