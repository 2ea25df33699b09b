import { sql } from "drizzle-orm";
import { boolean, check, integer, jsonb, pgTable, primaryKey, text, unique } from "drizzle-orm/pg-core";
import type {
  Bilingual,
  ChallengeFileId,
  ChallengeFileKind,
  ChallengeId,
  ChallengeRole,
  DisplayRule,
  LabelSetId,
  PersonId,
  PhaseId,
  RulesId,
  SpecificationId,
  Stain,
} from "../vocabulary.ts";
import { people } from "./accounts.ts";
import { bytes, instant } from "./columns.ts";

/** An organisation behind a challenge, with what it does there. */
export type Organiser = { name: string; part: Bilingual };

export const challenges = pgTable("challenges", {
  id: text("id").$type<ChallengeId>().primaryKey(),
  slug: text("slug").notNull().unique(),
  title: jsonb("title").$type<Bilingual>().notNull(),
  summary: jsonb("summary").$type<Bilingual>().notNull(),
  /** Markdown. */
  description: jsonb("description").$type<Bilingual>().notNull(),
  /** Markdown. */
  dataDescription: jsonb("data_description").$type<Bilingual>().notNull(),
  organisers: jsonb("organisers").$type<Organiser[]>().notNull(),
  stain: text("stain").$type<Stain>().notNull(),
  timeZone: text("time_zone").notNull(),
  maxFileBytes: bytes("max_file_bytes").notNull(),
  /** Null = no limit. */
  dailyLimit: integer("daily_limit"),
  totalLimit: integer("total_limit"),
  maxTeamSize: integer("max_team_size").notNull(),
  rejectedFilesCount: boolean("rejected_files_count").notNull().default(false),
  publishedAt: instant("published_at"),
  createdAt: instant("created_at").notNull().defaultNow(),
});

export const phases = pgTable(
  "phases",
  {
    id: text("id").$type<PhaseId>().primaryKey(),
    challengeId: text("challenge_id")
      .$type<ChallengeId>()
      .notNull()
      .references(() => challenges.id),
    position: integer("position").notNull(),
    name: jsonb("name").$type<Bilingual>().notNull(),
    opensAt: instant("opens_at").notNull(),
    closesAt: instant("closes_at").notNull(),
    displayRule: text("display_rule").$type<DisplayRule>().notNull(),
    /** The versions that new submissions are evaluated with; null until the organiser has given them. */
    specificationId: text("specification_id").$type<SpecificationId>(),
    labelSetId: text("label_set_id").$type<LabelSetId>(),
    /** When the statistics of the closed phase were asked for; null while it is open. */
    statisticsAskedAt: instant("statistics_asked_at"),
    /** Set by `reveal_phase()` only. */
    revealedAt: instant("revealed_at"),
  },
  (t) => [
    unique("phases_position").on(t.challengeId, t.position),
    check("phases_dates", sql`${t.closesAt} > ${t.opensAt}`),
  ],
);

export const specifications = pgTable(
  "specifications",
  {
    id: text("id").$type<SpecificationId>().primaryKey(),
    phaseId: text("phase_id")
      .$type<PhaseId>()
      .notNull()
      .references(() => phases.id),
    version: integer("version").notNull(),
    /** The object of the scoring command; parsed by `scoring/spec.ts` before it comes here. */
    content: jsonb("content").$type<Record<string, unknown>>().notNull(),
    digest: text("digest").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [unique("specifications_version").on(t.phaseId, t.version)],
);

/** What is known of a label file outside the withheld store: never a value. */
export const labelSets = pgTable(
  "label_sets",
  {
    id: text("id").$type<LabelSetId>().primaryKey(),
    phaseId: text("phase_id")
      .$type<PhaseId>()
      .notNull()
      .references(() => phases.id),
    version: integer("version").notNull(),
    objectKey: text("object_key").notNull(),
    digest: text("digest").notNull(),
    sizeBytes: bytes("size_bytes").notNull(),
    publicRows: integer("public_rows").notNull(),
    privateRows: integer("private_rows").notNull(),
    ignoredRows: integer("ignored_rows").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [unique("label_sets_version").on(t.phaseId, t.version)],
);

/** A label file on its way through the inbox: asked by the organiser, answered by the scoring worker. */
export const labelDeliveries = pgTable("label_deliveries", {
  id: text("id").$type<`delivery_${string}`>().primaryKey(),
  phaseId: text("phase_id")
    .$type<PhaseId>()
    .notNull()
    .references(() => phases.id),
  inboxKey: text("inbox_key").notNull(),
  /** Of the file as it was handed in; null of deliveries from before it was recorded. */
  sha256: text("sha256"),
  deliveredBy: text("delivered_by")
    .$type<PersonId>()
    .references(() => people.id),
  deliveredAt: instant("delivered_at").notNull().defaultNow(),
  labelSetId: text("label_set_id")
    .$type<LabelSetId>()
    .references(() => labelSets.id),
  /** A code of the scoring engine; never a text built from labels. */
  refusalCode: text("refusal_code"),
  answeredAt: instant("answered_at"),
});

export const challengeFiles = pgTable("challenge_files", {
  id: text("id").$type<ChallengeFileId>().primaryKey(),
  challengeId: text("challenge_id")
    .$type<ChallengeId>()
    .notNull()
    .references(() => challenges.id),
  kind: text("kind").$type<ChallengeFileKind>().notNull(),
  position: integer("position").notNull(),
  fileName: text("file_name").notNull(),
  description: jsonb("description").$type<Bilingual>().notNull(),
  mediaType: text("media_type").notNull(),
  objectKey: text("object_key").notNull(),
  sizeBytes: bytes("size_bytes").notNull(),
  sha256: text("sha256").notNull(),
  createdAt: instant("created_at").notNull().defaultNow(),
});

export const fileDownloads = pgTable("file_downloads", {
  id: integer("id").primaryKey().generatedAlwaysAsIdentity(),
  fileId: text("file_id")
    .$type<ChallengeFileId>()
    .notNull()
    .references(() => challengeFiles.id),
  personId: text("person_id")
    .$type<PersonId>()
    .references(() => people.id),
  downloadedAt: instant("downloaded_at").notNull().defaultNow(),
});

export const rules = pgTable(
  "rules",
  {
    id: text("id").$type<RulesId>().primaryKey(),
    challengeId: text("challenge_id")
      .$type<ChallengeId>()
      .notNull()
      .references(() => challenges.id),
    version: integer("version").notNull(),
    /** Markdown. */
    content: jsonb("content").$type<Bilingual>().notNull(),
    publishedAt: instant("published_at").notNull().defaultNow(),
  },
  (t) => [unique("rules_version").on(t.challengeId, t.version)],
);

export const rulesAcceptances = pgTable(
  "rules_acceptances",
  {
    rulesId: text("rules_id")
      .$type<RulesId>()
      .notNull()
      .references(() => rules.id),
    personId: text("person_id")
      .$type<PersonId>()
      .notNull()
      .references(() => people.id),
    acceptedAt: instant("accepted_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.rulesId, t.personId] })],
);

export const challengeMembers = pgTable(
  "challenge_members",
  {
    challengeId: text("challenge_id")
      .$type<ChallengeId>()
      .notNull()
      .references(() => challenges.id),
    personId: text("person_id")
      .$type<PersonId>()
      .notNull()
      .references(() => people.id),
    role: text("role").$type<ChallengeRole>().notNull(),
    grantedAt: instant("granted_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.challengeId, t.personId, t.role] })],
);
