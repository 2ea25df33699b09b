import { and, asc, desc, eq, ne } from "drizzle-orm";
import type { Reader, Tx } from "../client.ts";
import { applications } from "../schema/applications.ts";
import { calls } from "../schema/calls.ts";
import { decisions } from "../schema/decisions.ts";
import { laureates, publishedLaureates } from "../schema/laureates.ts";
import type { ApplicationId, CallId } from "../vocabulary.ts";

export type LaureateRow = typeof laureates.$inferSelect;
export type PublishedRow = typeof publishedLaureates.$inferSelect;

/** The text about a laureate, under row-level security: null for everybody but its members and its call's organisers. */
export async function laureateOf(db: Reader, id: ApplicationId): Promise<LaureateRow | null> {
  const rows = await db.select().from(laureates).where(eq(laureates.applicationId, id));
  return rows[0] ?? null;
}

/** The same, locked for a change. */
export async function laureateForUpdate(tx: Tx, id: ApplicationId): Promise<LaureateRow | null> {
  const rows = await tx.select().from(laureates).where(eq(laureates.applicationId, id)).for("update");
  return rows[0] ?? null;
}

/** Those whose last released decision makes them a laureate and who have not given it up, under row-level security;
 * never one whose decision is still private. */
export async function decidedLaureates(db: Reader, callId: CallId) {
  const last = await db
    .selectDistinctOn([decisions.applicationId], {
      applicationId: decisions.applicationId,
      amountCents: decisions.amountCents,
      outcome: decisions.outcome,
    })
    .from(decisions)
    .innerJoin(applications, eq(applications.id, decisions.applicationId))
    .where(
      and(eq(decisions.callId, callId), eq(decisions.state, "released"), ne(applications.state, "withdrawn")),
    )
    .orderBy(decisions.applicationId, desc(decisions.round));
  return last.filter(({ outcome }) => outcome === "laureate");
}

const withCall = {
  laureate: publishedLaureates,
  call: { slug: calls.slug, title: calls.title, timeZone: calls.timeZone },
};

export type PublishedLaureate = { laureate: PublishedRow; call: { slug: string } & PublishedCall };
type PublishedCall = Pick<typeof calls.$inferSelect, "title" | "timeZone">;

/** Everything that is published about laureates, for everybody: the newest call first, then by place.
 * @param callSlug those of one call only */
export async function publishedLaureatesOf(db: Reader, callSlug?: string): Promise<PublishedLaureate[]> {
  return db
    .select(withCall)
    .from(publishedLaureates)
    .innerJoin(calls, eq(calls.id, publishedLaureates.callId))
    .where(callSlug === undefined ? undefined : eq(calls.slug, callSlug))
    .orderBy(
      desc(calls.publishedAt),
      asc(calls.slug),
      asc(publishedLaureates.place),
      asc(publishedLaureates.slug),
    );
}

/** What is published about one laureate; null when nothing is. */
export async function publishedLaureate(db: Reader, slug: string): Promise<PublishedLaureate | null> {
  const rows = await db
    .select(withCall)
    .from(publishedLaureates)
    .innerJoin(calls, eq(calls.id, publishedLaureates.callId))
    .where(eq(publishedLaureates.slug, slug));
  return rows[0] ?? null;
}

/** What is published of an application; null when nothing is. */
export async function publishedOf(db: Reader, id: ApplicationId): Promise<PublishedRow | null> {
  const rows = await db.select().from(publishedLaureates).where(eq(publishedLaureates.applicationId, id));
  return rows[0] ?? null;
}
