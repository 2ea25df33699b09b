import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse } from "#app/accounts/refusal.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { databaseClock } from "#db/clock.ts";
import { writeDecisionLetter, writeDecisionTerms } from "#db/queries/decisions.ts";
import type { Bilingual, LetterOutcome } from "#db/vocabulary.ts";
import { asViewer } from "#db/viewer.ts";
import { lockedDecisionContext } from "./decision-context.server.ts";

/** Saves the template of one kind of letter. Its faults are named by the dry run, and stop the release.
 * @throws Refused those of `lockedDecisionContext`; `decision_chair_only`
 * Effects: the template; an audit line. */
export async function saveDecisionLetter(
  actor: Actor,
  slug: string,
  outcome: LetterOutcome,
  words: { subject: Bilingual; body: Bilingual },
): Promise<void> {
  await asViewer(requirePerson(actor).id, async (tx) => {
    const { person, call, decider } = await lockedDecisionContext(tx, actor, slug);
    if (!decider.isChair) refuse("decision_chair_only");
    await writeDecisionLetter(tx, { callId: call.id, outcome, ...words, updatedAt: await databaseClock(tx) });
    const details = { outcome };
    await appendAuditEvent(tx, { actor: person.id, verb: "save_decision_letter", subject: call.id, details });
  });
}

/** Says how much money there is, and whether applicants will read the mean of their marks. The latter is settled once
 * decisions are released.
 * @throws Refused those of `lockedDecisionContext`; `decision_chair_only`, `decision_already_released`
 * Effects: the terms; an audit line. */
export async function settleDecisionTerms(
  actor: Actor,
  slug: string,
  terms: { envelopeCents: number | null; sharesMarks: boolean },
): Promise<void> {
  await asViewer(requirePerson(actor).id, async (tx) => {
    const { person, call, decider } = await lockedDecisionContext(tx, actor, slug);
    if (!decider.isChair) refuse("decision_chair_only");
    if (call.state === "announced") refuse("decision_already_released");
    await writeDecisionTerms(tx, call.id, { ...terms, updatedAt: await databaseClock(tx) });
    await appendAuditEvent(tx, { actor: person.id, verb: "settle_decision_terms", subject: call.id });
  });
}
