import { desc, eq, inArray, sql } from "drizzle-orm";
import type { Reader } from "../client.ts";
import { installationId } from "../buckets/belonging.ts";
import { isSignedBy, type JournalHead, type JournalKey, type UnsignedHead } from "../journal/heads.ts";
import { auditEvents } from "../schema/platform.ts";

/** Lines of the journal whose hash, place or line before is not what it must be.
 * @param after the position behind which is looked; 0 for the whole journal */
export const brokenLines = (after = 0) => sql`select position::text as what from (
    select *, coalesce(lag(hash) over (order by position), '') as before,
      lag(position, 1, 0::bigint) over (order by position) as last
    from audit_events where position >= ${after}) line
  where position > ${after} and (previous_hash <> before or position <> last + 1
    or hash <> audit_hash(position, at, actor, verb, subject, details, previous_hash))`;

/** Where the journal ends now; null while it is empty. */
export async function journalEnd(db: Reader): Promise<UnsignedHead | null> {
  const { position, hash } = auditEvents;
  const rows = await db
    .select({ position, hash, at: sql<string>`to_json(clock_timestamp() at time zone 'UTC') #>> '{}'` })
    .from(auditEvents)
    .orderBy(desc(position))
    .limit(1);
  const [last] = rows;
  return last === undefined ? null : { installation: await installationId(db), ...last };
}

/** Heads that the journal is not true to: its line of that number is gone or another, or nobody has signed them.
 * @returns a sentence for each, at most ten */
export async function headsBroken(
  db: Reader,
  heads: readonly JournalHead[],
  key: JournalKey,
): Promise<string[]> {
  const signed = heads.filter((head) => head.key === key.id && isSignedBy(head, key));
  const lines = await hashesAt(db, [...new Set(signed.map(({ position }) => position))]);
  const faults = heads.flatMap((head) => {
    if (!signed.includes(head))
      return [`the head of line ${String(head.position)} is not signed by this key`];
    const hash = lines.get(head.position);
    if (hash === head.hash) return [];
    return [
      `line ${String(head.position)}, signed on ${head.at}, is ${hash === undefined ? "gone" : "another"}`,
    ];
  });
  return faults.slice(0, 10);
}

async function hashesAt(db: Reader, positions: readonly number[]): Promise<Map<number, string>> {
  const { position, hash } = auditEvents;
  if (positions.length === 0) return new Map();
  const rows = await db
    .select({ position, hash })
    .from(auditEvents)
    .where(inArray(position, [...positions]));
  return new Map(rows.map((row) => [row.position, row.hash]));
}

/** Whether the journal still is what a head says, and goes on from there in one chain. */
export async function goesOnFrom(db: Reader, head: JournalHead): Promise<boolean> {
  const { position, hash } = auditEvents;
  const rows = await db.select({ hash }).from(auditEvents).where(eq(position, head.position));
  if (rows[0]?.hash !== head.hash) return false;
  return (await db.execute(sql`${brokenLines(head.position)} limit 1`)).length === 0;
}
