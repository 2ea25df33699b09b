import { sql } from "drizzle-orm";
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type {
  ApplicationId,
  ApplicationInvitationId,
  ApplicationState,
  ApplicationSubmissionId,
  CallId,
  CutoffId,
  DocumentFault,
  DocumentId,
  DocumentState,
  FormVersionId,
  Locale,
  MemberRole,
  OrganisationId,
  PartnerKind,
  PersonId,
} from "../vocabulary.ts";
import { people } from "./accounts.ts";
import { calls, cutoffs, formVersions, type LegalMentions } from "./calls.ts";
import { bytes, instant, jsonValue } from "./columns.ts";
import { personReference } from "./references.ts";

/** Answers to a form by the stable id of their field. */
export type Answers = Record<string, unknown>;

/** One document of a snapshot. */
export type ManifestLine = {
  id: DocumentId;
  field: string;
  fileName: string;
  sha256: string;
  sizeBytes: number;
  mediaType: string;
  pages: number | null;
};

/** Organisations as they are known over all calls: names, other spellings and acronyms, who stands above, and e-mail
 * domains, to detect conflicts of interest. */
export const organisations = pgTable("organisations", {
  id: text("id").$type<OrganisationId>().primaryKey(),
  name: text("name").notNull().unique(),
  otherNames: text("other_names").array().notNull(),
  acronyms: text("acronyms").array().notNull(),
  /** The organisation that this one is a part of. */
  parentId: text("parent_id").$type<OrganisationId>(),
  emailDomains: text("email_domains").array().notNull(),
  createdAt: instant("created_at").notNull().defaultNow(),
});

export const applications = pgTable(
  "applications",
  {
    id: text("id").$type<ApplicationId>().primaryKey(),
    callId: text("call_id")
      .$type<CallId>()
      .notNull()
      .references(() => calls.id),
    /** What people read and type; not guessable, so that it tells nothing about other applications. */
    code: text("code").notNull().unique(),
    state: text("state").$type<ApplicationState>().notNull().default("draft"),
    formVersionId: text("form_version_id")
      .$type<FormVersionId>()
      .notNull()
      .references(() => formVersions.id),
    locale: text("locale").$type<Locale>().notNull(),
    /** The owner; one application per person and call, so that nobody writes two drafts by accident. */
    ownerId: text("owner_id")
      .$type<PersonId>()
      .notNull()
      .references(() => people.id),
    /** Number of the last revision; 0 before the first answer. */
    revision: integer("revision").notNull().default(0),
    createdAt: instant("created_at").notNull().defaultNow(),
    withdrawnAt: instant("withdrawn_at"),
  },
  (t) => [
    index("applications_call").on(t.callId, t.state),
    uniqueIndex("applications_owner")
      .on(t.callId, t.ownerId)
      .where(sql`${t.state} <> 'withdrawn'`),
  ],
);

/** The application that a row belongs to. */
export const applicationId = () =>
  text("application_id")
    .$type<ApplicationId>()
    .notNull()
    .references(() => applications.id);

export const applicationMembers = pgTable(
  "application_members",
  {
    applicationId: applicationId(),
    personId: text("person_id")
      .$type<PersonId>()
      .notNull()
      .references(() => people.id),
    role: text("role").$type<MemberRole>().notNull(),
    joinedAt: instant("joined_at").notNull().defaultNow(),
    /** Last sign of life on the form, to say how many people are on it. */
    seenAt: instant("seen_at"),
  },
  (t) => [
    primaryKey({ columns: [t.applicationId, t.personId] }),
    index("application_members_person").on(t.personId),
  ],
);

/** An invitation to write an application together; only the hash of its link is stored. */
export const applicationInvitations = pgTable(
  "application_invitations",
  {
    id: text("id").$type<ApplicationInvitationId>().primaryKey(),
    applicationId: applicationId(),
    email: text("email").notNull(),
    role: text("role").$type<MemberRole>().notNull(),
    tokenHash: text("token_hash").notNull().unique(),
    invitedBy: personReference("invited_by"),
    createdAt: instant("created_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
    acceptedAt: instant("accepted_at"),
    revokedAt: instant("revoked_at"),
  },
  (t) => [index("application_invitations_application").on(t.applicationId)],
);

/** The present answer to one field. `revision` is the one that wrote it: who writes from an older one is told. */
export const answers = pgTable(
  "answers",
  {
    applicationId: applicationId(),
    fieldId: text("field_id").notNull(),
    value: jsonValue("value"),
    revision: integer("revision").notNull(),
    personId: personReference(),
    changedAt: instant("changed_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.applicationId, t.fieldId] })],
);

/** Every save: what it changed, who made it. Append-only. */
export const answerRevisions = pgTable(
  "answer_revisions",
  {
    applicationId: applicationId(),
    revision: integer("revision").notNull(),
    /** The fields that this revision wrote, with their new values. */
    patch: jsonb("patch").$type<Answers>().notNull(),
    personId: personReference(),
    formVersionId: text("form_version_id").$type<FormVersionId>().notNull(),
    savedAt: instant("saved_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.applicationId, t.revision] })],
);

/** A file of an application, on its way or in its place. Size, type, pages and hash are what the server has found. */
export const documents = pgTable(
  "documents",
  {
    id: text("id").$type<DocumentId>().primaryKey(),
    applicationId: applicationId(),
    fieldId: text("field_id").notNull(),
    fileName: text("file_name").notNull(),
    objectKey: text("object_key").notNull(),
    storeUploadId: text("store_upload_id").notNull(),
    state: text("state").$type<DocumentState>().notNull(),
    fault: text("fault").$type<DocumentFault>(),
    sizeBytes: bytes("size_bytes").notNull(),
    maxBytes: bytes("max_bytes").notNull(),
    maxPages: integer("max_pages"),
    sha256: text("sha256"),
    mediaType: text("media_type"),
    pages: integer("pages"),
    uploadedBy: personReference("uploaded_by"),
    createdAt: instant("created_at").notNull().defaultNow(),
    checkedAt: instant("checked_at"),
  },
  (t) => [index("documents_application").on(t.applicationId, t.fieldId)],
);

/** What was received: an immutable snapshot. The last one before the cut-off counts. Append-only. */
export const applicationSubmissions = pgTable(
  "application_submissions",
  {
    id: text("id").$type<ApplicationSubmissionId>().primaryKey(),
    applicationId: applicationId(),
    /** 1 for the first, counted per application. */
    number: integer("number").notNull(),
    revision: integer("revision").notNull(),
    formVersionId: text("form_version_id")
      .$type<FormVersionId>()
      .notNull()
      .references(() => formVersions.id),
    /** Null when it answers a request for complements after the cut-off. */
    cutoffId: text("cutoff_id")
      .$type<CutoffId>()
      .references(() => cutoffs.id),
    answers: jsonb("answers").$type<Answers>().notNull(),
    documents: jsonb("documents").$type<ManifestLine[]>().notNull(),
    /** SHA-256 of the canonical JSON of form digest, answers and documents. */
    digest: text("digest").notNull(),
    /** By the database's clock. */
    receivedAt: instant("received_at").notNull(),
    receiptNumber: text("receipt_number").notNull().unique(),
    legalMentions: jsonb("legal_mentions").$type<LegalMentions>().notNull(),
    personId: personReference(),
  },
  (t) => [
    unique("application_submissions_number").on(t.applicationId, t.number),
    // The same revision is received once: who presses twice gets the same receipt twice.
    unique("application_submissions_revision").on(t.applicationId, t.revision),
  ],
);

/** Organisations and people that a received application names, for declarations of interests. */
export const applicationPartners = pgTable(
  "application_partners",
  {
    applicationId: applicationId(),
    position: integer("position").notNull(),
    kind: text("kind").$type<PartnerKind>().notNull(),
    name: text("name").notNull(),
    organisationName: text("organisation_name"),
    organisationId: text("organisation_id")
      .$type<OrganisationId>()
      .references(() => organisations.id),
    email: text("email"),
    isLead: boolean("is_lead").notNull().default(false),
  },
  (t) => [primaryKey({ columns: [t.applicationId, t.position] })],
);
