import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import type { ApplicationId, Bilingual, CallId, LaureateState } from "../vocabulary.ts";
import { applications } from "./applications.ts";
import { calls } from "./calls.ts";
import { instant } from "./columns.ts";
import { personReference } from "./references.ts";

/** A topic of a project: the value of its call's form with its words. */
export type Topic = { value: string; label: Bilingual };

const applicationId = () =>
  text("application_id")
    .$type<ApplicationId>()
    .primaryKey()
    .references(() => applications.id);

const callId = () =>
  text("call_id")
    .$type<CallId>()
    .notNull()
    .references(() => calls.id);

/** What may be said of a laureate in public, the same in both tables. */
const words = {
  title: jsonb("title").$type<Bilingual>().notNull(),
  summary: jsonb("summary").$type<Bilingual>().notNull(),
  /** Why the jury chose it. */
  citation: jsonb("citation").$type<Bilingual>(),
  leadOrganisation: text("lead_organisation").notNull(),
  partners: text("partners").array().notNull(),
  /** Those who have agreed to be named. */
  people: text("people")
    .array()
    .notNull()
    .default(sql`'{}'`),
  topics: jsonb("topics")
    .$type<Topic[]>()
    .notNull()
    .default(sql`'[]'`),
  /** Granted, in cents of a euro; null when the call does not say it in public. */
  amountCents: integer("amount_cents"),
};

/** The text about a laureate as the organiser and the laureate write it, with its approval; nothing of it is public. */
export const laureates = pgTable(
  "laureates",
  {
    applicationId: applicationId(),
    callId: callId(),
    slug: text("slug").notNull().unique(),
    /** Place in the palmarès; equal places are ex æquo. */
    place: integer("place").notNull(),
    ...words,
    /** Counts the changes, so that what was seen is what is approved and published. */
    revision: integer("revision").notNull().default(1),
    state: text("state").$type<LaureateState>().notNull().default("drafted"),
    approvedBy: personReference("approved_by"),
    approvedAt: instant("approved_at"),
  },
  (t) => [
    index("laureates_call").on(t.callId, t.place),
    check(
      "laureates_approved",
      sql`${t.state} not in ('approved', 'published') or ${t.approvedAt} is not null`,
    ),
  ],
);

/** What the public reads of a laureate: the approved text as it was published. A table of its own, so that a public page
 * fetches nothing else; it stays as it is while a change waits for approval. */
export const publishedLaureates = pgTable(
  "published_laureates",
  {
    applicationId: applicationId(),
    callId: callId(),
    slug: text("slug").notNull().unique(),
    place: integer("place").notNull(),
    ...words,
    firstPublishedAt: instant("first_published_at").notNull(),
    publishedAt: instant("published_at").notNull(),
  },
  (t) => [index("published_laureates_call").on(t.callId, t.place)],
);
