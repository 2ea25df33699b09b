import { and, eq } from "drizzle-orm";
import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse, refuseIf, Refused } from "#app/accounts/refusal.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { databaseClock } from "#db/clock.ts";
import type { Tx } from "#db/connections.ts";
import { fingerprintOf } from "#db/fingerprint.ts";
import { noteDecisionChanges, type DecisionRow } from "#db/queries/decisions.ts";
import { decisions } from "#db/schema/decisions.ts";
import { asViewer } from "#db/viewer.ts";
import { lockedDecisionContext, type DecisionContext } from "./decision-context.server.ts";
import { decisionOf, decisionTable, moneyOf, rankedOutcomes } from "./decision-table.server.ts";
import { refusalOfDepartures } from "./departures.ts";
import { refusalOfGrants } from "./envelopes.ts";
import { afterDecisionEvent } from "./rules.ts";

/** Approves what another person has proposed: one decision, or all that wait. What was changed since it was shown is not
 * approved unseen.
 * @param what the application's code, or null for all that the actor has not proposed; `seen`, which the page gave for
 *   exactly these
 * @returns how many were approved
 * @throws Refused those of `lockedDecisionContext`, `refusalOfDepartures` and `refusalOfGrants`;
 *   `application_not_found`, `decision_not_proposed`, `decision_authority_only`, `decision_same_person`,
 *   `decision_already_released`, `decisions_changed`, `ranking_missing`
 * Effects: the decisions' states with their history, an audit line. */
export async function approveDecisions(
  actor: Actor,
  slug: string,
  { code, seen }: { code: string | null; seen: string },
): Promise<number> {
  return asViewer(requirePerson(actor).id, async (tx) => {
    const context = await lockedDecisionContext(tx, actor, slug);
    if (!context.decider.isAuthority) refuse("decision_authority_only");
    const table = await decisionTable(tx, context.call);
    const chosen = code === null ? table.files : table.files.filter((file) => file.code === code);
    if (chosen.length === 0) return refuse("application_not_found");
    const rows = chosen.flatMap(({ decision }) => (decision === null ? [] : [decision]));
    const approved = code === null ? approvableBy(context.person.id, rows) : rows;
    refuseUnlessApprovable(context, rows, approved);
    if (seenOf(approved) !== seen) refuse("decisions_changed");
    if (table.ranking === null && context.call.state === "evaluating") refuse("ranking_missing");
    refuseIf(refusalOfDepartures(rankedOutcomes(table), new Set(chosen.map((file) => file.code))));
    refuseIf(refusalOfGrants(moneyOf(table).envelopes, moneyOf(table).grants));
    await markApproved(tx, context, approved);
    return approved.length;
  });
}

function refuseUnlessApprovable(
  { decider }: DecisionContext,
  rows: readonly DecisionRow[],
  approved: readonly DecisionRow[],
): void {
  const isOwn = rows.some(({ state }) => state === "proposed");
  if (approved.length === 0) refuse(isOwn ? "decision_same_person" : "decision_not_proposed");
  for (const row of approved) {
    const next = afterDecisionEvent(decisionOf(row), { kind: "approve" }, decider);
    if ("refusal" in next) throw new Refused(next.refusal);
  }
}

async function markApproved(
  tx: Tx,
  { person, call }: DecisionContext,
  rows: readonly DecisionRow[],
): Promise<void> {
  const now = await databaseClock(tx);
  for (const { applicationId, round } of rows)
    await tx
      .update(decisions)
      .set({ state: "approved", approvedBy: person.id, approvedAt: now })
      .where(and(eq(decisions.applicationId, applicationId), eq(decisions.round, round)));
  const lines = rows.map(({ applicationId, outcome }) => ({
    applicationId,
    outcome,
    state: "approved" as const,
  }));
  await noteDecisionChanges(tx, lines, { personId: person.id, now });
  const details = { decisions: rows.length };
  await appendAuditEvent(tx, { actor: person.id, verb: "approve_decisions", subject: call.id, details });
}

/** The proposals that a person may approve: those of others. */
export function approvableBy(personId: string, rows: readonly DecisionRow[]): DecisionRow[] {
  return rows.filter(({ state, proposedBy }) => state === "proposed" && proposedBy !== personId);
}

/** Fingerprint of some proposals as they stand, to be given back with their approval. */
export function seenOf(rows: readonly DecisionRow[]): string {
  return fingerprintOf(
    rows
      .map((row) => JSON.stringify(row))
      .sort()
      .join("\n"),
  );
}
