import { sql } from "drizzle-orm";
import { boolean, index, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { ChallengeId, PersonId, TeamId, TeamRole } from "../vocabulary.ts";
import { people } from "./accounts.ts";
import { challenges } from "./challenges.ts";
import { instant } from "./columns.ts";
import { personReference } from "./references.ts";

/** Who submits together in a challenge; somebody alone is a team, too. */
export const teams = pgTable(
  "teams",
  {
    id: text("id").$type<TeamId>().primaryKey(),
    challengeId: text("challenge_id")
      .$type<ChallengeId>()
      .notNull()
      .references(() => challenges.id),
    name: text("name").notNull(),
    /** What names that look alike have in common; null only until the next start after an upgrade. */
    nameKey: text("name_key"),
    affiliation: text("affiliation"),
    /** Reference rows of the organiser: shown at their score, never ranked. */
    isBaseline: boolean("is_baseline").notNull().default(false),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex("teams_name").on(t.challengeId, sql`lower(${t.name})`),
    uniqueIndex("teams_name_key").on(t.challengeId, t.nameKey),
  ],
);

/** Who is in a team. */
export const teamMembers = pgTable(
  "team_members",
  {
    teamId: text("team_id")
      .$type<TeamId>()
      .notNull()
      .references(() => teams.id),
    challengeId: text("challenge_id")
      .$type<ChallengeId>()
      .notNull()
      .references(() => challenges.id),
    personId: text("person_id")
      .$type<PersonId>()
      .notNull()
      .references(() => people.id),
    role: text("role").$type<TeamRole>().notNull(),
    joinedAt: instant("joined_at").notNull().defaultNow(),
  },
  // A person is in at most one team per challenge: said by the key, not by a check before the insert.
  (t) => [primaryKey({ columns: [t.challengeId, t.personId] }), index("team_members_team").on(t.teamId)],
);

/** A captain's link into a team, found by the SHA-256 of its key; several people may use it until it ends. */
export const teamInvitations = pgTable(
  "team_invitations",
  {
    keyHash: text("key_hash").primaryKey(),
    teamId: text("team_id")
      .$type<TeamId>()
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    createdBy: personReference("created_by"),
    createdAt: instant("created_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
  },
  (t) => [index("team_invitations_team").on(t.teamId)],
);
