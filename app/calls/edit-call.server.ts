import { and, eq } from "drizzle-orm";
import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse } from "#app/accounts/refusal.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { inTransaction, type Tx } from "#db/connections.ts";
import { newId } from "#db/ids.ts";
import { cutoffsOf, type CallRow } from "#db/queries/calls.ts";
import { calls, cutoffs, type LegalMentions } from "#db/schema/calls.ts";
import type { Bilingual, Blindness } from "#db/vocabulary.ts";
import { organisedCall } from "./call-context.server.ts";
import { publicationFacts } from "./publication-facts.server.ts";
import { missingParts } from "./rules.ts";

export type CallContent = {
  title: Bilingual;
  summary: Bilingual;
  description: Bilingual;
  timeZone: string;
  opensAt: Date | null;
  questionsCloseAt: Date | null;
  resultsExpectedAt: Date | null;
  blindness: Blindness;
};

/** Changes what a call says and, as long as it is a draft, when it opens and closes. A published call keeps its dates
 * (`moveDeadline` moves the end, with a reason) and must stay complete.
 * @throws Refused those of `organisedCall`, `call_incomplete`
 * Effects: the call's row, its first cut-off; an audit line. */
export async function editCall(
  actor: Actor,
  slug: string,
  content: CallContent,
  closesAt: Date | null,
): Promise<void> {
  const person = requirePerson(actor);
  await inTransaction(async (tx) => {
    const call = await organisedCall(tx, actor, slug);
    const isDraft = call.state === "draft";
    const fixed = { opensAt: call.opensAt, timeZone: call.timeZone, blindness: call.blindness };
    await tx
      .update(calls)
      .set(isDraft ? content : { ...content, ...fixed })
      .where(eq(calls.id, call.id));
    if (isDraft && closesAt !== null) await setFirstCutoff(tx, call, closesAt);
    await refuseIncomplete(tx, { ...call, ...content });
    await appendAuditEvent(tx, { actor: person.id, verb: "edit_call", subject: call.id });
  });
}

/** Changes the mentions that every receipt carries from now on; earlier receipts keep theirs.
 * @throws Refused those of `organisedCall`, `call_incomplete` on a published call
 * Effects: the call's row; an audit line. */
export async function editLegalMentions(actor: Actor, slug: string, mentions: LegalMentions): Promise<void> {
  const person = requirePerson(actor);
  await inTransaction(async (tx) => {
    const call = await organisedCall(tx, actor, slug);
    await tx.update(calls).set({ legalMentions: mentions }).where(eq(calls.id, call.id));
    await refuseIncomplete(tx, { ...call, legalMentions: mentions });
    await appendAuditEvent(tx, { actor: person.id, verb: "edit_legal_mentions", subject: call.id });
  });
}

async function setFirstCutoff(tx: Tx, call: CallRow, closesAt: Date): Promise<void> {
  const [first] = await cutoffsOf(tx, call.id);
  if (first === undefined) {
    const label = { en: "Deadline", fr: "Date limite" };
    await tx.insert(cutoffs).values({ id: newId("cutoff"), callId: call.id, position: 1, label, closesAt });
    return;
  }
  await tx
    .update(cutoffs)
    .set({ closesAt })
    .where(and(eq(cutoffs.id, first.id), eq(cutoffs.callId, call.id)));
}

/** A published call never loses what it could not have been published without, its dates apart. */
async function refuseIncomplete(tx: Tx, call: CallRow): Promise<void> {
  if (call.state === "draft") return;
  const [first] = missingParts(await publicationFacts(tx, call), new Date(0));
  if (first !== undefined) refuse("call_incomplete", { part: first.part, locale: first.locale });
}
