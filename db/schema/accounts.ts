import { sql } from "drizzle-orm";
import { boolean, index, integer, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import type {
  ApiTokenId,
  DisablingReason,
  EmailTokenPurpose,
  Locale,
  PersonId,
  Scope,
} from "../vocabulary.ts";
import { instant } from "./columns.ts";

export const people = pgTable(
  "people",
  {
    id: text("id").$type<PersonId>().primaryKey(),
    email: text("email").notNull(),
    emailConfirmedAt: instant("email_confirmed_at"),
    displayName: text("display_name").notNull(),
    affiliation: text("affiliation"),
    passwordHash: text("password_hash"),
    locale: text("locale").$type<Locale>().notNull(),
    isAdministrator: boolean("is_administrator").notNull().default(false),
    disabledAt: instant("disabled_at"),
    /** Why, while the account is disabled. */
    disabledFor: text("disabled_for").$type<DisablingReason>(),
    /** To the hour; null before the first time. */
    lastSeenAt: instant("last_seen_at"),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [uniqueIndex("people_email").on(sql`lower(${t.email})`)],
);

/** Sessions are found by the SHA-256 of the cookie's opaque value: a stolen table opens nothing. */
export const sessions = pgTable(
  "sessions",
  {
    tokenHash: text("token_hash").primaryKey(),
    personId: text("person_id")
      .$type<PersonId>()
      .notNull()
      .references(() => people.id, { onDelete: "cascade" }),
    createdAt: instant("created_at").notNull().defaultNow(),
    lastSeenAt: instant("last_seen_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
  },
  (t) => [index("sessions_person").on(t.personId)],
);

export const emailTokens = pgTable(
  "email_tokens",
  {
    tokenHash: text("token_hash").primaryKey(),
    personId: text("person_id")
      .$type<PersonId>()
      .notNull()
      .references(() => people.id, { onDelete: "cascade" }),
    purpose: text("purpose").$type<EmailTokenPurpose>().notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
  },
  (t) => [index("email_tokens_person").on(t.personId, t.purpose)],
);

export const apiTokens = pgTable(
  "api_tokens",
  {
    id: text("id").$type<ApiTokenId>().primaryKey(),
    personId: text("person_id")
      .$type<PersonId>()
      .notNull()
      .references(() => people.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    tokenHash: text("token_hash").notNull().unique(),
    /** First characters, shown so that a person can tell tokens apart. */
    hint: text("hint").notNull(),
    scopes: text("scopes").array().$type<Scope[]>().notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    lastUsedAt: instant("last_used_at"),
    expiresAt: instant("expires_at"),
    revokedAt: instant("revoked_at"),
  },
  (t) => [index("api_tokens_person").on(t.personId)],
);

/** Counts of failures in a window, under a hashed key (an account, an address, or both). */
export const throttles = pgTable(
  "throttles",
  {
    purpose: text("purpose").notNull(),
    keyHash: text("key_hash").notNull(),
    windowStartedAt: instant("window_started_at").notNull(),
    count: integer("count").notNull(),
  },
  (t) => [primaryKey({ columns: [t.purpose, t.keyHash] })],
);
