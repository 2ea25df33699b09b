import { index, integer, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import type { ApplicationId, Bilingual, CallId, LaureateState, PersonId } from "../vocabulary.ts";
import { people } from "./accounts.ts";
import { applications } from "./applications.ts";
import { calls } from "./calls.ts";
import { instant } from "./columns.ts";

/** What the public reads of a laureate, in the words that the laureate has approved. */
export const laureates = pgTable(
  "laureates",
  {
    applicationId: text("application_id")
      .$type<ApplicationId>()
      .primaryKey()
      .references(() => applications.id),
    callId: text("call_id")
      .$type<CallId>()
      .notNull()
      .references(() => calls.id),
    slug: text("slug").notNull().unique(),
    /** Place in the palmarès; equal places are ex æquo. */
    place: integer("place").notNull(),
    title: jsonb("title").$type<Bilingual>().notNull(),
    summary: jsonb("summary").$type<Bilingual>().notNull(),
    /** Why the jury chose it. */
    citation: jsonb("citation").$type<Bilingual>(),
    leadOrganisation: text("lead_organisation").notNull(),
    partners: text("partners").array().notNull(),
    keywords: text("keywords").array().notNull(),
    amountCents: integer("amount_cents"),
    state: text("state").$type<LaureateState>().notNull().default("drafted"),
    approvedBy: text("approved_by")
      .$type<PersonId>()
      .references(() => people.id, { onDelete: "set null" }),
    approvedAt: instant("approved_at"),
    publishedAt: instant("published_at"),
  },
  (t) => [index("laureates_call").on(t.callId, t.place)],
);
