import { sql } from "drizzle-orm";
import { bigint, check, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { LetterId, LetterKind, Locale, ProcessKind, SweepRefusal } from "../vocabulary.ts";
import { instant } from "./columns.ts";
import { personReference } from "./references.ts";

/** Append-only journal of every state change; rows are written by `append_audit_event()` alone. */
export const auditEvents = pgTable("audit_events", {
  position: bigint("position", { mode: "number" }).primaryKey(),
  at: instant("at").notNull(),
  /** A person, or a process kind. Never a name or an address. */
  actor: text("actor").notNull(),
  verb: text("verb").notNull(),
  subject: text("subject").notNull(),
  details: jsonb("details").$type<Record<string, string | number | boolean | null>>().notNull(),
  previousHash: text("previous_hash").notNull(),
  hash: text("hash").notNull(),
});

/** The outbox: a letter is owed from the moment its cause is committed, and sent once per key. */
export const letters = pgTable("letters", {
  id: text("id").$type<LetterId>().primaryKey(),
  key: text("key").notNull().unique(),
  personId: personReference(),
  recipient: text("recipient").notNull(),
  locale: text("locale").$type<Locale>().notNull(),
  kind: text("kind").$type<LetterKind>().notNull(),
  subject: text("subject").notNull(),
  body: text("body").notNull(),
  createdAt: instant("created_at").notNull().defaultNow(),
  sentAt: instant("sent_at"),
  /** Whose turn it is to send it, and until when: nobody else tries meanwhile. */
  claimedBy: text("claimed_by"),
  claimedUntil: instant("claimed_until"),
  attempts: integer("attempts").notNull().default(0),
  lastError: text("last_error"),
});

/** A line per running process; silent for a minute means dead. */
export const heartbeats = pgTable("heartbeats", {
  processId: text("process_id").primaryKey(),
  kind: text("kind").$type<ProcessKind>().notNull(),
  host: text("host").notNull(),
  pid: integer("pid").notNull(),
  startedAt: instant("started_at").notNull().defaultNow(),
  beatAt: instant("beat_at").notNull().defaultNow(),
});

export const sitePages = pgTable(
  "site_pages",
  {
    slug: text("slug").notNull(),
    locale: text("locale").$type<Locale>().notNull(),
    title: text("title").notNull(),
    /** Markdown. */
    content: text("content").notNull(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.slug, t.locale] })],
);

/** Facts of this installation, such as when the demonstration world was seeded. */
export const installation = pgTable("installation", {
  key: text("key").primaryKey(),
  value: text("value").notNull(),
  recordedAt: instant("recorded_at").notNull().defaultNow(),
});

/** The last look through the bucket of files for objects that nothing names. One row. */
export const objectSweeps = pgTable(
  "object_sweeps",
  {
    id: integer("id").primaryKey().default(1),
    /** What the bucket's own mark of the last sweep says; null before the first. A copy of this database, or one that
     * was put back to an earlier moment, knows another. */
    mark: text("mark"),
    /** The mark that a sweep under way, or one that died, is writing. */
    nextMark: text("next_mark"),
    beganAt: instant("began_at"),
    /** Why the last one removed nothing; null when it did its work. */
    refusal: text("refusal").$type<SweepRefusal>(),
  },
  (t) => [check("object_sweeps_one", sql`${t.id} = 1`)],
);

/** Stored files that nothing names, from their first sighting to their end. */
export const unnamedObjects = pgTable("unnamed_objects", {
  objectKey: text("object_key").primaryKey(),
  firstSeenAt: instant("first_seen_at").notNull(),
  lastSeenAt: instant("last_seen_at").notNull(),
  /** When it was moved out of the way; it can still come back. */
  quarantinedAt: instant("quarantined_at"),
});
