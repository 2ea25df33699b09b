import { and, eq } from "drizzle-orm";
import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse, refuseIf, Refused } from "#app/accounts/refusal.ts";
import { withoutBlankEdges } from "#app/i18n/written-text.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { databaseClock } from "#db/clock.ts";
import type { Tx } from "#db/connections.ts";
import { noteDecisionChanges, writeProposal, type DecisionRow } from "#db/queries/decisions.ts";
import { departuresOf } from "#db/queries/reviews.ts";
import { decisions, rankingDepartures } from "#db/schema/decisions.ts";
import type { ApplicationId, Bilingual, DecisionOutcome } from "#db/vocabulary.ts";
import { asViewer } from "#db/viewer.ts";
import { lockedDecisionContext, type DecisionContext } from "./decision-context.server.ts";
import {
  decisionOf,
  decisionTable,
  moneyOf,
  rankedOutcomes,
  type DecidedFile,
  type DecisionTable,
} from "./decision-table.server.ts";
import { shortestDepartureReason, silentDepartures } from "./departures.ts";
import { refusalOfGrants } from "./envelopes.ts";
import { refusalOfContent } from "./policy.ts";
import { afterDecisionEvent } from "./rules.ts";

export type Proposal = {
  code: string;
  outcome: DecisionOutcome;
  /** From 1, for the waiting list only. */
  waitingPlace: number | null;
  /** In cents, for laureates only. */
  amountCents: number | null;
  reasons: Bilingual;
  conditions: Bilingual | null;
  /** Why it departs from the order of the ranking, where it does and no reason was noted before; else empty. */
  departure: string;
};

/** Proposes what is decided of an application, in private; replaces what was pending, and takes its approval back.
 * @throws Refused those of `lockedDecisionContext`, `refusalOfContent` and `refusalOfGrants`; `application_not_found`,
 *   `decision_chair_only`, `decision_already_released`, `waiting_position_invalid`, `departure_reason_required`
 * Effects: the decision with its history, the reason for a departure, an audit line. */
export async function proposeDecision(actor: Actor, slug: string, proposal: Proposal): Promise<void> {
  await asViewer(requirePerson(actor).id, async (tx) => {
    const context = await lockedDecisionContext(tx, actor, slug);
    const table = await decisionTable(tx, context.call);
    const file = table.files.find(({ code }) => code === proposal.code);
    if (file?.state !== "admissible") return refuse("application_not_found");
    const now = await databaseClock(tx);
    const row = proposedRow(context, file, proposal, now);
    const reason = withoutBlankEdges(proposal.departure);
    const departures = reason === "" ? file.departures : [reason, ...file.departures];
    const after = replaced(table, { ...file, decision: row, departures });
    refuseIf(refusalOfGrants(moneyOf(after).envelopes, moneyOf(after).grants));
    // Only the application that is proposed now answers for itself; the page names the others that lack their reason.
    if (silentDepartures(rankedOutcomes(after)).some(({ application }) => application === file.code))
      refuse("departure_reason_required", { application: file.code, shortest: shortestDepartureReason });
    if (reason !== "") await noteReason(tx, context, file.id, { reason, now });
    await keep(tx, context, [row], now);
  });
}

/** Takes a pending proposal back, approved or not: nothing is decided of the application then.
 * @throws Refused those of `lockedDecisionContext`; `application_not_found`, `decision_chair_only`,
 *   `decision_not_proposed`, `decision_already_released`
 * Effects: the decision is gone, its history stays; an audit line. */
export async function takeBackProposal(actor: Actor, slug: string, code: string): Promise<void> {
  await asViewer(requirePerson(actor).id, async (tx) => {
    const { person, call, decider } = await lockedDecisionContext(tx, actor, slug);
    const { files } = await decisionTable(tx, call);
    const file = files.find((one) => one.code === code) ?? refuse("application_not_found");
    if (!decider.isChair) refuse("decision_chair_only");
    const { decision } = file;
    if (decision === null) return refuse("decision_not_proposed");
    if (decision.state === "released") return refuse("decision_already_released");
    await tx
      .delete(decisions)
      .where(and(eq(decisions.applicationId, file.id), eq(decisions.round, decision.round)));
    const now = await databaseClock(tx);
    const line = { applicationId: file.id, outcome: decision.outcome, state: "taken_back" as const };
    await noteDecisionChanges(tx, [line], { personId: person.id, now });
    await appendAuditEvent(tx, { actor: person.id, verb: "take_proposal_back", subject: file.id });
  });
}

/** The row of a proposal for an application, if its maker may propose it.
 * @throws Refused those of the rules of a proposal */
export function proposedRow(
  { person, call, decider }: DecisionContext,
  file: DecidedFile,
  proposal: Omit<Proposal, "code" | "departure">,
  now: Date,
): DecisionRow {
  const { outcome, waitingPlace, amountCents, reasons, conditions } = proposal;
  const present = file.decision;
  const nothing = { application: file.id, round: 1, outcome, position: waitingPlace };
  const pending =
    present === null
      ? { ...nothing, state: "proposed" as const, proposedBy: person.id, approvedBy: null }
      : decisionOf(present);
  const next = afterDecisionEvent(pending, { kind: "propose", outcome, position: waitingPlace }, decider);
  if ("refusal" in next) throw new Refused(next.refusal);
  // A place that came from the waiting list is proposed as a promotion.
  if (next.decision.round > 1) refuse("promotion_under_way");
  refuseIf(refusalOfContent({ isLaureate: outcome === "laureate", amountCents, reasons }));
  return {
    ...{ applicationId: file.id, round: next.decision.round, callId: call.id, outcome, waitingPlace },
    ...{ amountCents, reasons, conditions, proposedBy: person.id, proposedAt: now },
    ...{
      state: "proposed",
      approvedBy: null,
      approvedAt: null,
      releasedAt: null,
      readAt: null,
      becauseOf: null,
    },
  };
}

/** A table with one of its applications decided otherwise. */
export function replaced(table: DecisionTable, file: DecidedFile): DecisionTable {
  return { ...table, files: table.files.map((one) => (one.id === file.id ? file : one)) };
}

async function noteReason(
  tx: Tx,
  { person, call }: DecisionContext,
  applicationId: ApplicationId,
  { reason, now }: { reason: string; now: Date },
): Promise<void> {
  const number = (await departuresOf(tx, [applicationId])).length + 1;
  const line = { callId: call.id, applicationId, number, reason, personId: person.id, notedAt: now };
  await tx.insert(rankingDepartures).values(line);
}

/** Effects: the proposals with their history, an audit line. */
export async function keep(
  tx: Tx,
  { person, call }: DecisionContext,
  rows: readonly DecisionRow[],
  now: Date,
): Promise<void> {
  for (const row of rows) await writeProposal(tx, row);
  const lines = rows.map(({ applicationId, outcome }) => ({
    applicationId,
    outcome,
    state: "proposed" as const,
  }));
  await noteDecisionChanges(tx, lines, { personId: person.id, now });
  const details = { decisions: rows.length };
  await appendAuditEvent(tx, { actor: person.id, verb: "propose_decisions", subject: call.id, details });
}
