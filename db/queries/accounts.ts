import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { and, desc, eq, gt, isNotNull, isNull, ne, or, sql } from "drizzle-orm";
import type { Reader } from "../client.ts";
import { apiTokens, people, sessions } from "../schema/accounts.ts";
import { challengeMembers, challenges } from "../schema/challenges.ts";
import { teamMembers, teams } from "../schema/teams.ts";
import { installation } from "../schema/platform.ts";
import type { PersonId } from "../vocabulary.ts";

/** What every request knows of its person. */
const actorColumns = {
  id: people.id,
  displayName: people.displayName,
  locale: people.locale,
  isAdministrator: people.isAdministrator,
  emailConfirmed: sql<boolean>`${people.emailConfirmedAt} is not null`,
};

/** Days without a request after which a session has ended. */
const idleDays = 7;

/** Whether somebody was last seen more than an hour ago, which is worth a write. */
const isLongAgo = (seenAt: AnyPgColumn) =>
  sql<boolean>`coalesce(${seenAt} < clock_timestamp() - interval '1 hour', true)`;

/** The person of a live session; null when the session is unknown, expired or long unused, or its person disabled. */
export async function findSession(db: Reader, tokenHash: string) {
  const isLive = and(
    gt(sessions.expiresAt, sql`clock_timestamp()`),
    gt(sessions.lastSeenAt, sql`clock_timestamp() - make_interval(days => ${idleDays})`),
  );
  const rows = await db
    .select({ ...actorColumns, wasSeenLongAgo: isLongAgo(sessions.lastSeenAt) })
    .from(sessions)
    .innerJoin(people, eq(people.id, sessions.personId))
    .where(and(eq(sessions.tokenHash, tokenHash), isLive, isNull(people.disabledAt)));
  return rows[0] ?? null;
}

/** What a person has been seen by: a session or an API token. */
export type SeenBy = { personId: PersonId; session: string } | { personId: PersonId; token: string };

/** Effects: the session or the token, found by its hash, and its person have been seen now. */
export async function markSeen(db: Reader, by: SeenBy): Promise<void> {
  const now = sql`clock_timestamp()`;
  if ("session" in by)
    await db.update(sessions).set({ lastSeenAt: now }).where(eq(sessions.tokenHash, by.session));
  else await db.update(apiTokens).set({ lastUsedAt: now }).where(eq(apiTokens.tokenHash, by.token));
  await db.update(people).set({ lastSeenAt: now }).where(eq(people.id, by.personId));
}

/** Effects: one row in `sessions`, for so many days by the database's clock; none when the person is disabled, be it at
 * this very moment.
 * @returns whether the session has begun */
export async function insertSession(
  db: Reader,
  { tokenHash, personId, days }: { tokenHash: string; personId: PersonId; days: number },
): Promise<boolean> {
  const rows = await db.execute(sql`
    insert into sessions (token_hash, person_id, expires_at)
    select ${tokenHash}, id, clock_timestamp() + make_interval(days => ${days}) from people
    where id = ${personId} and disabled_at is null for share
    returning token_hash`);
  return rows.length > 0;
}

/** Effects: the session's row is gone; nothing when it was already. */
export async function endSession(db: Reader, tokenHash: string): Promise<void> {
  await db.delete(sessions).where(eq(sessions.tokenHash, tokenHash));
}

/** The account of an e-mail address with its password's hash; null when there is none, or it is disabled. */
export async function credentialsOf(db: Reader, email: string) {
  const rows = await db
    .select({ id: people.id, passwordHash: people.passwordHash })
    .from(people)
    .where(and(eq(sql`lower(${people.email})`, email.toLowerCase()), isNull(people.disabledAt)));
  return rows[0] ?? null;
}

/** Whom to write to about an account. */
const recipientColumns = {
  id: people.id,
  email: people.email,
  displayName: people.displayName,
  locale: people.locale,
};

/** The account of an e-mail address, confirmed or not; null when there is none, or it is disabled. */
export async function accountOf(db: Reader, email: string) {
  const rows = await db
    .select(recipientColumns)
    .from(people)
    .where(and(eq(sql`lower(${people.email})`, email.toLowerCase()), isNull(people.disabledAt)));
  return rows[0] ?? null;
}

/** Whether an address has an account that is disabled. */
export async function isDisabledAddress(db: Reader, email: string): Promise<boolean> {
  const isSame = eq(sql`lower(${people.email})`, email.toLowerCase());
  return (await db.$count(people, and(isSame, isNotNull(people.disabledAt)))) > 0;
}

/** The account of an address that its owner has proven to be theirs; null when there is none. Before that, whoever has
 * opened the account may be a stranger: nothing is given to it by its address. */
export async function provenAccountOf(db: Reader, email: string) {
  const rows = await db
    .select(recipientColumns)
    .from(people)
    .where(
      and(
        eq(sql`lower(${people.email})`, email.toLowerCase()),
        isNotNull(people.emailConfirmedAt),
        isNull(people.disabledAt),
      ),
    );
  return rows[0] ?? null;
}

/** An account that is not disabled; null when there is none. */
export async function accountById(db: Reader, id: PersonId) {
  const rows = await db
    .select(recipientColumns)
    .from(people)
    .where(and(eq(people.id, id), isNull(people.disabledAt)));
  return rows[0] ?? null;
}

/** The hash of a person's password; null when none is set. */
export async function passwordHashOf(db: Reader, id: PersonId): Promise<string | null> {
  const rows = await db.select({ hash: people.passwordHash }).from(people).where(eq(people.id, id));
  return rows[0]?.hash ?? null;
}

/** How many ways into an account have been closed. */
export type EndedAccess = { sessions: number; tokens: number };

/** Closes every way into an account but its password: whoever has one in hand has it no more.
 * @param kept hash of the session that goes on
 * Effects: sessions and API tokens end. */
export async function endAccessOf(
  db: Reader,
  id: PersonId,
  kept: string | null = null,
): Promise<EndedAccess> {
  const others = kept === null ? undefined : ne(sessions.tokenHash, kept);
  const isLive = gt(sessions.expiresAt, sql`clock_timestamp()`);
  const ended = await db
    .delete(sessions)
    .where(and(eq(sessions.personId, id), others))
    .returning({ isLive: sql<boolean>`${isLive}` });
  const revoked = await db
    .update(apiTokens)
    .set({ revokedAt: sql`clock_timestamp()` })
    .where(and(eq(apiTokens.personId, id), isNull(apiTokens.revokedAt)))
    .returning({ id: apiTokens.id });
  return { sessions: ended.filter((one) => one.isLive).length, tokens: revoked.length };
}

/** The person and scopes of a live API token; null when it is unknown, revoked or expired. */
export async function findApiToken(db: Reader, tokenHash: string) {
  const rows = await db
    .select({ ...actorColumns, scopes: apiTokens.scopes, wasSeenLongAgo: isLongAgo(apiTokens.lastUsedAt) })
    .from(apiTokens)
    .innerJoin(people, eq(people.id, apiTokens.personId))
    .where(
      and(
        eq(apiTokens.tokenHash, tokenHash),
        isNull(apiTokens.revokedAt),
        isNull(people.disabledAt),
        or(isNull(apiTokens.expiresAt), gt(apiTokens.expiresAt, sql`clock_timestamp()`)),
      ),
    );
  return rows[0] ?? null;
}

/** A person's live tokens, the newest first; never their text. */
export async function tokensOf(db: Reader, personId: PersonId) {
  return db
    .select({
      id: apiTokens.id,
      name: apiTokens.name,
      hint: apiTokens.hint,
      scopes: apiTokens.scopes,
      createdAt: apiTokens.createdAt,
      expiresAt: apiTokens.expiresAt,
      lastUsedAt: apiTokens.lastUsedAt,
    })
    .from(apiTokens)
    .where(and(eq(apiTokens.personId, personId), isNull(apiTokens.revokedAt)))
    .orderBy(desc(apiTokens.createdAt));
}

/** What a person takes part in, by challenge: the team, the organiser's role, or both; in the order of their titles. */
export async function engagementsOf(db: Reader, personId: PersonId) {
  const isOrganiser = sql<boolean>`${challengeMembers.personId} is not null`;
  return db
    .select({ slug: challenges.slug, title: challenges.title, teamName: teams.name, isOrganiser })
    .from(challenges)
    .leftJoin(
      teamMembers,
      and(eq(teamMembers.challengeId, challenges.id), eq(teamMembers.personId, personId)),
    )
    .leftJoin(teams, eq(teams.id, teamMembers.teamId))
    .leftJoin(
      challengeMembers,
      and(eq(challengeMembers.challengeId, challenges.id), eq(challengeMembers.personId, personId)),
    )
    .where(or(isNotNull(teamMembers.personId), isNotNull(challengeMembers.personId)))
    .orderBy(challenges.slug);
}

/** What a person sees of the own account. */
export async function profileOf(db: Reader, personId: PersonId) {
  const rows = await db
    .select({
      email: people.email,
      displayName: people.displayName,
      affiliation: people.affiliation,
      locale: people.locale,
    })
    .from(people)
    .where(eq(people.id, personId));
  return rows[0] ?? null;
}

/** Whether this installation holds the demonstration world. */
export async function isDemonstration(db: Reader): Promise<boolean> {
  const rows = await db.select().from(installation).where(eq(installation.key, "demonstration"));
  return rows.length > 0;
}
