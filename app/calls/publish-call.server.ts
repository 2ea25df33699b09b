import { eq } from "drizzle-orm";
import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse } from "#app/accounts/refusal.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { databaseClock, type Clock } from "#db/clock.ts";
import { inTransaction } from "#db/connections.ts";
import { calls } from "#db/schema/calls.ts";
import { organisedCall } from "./call-context.server.ts";
import { publicationFacts } from "./publication-facts.server.ts";
import { missingParts } from "./rules.ts";

/** Publishes a call: from now on everybody reads it, and applications are taken between its dates.
 * @throws Refused those of `organisedCall`, `call_published`, `call_incomplete` (with the first missing part)
 * Effects: the call's state; an audit line. */
export async function publishCall(actor: Actor, slug: string, clock: Clock = databaseClock): Promise<void> {
  const person = requirePerson(actor);
  await inTransaction(async (tx) => {
    const call = await organisedCall(tx, actor, slug);
    if (call.state !== "draft") refuse("call_published");
    const now = await clock(tx);
    const [first] = missingParts(await publicationFacts(tx, call), now);
    if (first !== undefined) refuse("call_incomplete", { part: first.part, locale: first.locale });
    await tx.update(calls).set({ state: "open", publishedAt: now }).where(eq(calls.id, call.id));
    await appendAuditEvent(tx, { actor: person.id, verb: "publish_call", subject: call.id });
  });
}
