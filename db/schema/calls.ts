import { boolean, index, integer, jsonb, pgTable, primaryKey, text, unique } from "drizzle-orm/pg-core";
import type {
  Bilingual,
  Blindness,
  CallDocumentId,
  CallId,
  CallRole,
  CallState,
  CutoffId,
  FormVersionId,
  Locale,
  PersonId,
  QuestionId,
  QuestionState,
  RubricId,
  RulebookId,
  SilenceMeaning,
} from "../vocabulary.ts";
import { people } from "./accounts.ts";
import type { Organiser } from "./challenges.ts";
import { bytes, instant } from "./columns.ts";
import { personReference } from "./references.ts";

/** What a receipt must say so that time limits count (CRPA, articles L112-3 and R112-11-1). Empty texts are missing. */
export type LegalMentions = {
  service: Bilingual;
  postalAddress: Bilingual;
  email: string;
  phone: string;
  silence: SilenceMeaning;
  /** Day on which silence means that, as `2027-03-31` in the call's zone; empty = missing. */
  silenceOn: string;
  /** Markdown: time limits and ways of appeal. */
  appeals: Bilingual;
};

/** One criterion of a rubric, with what each mark means. */
export type Criterion = {
  /** Stable over the versions. */
  id: string;
  name: Bilingual;
  help: Bilingual;
  /** Share of the total; the weights need not sum to anything. */
  weight: number;
  /** Marks go from 0 to `max` by `step`. */
  max: number;
  step: number;
  /** Lowest mark that is not eliminatory; null = none. */
  threshold: number | null;
  anchors: { mark: number; text: Bilingual }[];
};

export const calls = pgTable("calls", {
  id: text("id").$type<CallId>().primaryKey(),
  slug: text("slug").notNull().unique(),
  title: jsonb("title").$type<Bilingual>().notNull(),
  summary: jsonb("summary").$type<Bilingual>().notNull(),
  /** Markdown. */
  description: jsonb("description").$type<Bilingual>().notNull(),
  organisers: jsonb("organisers").$type<Organiser[]>().notNull(),
  state: text("state").$type<CallState>().notNull().default("draft"),
  /** IANA name; the zone in which people read this call's dates. */
  timeZone: text("time_zone").notNull(),
  opensAt: instant("opens_at"),
  questionsCloseAt: instant("questions_close_at"),
  /** When laureates are expected to be known. */
  resultsExpectedAt: instant("results_expected_at"),
  blindness: text("blindness").$type<Blindness>().notNull().default("open"),
  legalMentions: jsonb("legal_mentions").$type<LegalMentions>().notNull(),
  publishedAt: instant("published_at"),
  announcedAt: instant("announced_at"),
  createdAt: instant("created_at").notNull().defaultNow(),
});

const callId = () =>
  text("call_id")
    .$type<CallId>()
    .notNull()
    .references(() => calls.id);

export const callMembers = pgTable(
  "call_members",
  {
    callId: callId(),
    personId: text("person_id")
      .$type<PersonId>()
      .notNull()
      .references(() => people.id, { onDelete: "cascade" }),
    role: text("role").$type<CallRole>().notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.callId, t.personId, t.role] }),
    index("call_members_person").on(t.personId),
  ],
);

/** A moment until which applications are taken; a call may have several. */
export const cutoffs = pgTable(
  "cutoffs",
  {
    id: text("id").$type<CutoffId>().primaryKey(),
    callId: callId(),
    position: integer("position").notNull(),
    label: jsonb("label").$type<Bilingual>().notNull(),
    /** The last millisecond that counts. */
    closesAt: instant("closes_at").notNull(),
  },
  (t) => [unique("cutoffs_position").on(t.callId, t.position)],
);

/** A moved deadline, with the reason that everybody reads. Append-only. */
export const deadlineChanges = pgTable(
  "deadline_changes",
  {
    cutoffId: text("cutoff_id")
      .$type<CutoffId>()
      .notNull()
      .references(() => cutoffs.id),
    changedAt: instant("changed_at").notNull().defaultNow(),
    previousClosesAt: instant("previous_closes_at").notNull(),
    closesAt: instant("closes_at").notNull(),
    reason: jsonb("reason").$type<Bilingual>().notNull(),
    personId: personReference(),
  },
  (t) => [primaryKey({ columns: [t.cutoffId, t.changedAt] })],
);

export const rulebooks = pgTable(
  "rulebooks",
  {
    id: text("id").$type<RulebookId>().primaryKey(),
    callId: callId(),
    version: integer("version").notNull(),
    /** Markdown. */
    content: jsonb("content").$type<Bilingual>().notNull(),
    /** What this version changes, for readers of the one before; null for the first. */
    changes: jsonb("changes").$type<Bilingual>(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [unique("rulebooks_version").on(t.callId, t.version)],
);

export const rubrics = pgTable(
  "rubrics",
  {
    id: text("id").$type<RubricId>().primaryKey(),
    callId: callId(),
    version: integer("version").notNull(),
    criteria: jsonb("criteria").$type<Criterion[]>().notNull(),
    /** Lowest weighted total, out of 100, that is not eliminatory; null = none. */
    totalThreshold: integer("total_threshold"),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [unique("rubrics_version").on(t.callId, t.version)],
);

/** A file that everybody may download from the call's page. */
export const callDocuments = pgTable(
  "call_documents",
  {
    id: text("id").$type<CallDocumentId>().primaryKey(),
    callId: callId(),
    position: integer("position").notNull(),
    title: jsonb("title").$type<Bilingual>().notNull(),
    fileName: text("file_name").notNull(),
    mediaType: text("media_type").notNull(),
    sizeBytes: bytes("size_bytes").notNull(),
    sha256: text("sha256").notNull(),
    objectKey: text("object_key").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [index("call_documents_call").on(t.callId, t.position)],
);

/** A question about the call. What the public reads is the organisers' wording, in both languages, with the answer. */
export const callQuestions = pgTable(
  "call_questions",
  {
    id: text("id").$type<QuestionId>().primaryKey(),
    callId: callId(),
    /** Who asked; never shown. */
    personId: personReference(),
    askedText: text("asked_text").notNull(),
    askedLocale: text("asked_locale").$type<Locale>().notNull(),
    state: text("state").$type<QuestionState>().notNull().default("asked"),
    question: jsonb("question").$type<Bilingual>(),
    /** Markdown. */
    answer: jsonb("answer").$type<Bilingual>(),
    amendsRules: boolean("amends_rules").notNull().default(false),
    askedAt: instant("asked_at").notNull().defaultNow(),
    answeredAt: instant("answered_at"),
    answeredBy: personReference("answered_by"),
  },
  (t) => [index("call_questions_call").on(t.callId, t.state)],
);

/** A version of a call's application form. The newest published one is in force; at most one waits unpublished. */
export const formVersions = pgTable(
  "form_versions",
  {
    id: text("id").$type<FormVersionId>().primaryKey(),
    callId: callId(),
    version: integer("version").notNull(),
    /** Parsed by `app/applications/form-schema.ts` before it comes here. */
    content: jsonb("content").$type<Record<string, unknown>>().notNull(),
    digest: text("digest").notNull(),
    createdBy: personReference("created_by"),
    createdAt: instant("created_at").notNull().defaultNow(),
    publishedAt: instant("published_at"),
  },
  (t) => [unique("form_versions_version").on(t.callId, t.version)],
);
