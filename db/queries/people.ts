import { and, asc, eq, gt, inArray, isNotNull, isNull, sql, type SQL } from "drizzle-orm";
import type { Reader, Tx } from "../client.ts";
import { apiTokens, people, sessions } from "../schema/accounts.ts";
import type { PersonId } from "../vocabulary.ts";

/** Which accounts are asked for; every word must stand in the name, the address or the affiliation. */
export type PeopleQuery = {
  words: readonly string[];
  state: "all" | "active" | "disabled" | "administrators";
};

const listColumns = {
  id: people.id,
  displayName: people.displayName,
  affiliation: people.affiliation,
  email: people.email,
  isAdministrator: people.isAdministrator,
  isConfirmed: sql<boolean>`${people.emailConfirmedAt} is not null`,
  createdAt: people.createdAt,
  lastSeenAt: people.lastSeenAt,
  disabledAt: people.disabledAt,
  disabledFor: people.disabledFor,
};

/** Accounts in the order of their names, and how many there are in all.
 * @param window which of them */
export async function findPeople(db: Reader, query: PeopleQuery, window: { limit: number; offset: number }) {
  const condition = and(ofState[query.state], ...query.words.map(containsWord));
  const rows = await db
    .select(listColumns)
    .from(people)
    .where(condition)
    .orderBy(asc(sql`lower(${people.displayName})`), asc(people.id))
    .limit(window.limit)
    .offset(window.offset);
  return { rows, found: await db.$count(people, condition) };
}

const ofState: Record<PeopleQuery["state"], SQL | undefined> = {
  all: undefined,
  active: isNull(people.disabledAt),
  disabled: isNotNull(people.disabledAt),
  administrators: eq(people.isAdministrator, true),
};

/** Accents do not matter. */
function containsWord(word: string): SQL {
  const text = sql`concat_ws(' ', ${people.displayName}, ${people.email}, ${people.affiliation})`;
  return sql`strpos(${plain(text)}, ${plain(sql`${word}::text`)}) > 0`;
}

function plain(text: SQL): SQL {
  return sql`lower(regexp_replace(normalize(${text}, NFD), '[\u0300-\u036f]', '', 'g'))`;
}

/** One account, with how many ways into it are open; null when there is none. */
export async function personById(db: Reader, id: PersonId) {
  const [person] = await db.select(listColumns).from(people).where(eq(people.id, id));
  if (person === undefined) return null;
  const now = sql`clock_timestamp()`;
  const openSessions = await db.$count(sessions, and(eq(sessions.personId, id), gt(sessions.expiresAt, now)));
  const openTokens = await db.$count(apiTokens, and(eq(apiTokens.personId, id), isNull(apiTokens.revokedAt)));
  return { ...person, sessions: openSessions, tokens: openTokens };
}

/** Of these people, those whose account is disabled. */
export async function disabledAmong(db: Reader, ids: readonly PersonId[]): Promise<Set<PersonId>> {
  if (ids.length === 0) return new Set();
  const isOne = and(inArray(people.id, [...ids]), isNotNull(people.disabledAt));
  const rows = await db.select({ id: people.id }).from(people).where(isOne);
  return new Set(rows.map(({ id }) => id));
}

/** Holds the state of accounts until the transaction ends, so that of two administrators who disable each other one
 * remains. */
export async function lockAccountStates(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(7303031)`);
}

/** Whether somebody is, at this moment, an administrator whose account is enabled. */
export async function isActiveAdministrator(tx: Tx, id: PersonId): Promise<boolean> {
  const isOne = and(eq(people.id, id), eq(people.isAdministrator, true), isNull(people.disabledAt));
  return (await tx.$count(people, isOne)) > 0;
}
