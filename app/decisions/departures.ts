import type { Refusal } from "#app/accounts/refusal.ts";
import type { DecisionRefusalCode, Outcome } from "./rules.ts";

/** The shortest reason that is taken for one, in characters without outer blanks. */
export const shortestDepartureReason = 20;

export type RankedOutcome = { application: string; rank: number; outcome: Outcome; reason: string };

/** Where decisions depart from the order of the ranking: who is selected though somebody ranked better is not, and who
 * is not selected though somebody ranked worse is. Equal ranks are no departure. */
export function departuresFrom(ranked: readonly RankedOutcome[]): RankedOutcome[] {
  const ranks = (isSelected: boolean) =>
    ranked.filter(({ outcome }) => (outcome === "selected") === isSelected).map(({ rank }) => rank);
  const bestLeft = Math.min(...ranks(false));
  const worstSelected = Math.max(...ranks(true));
  return ranked.filter(({ outcome, rank }) =>
    outcome === "selected" ? rank > bestLeft : rank < worstSelected,
  );
}

/** Why decisions may not be proposed: a departure from the order lacks its reason. */
export function refusalOfDepartures(ranked: readonly RankedOutcome[]): Refusal<DecisionRefusalCode> | null {
  const silent = departuresFrom(ranked).find(({ reason }) => reason.trim().length < shortestDepartureReason);
  if (silent === undefined) return null;
  const details = { application: silent.application, shortest: shortestDepartureReason };
  return { code: "departure_reason_required", details };
}
