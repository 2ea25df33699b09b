import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse, refuseIf } from "#app/accounts/refusal.ts";
import { databaseClock } from "#db/clock.ts";
import type { Bilingual, DecisionOutcome } from "#db/vocabulary.ts";
import { asViewer } from "#db/viewer.ts";
import { lockedDecisionContext } from "./decision-context.server.ts";
import { decisionTable, moneyOf, type DecidedFile } from "./decision-table.server.ts";
import { refusalOfGrants } from "./envelopes.ts";
import { outcomeAt, type Line } from "./line.ts";
import { keep, proposedRow, replaced } from "./propose-decision.server.ts";

export type AlongLine = Line & {
  /** The reasons that every application of an outcome starts with. */
  reasons: Record<DecisionOutcome, Bilingual>;
  /** Whether what is proposed already is proposed anew. */
  replace: boolean;
};

/** Proposes decisions in the order of the ranking: so many laureates with all that they ask for, so many on the waiting
 * list, the others rejected. Applications that nobody has marked are left out.
 * @returns how many were proposed
 * @throws Refused those of `lockedDecisionContext` and `proposedRow`; `decision_chair_only`, `ranking_missing`,
 *   `envelope_overspent`, `decision_already_released`
 * Effects: the decisions with their history, an audit line. */
export async function proposeAlongLine(actor: Actor, slug: string, line: AlongLine): Promise<number> {
  return asViewer(requirePerson(actor).id, async (tx) => {
    const context = await lockedDecisionContext(tx, actor, slug);
    if (!context.decider.isChair) refuse("decision_chair_only");
    if (context.call.state !== "evaluating") refuse("decision_already_released");
    const table = await decisionTable(tx, context.call);
    if (table.ranking === null) refuse("ranking_missing");
    const now = await databaseClock(tx);
    const ranked = table.files.filter((file) => file.ranked !== null);
    const rows = ranked.flatMap((file, index) => {
      if (file.decision !== null && !line.replace) return [];
      return [proposedRow(context, file, proposalAt(file, index, line), now)];
    });
    const after = rows.reduce((one, row) => {
      const file = table.files.find(({ id }) => id === row.applicationId);
      return file === undefined ? one : replaced(one, { ...file, decision: row });
    }, table);
    refuseIf(refusalOfGrants(moneyOf(after).envelopes, moneyOf(after).grants));
    await keep(tx, context, rows, now);
    return rows.length;
  });
}

function proposalAt(file: DecidedFile, index: number, line: AlongLine) {
  const { outcome, waitingPlace } = outcomeAt(index, line);
  return {
    ...{ outcome, waitingPlace, reasons: line.reasons[outcome], conditions: null },
    amountCents: outcome === "laureate" ? file.askedCents : null,
  };
}
