import { and, eq } from "drizzle-orm";
import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse, refuseIf, Refused } from "#app/accounts/refusal.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { databaseClock } from "#db/clock.ts";
import type { Tx } from "#db/connections.ts";
import { oweLetter } from "#db/outbox.ts";
import { holdApplications, noteDecisionChanges, type DecisionRow } from "#db/queries/decisions.ts";
import { calls } from "#db/schema/calls.ts";
import { decisions } from "#db/schema/decisions.ts";
import { asViewer } from "#db/viewer.ts";
import { decisionContext, lockedDecisionContext, type DecisionContext } from "./decision-context.server.ts";
import {
  decisionOf,
  decisionTable,
  moneyOf,
  rankedOutcomes,
  standingDecisions,
  type DecidedFile,
  type DecisionTable,
} from "./decision-table.server.ts";
import { refusalOfDepartures } from "./departures.ts";
import { refusalOfGrants } from "./envelopes.ts";
import { openMatters } from "./open-matters.server.ts";
import { isAnythingOpen } from "./open-matters.ts";
import { renderLetters, type Rehearsal, type RenderedLetter } from "./rendered-letters.server.ts";
import { afterDecisionEvent, lettersOf, refusalToRelease } from "./rules.ts";
import { refusalOfWaitingList } from "./waiting-list.ts";

/** Renders every letter that a release would send now, without sending any.
 * @throws Refused those of `decisionContext` */
export async function rehearseLetters(actor: Actor, slug: string): Promise<Rehearsal> {
  return asViewer(requirePerson(actor).id, async (tx) => {
    const { call } = await decisionContext(tx, actor, slug);
    return renderLetters(tx, call, approvedIn(await decisionTable(tx, call)));
  });
}

/** Releases all that is approved on the applications that the actor may decide on, at once: applicants read it from the
 * same moment on, and every letter is owed from then on. What the actor may not see is released by another authority in
 * the same way.
 * @param confirmed how many letters there are and their fingerprint, from the dry run; whether the actor releases although
 *   something is open
 * @returns how many letters are owed
 * @throws Refused those of `lockedDecisionContext`, `refusalOfDepartures`, `refusalOfGrants` and
 *   `refusalOfWaitingList`; `decision_authority_only`, `decision_missing`, `decision_not_approved`,
 *   `decision_already_released`, `nothing_to_release`, `letters_faulty`, `letter_count_changed`, `letters_changed`, `matters_open`
 * Effects: the decisions' states with their history, the call's state, letters, an audit line. */
export async function releaseDecisions(actor: Actor, slug: string, confirmed: Confirmed): Promise<number> {
  return asViewer(requirePerson(actor).id, async (tx) => {
    const context = await lockedDecisionContext(tx, actor, slug);
    const { person, call, decider } = context;
    if (!decider.isAuthority) refuse("decision_authority_only");
    await holdApplications(
      tx,
      (await decisionTable(tx, call)).files.map(({ id }) => id),
    );
    const table = await decisionTable(tx, call);
    const approved = approvedIn(table);
    refuseUnlessReady(context, table, approved);
    const rehearsal = await renderLetters(tx, call, approved);
    refuseUnlessConfirmed(rehearsal, confirmed);
    if (!confirmed.despiteOpen && isAnythingOpen(await openMatters(tx, context, table)))
      refuse("matters_open");
    await publish(
      tx,
      context,
      approved.map(({ row }) => row),
    );
    for (const letter of rehearsal.letters) await oweLetter(tx, owed(letter));
    const details = { decisions: approved.length, letters: rehearsal.letters.length };
    await appendAuditEvent(tx, { actor: person.id, verb: "release_decisions", subject: call.id, details });
    return rehearsal.letters.length;
  });
}

type Confirmed = { letters: number; digest: string; despiteOpen: boolean };

type Approved = { file: DecidedFile; row: DecisionRow }[];

/** What is approved and may be released. */
export function approvedIn({ files }: DecisionTable): Approved {
  return files.flatMap((file) => {
    const { decision, state } = file;
    return decision?.state === "approved" && state === "admissible" ? [{ file, row: decision }] : [];
  });
}

function refuseUnlessReady(
  { call, decider }: DecisionContext,
  table: DecisionTable,
  approved: Approved,
): void {
  const waiting = table.files.filter(({ decision }) => decision?.state !== "released");
  if (approved.length === 0 && waiting.length === 0) refuse("decision_already_released");
  if (call.state === "evaluating") {
    const undecided = waiting.filter(({ decision }) => decision === null).length;
    if (undecided > 0) refuse("decision_missing", { applications: undecided });
    const proposed = waiting.length - approved.length;
    if (proposed > 0) refuse("decision_not_approved", { applications: proposed });
    refuseIf(refusalOfWaitingList(standingDecisions(table).map(decisionOf)));
    refuseIf(refusalOfDepartures(rankedOutcomes(table)));
  }
  if (approved.length === 0) refuse("nothing_to_release");
  refuseIf(refusalOfGrants(moneyOf(table).envelopes, moneyOf(table).grants));
  for (const { row } of approved) {
    const next = afterDecisionEvent(decisionOf(row), { kind: "release" }, decider);
    if ("refusal" in next) throw new Refused(next.refusal);
  }
  const letters = lettersOf(approved.map(({ row }) => decisionOf(row)));
  if ("refusal" in letters) throw new Refused(letters.refusal);
}

function refuseUnlessConfirmed(
  { letters, faults, incomplete, digest }: Rehearsal,
  confirmed: Confirmed,
): void {
  if (faults.length > 0 || incomplete.length > 0) refuse("letters_faulty");
  refuseIf(refusalToRelease(letters.length, confirmed.letters));
  if (digest !== confirmed.digest) refuse("letters_changed");
}

async function publish(
  tx: Tx,
  { person, call }: DecisionContext,
  rows: readonly DecisionRow[],
): Promise<void> {
  const now = await databaseClock(tx);
  for (const { applicationId, round } of rows)
    await tx
      .update(decisions)
      .set({ state: "released", releasedAt: now })
      .where(and(eq(decisions.applicationId, applicationId), eq(decisions.round, round)));
  const lines = rows.map(({ applicationId, outcome }) => ({
    applicationId,
    outcome,
    state: "released" as const,
  }));
  await noteDecisionChanges(tx, lines, { personId: person.id, now });
  if (call.state === "evaluating")
    await tx.update(calls).set({ state: "announced", announcedAt: now }).where(eq(calls.id, call.id));
}

function owed({ code: _code, outcome: _outcome, empty: _empty, ...letter }: RenderedLetter) {
  return letter;
}
