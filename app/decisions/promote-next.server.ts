import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse, refuseIf } from "#app/accounts/refusal.ts";
import { databaseClock } from "#db/clock.ts";
import type { Bilingual } from "#db/vocabulary.ts";
import { asViewer } from "#db/viewer.ts";
import { lockedDecisionContext, type DecisionContext } from "./decision-context.server.ts";
import { decisionOf, decisionTable, moneyOf, type DecidedFile } from "./decision-table.server.ts";
import { refusalOfGrants } from "./envelopes.ts";
import { refusalOfContent } from "./policy.ts";
import { keep, replaced } from "./propose-decision.server.ts";
import { hasUnseenBefore, promoteNext, type Promotion } from "./waiting-list.ts";

export type PromotionWords = {
  /** The code of the laureate who gave up. */
  becauseOf: string;
  amountCents: number | null;
  reasons: Bilingual;
  conditions: Bilingual | null;
};

/** Proposes that the first on the waiting list takes the place of a laureate who gave up. Another person approves it and
 * it is released like every decision; until then nobody's page changes.
 * @returns the code of the application that moves up
 * @throws Refused those of `lockedDecisionContext`, `refusalOfContent` and `refusalOfGrants`; `decision_chair_only`,
 *   `award_missing` when no place is free there, `nobody_waits`, `promotion_not_yours` when somebody waits before whom
 *   the actor may not see, `promotion_under_way`
 * Effects: a decision of the next round with its history, an audit line. */
export async function proposePromotion(actor: Actor, slug: string, words: PromotionWords): Promise<string> {
  return asViewer(requirePerson(actor).id, async (tx) => {
    const context = await lockedDecisionContext(tx, actor, slug);
    if (!context.decider.isChair) refuse("decision_chair_only");
    const table = await decisionTable(tx, context.call);
    const left = freePlaces(table.files).find(({ code }) => code === words.becauseOf);
    if (left === undefined) return refuse("award_missing");
    const promotion = promotionFor(context, table.files, left);
    const file = table.files.find(({ id }) => id === promotion.promoted.application);
    if (file === undefined) return refuse("nobody_waits");
    // A promotion that waits for its approval may be proposed anew, for the same free place.
    if (file.decision?.state !== "released" && file.decision?.becauseOf !== left.id)
      refuse("promotion_under_way");
    const { amountCents, reasons, conditions } = words;
    refuseIf(refusalOfContent({ isLaureate: true, amountCents, reasons }));
    const now = await databaseClock(tx);
    const row = {
      ...{ applicationId: file.id, round: promotion.promoted.round, callId: context.call.id },
      ...{ outcome: "laureate" as const, waitingPlace: null, amountCents, reasons, conditions },
      ...{ proposedBy: context.person.id, proposedAt: now, state: "proposed" as const, becauseOf: left.id },
      ...{ approvedBy: null, approvedAt: null, releasedAt: null, readAt: null },
    };
    const { envelopes, grants } = moneyOf(replaced(table, { ...file, decision: row }));
    refuseIf(refusalOfGrants(envelopes, grants));
    await keep(tx, context, [row], now);
    return file.code;
  });
}

/** Laureates who gave up and whose place nobody has taken yet. */
export function freePlaces(files: readonly DecidedFile[]): DecidedFile[] {
  const taken = new Set(files.map(({ released }) => released?.becauseOf ?? null));
  return files.filter(
    ({ id, state, released }) => state === "withdrawn" && released?.outcome === "laureate" && !taken.has(id),
  );
}

/** Those who wait, as it was released, the first first. */
export function whoWaits(files: readonly DecidedFile[]): DecidedFile[] {
  return files
    .filter(({ state, released }) => state === "admissible" && released?.outcome === "waiting_list")
    .sort((a, b) => (a.waitedAt ?? 0) - (b.waitedAt ?? 0));
}

function promotionFor(
  { decider }: DecisionContext,
  files: readonly DecidedFile[],
  left: DecidedFile,
): Promotion {
  const waiting = whoWaits(files);
  const decisions = waiting.flatMap(({ released }) => (released === null ? [] : [decisionOf(released)]));
  const gone = files.flatMap((file) =>
    file.waitedAt === null || waiting.includes(file) ? [] : [file.waitedAt],
  );
  if (hasUnseenBefore(decisions, gone)) refuse("promotion_not_yours");
  return promoteNext(decisions, left.id, decider) ?? refuse("nobody_waits");
}
