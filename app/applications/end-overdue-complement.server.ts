import { eq } from "drizzle-orm";
import { refuse } from "#app/accounts/refusal.ts";
import type { Tx } from "#db/client.ts";
import { openComplement } from "#db/queries/applications.ts";
import { complementRequests } from "#db/schema/admissibility.ts";
import type { ApplicationId } from "#db/vocabulary.ts";

/** Ends a request for complements whose date has passed without an answer.
 * @throws Refused `complement_open` while the applicant may still answer
 * Effects: the request is closed. */
export async function endOverdueComplement(tx: Tx, id: ApplicationId, now: Date): Promise<void> {
  const open = await openComplement(tx, id);
  if (open === null) return;
  if (open.dueAt >= now) refuse("complement_open");
  await tx.update(complementRequests).set({ closedAt: now }).where(eq(complementRequests.id, open.id));
}
