import { eq } from "drizzle-orm";
import type { Actor } from "#app/accounts/actor.ts";
import { refuse } from "#app/accounts/refusal.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { inTransaction } from "#db/connections.ts";
import { lockJuror, lockJury } from "#db/queries/juries.ts";
import { jurors } from "#db/schema/juries.ts";
import type { JurorId } from "#db/vocabulary.ts";
import { lockedOrganiserContext } from "./jury-context.server.ts";

/** Changes how many applications a juror reads, which is what organisers can mend when no assignment is possible. What is
 * assigned already stays.
 * @throws Refused those of `organiserContext`; `juror_not_found`, `loads_crossed`
 * Effects: the juror's loads; an audit line. */
export async function changeLoads(
  actor: Actor,
  slug: string,
  { jurorId, minLoad, maxLoad }: { jurorId: JurorId; minLoad: number; maxLoad: number },
): Promise<void> {
  if (minLoad > maxLoad) refuse("loads_crossed");
  await inTransaction(async (tx) => {
    const { person, call } = await lockedOrganiserContext(tx, actor, slug);
    // An assignment that is being applied counts with the loads as they are.
    await lockJury(tx, call.id);
    const juror = await lockJuror(tx, jurorId);
    if (juror?.callId !== call.id) return refuse("juror_not_found");
    await tx.update(jurors).set({ minLoad, maxLoad }).where(eq(jurors.id, jurorId));
    const details = { minLoad, maxLoad };
    await appendAuditEvent(tx, { actor: person.id, verb: "change_loads", subject: jurorId, details });
  });
}
