import type { Refusal } from "#app/accounts/refusal.ts";
import { visibleLength } from "#app/i18n/written-text.ts";
import type { DecisionOutcome } from "#db/vocabulary.ts";
import type { DecisionRefusalCode } from "./rules.ts";

/** The shortest reason that is taken for one, in characters without outer blanks. */
export const shortestDepartureReason = 20;

export type RankedOutcome = { application: string; rank: number; outcome: DecisionOutcome; reason: string };

/** Where decisions depart from the order of the ranking: who is selected though somebody ranked better is not, and who
 * is not selected though somebody ranked worse is. Equal ranks are no departure. */
export function departuresFrom(ranked: readonly RankedOutcome[]): RankedOutcome[] {
  const ranks = (isSelected: boolean) =>
    ranked.filter(({ outcome }) => (outcome === "laureate") === isSelected).map(({ rank }) => rank);
  const bestLeft = Math.min(...ranks(false));
  const worstSelected = Math.max(...ranks(true));
  return ranked.filter(({ outcome, rank }) =>
    outcome === "laureate" ? rank > bestLeft : rank < worstSelected,
  );
}

/** The departures that lack their reason. */
export function silentDepartures(ranked: readonly RankedOutcome[]): RankedOutcome[] {
  return departuresFrom(ranked).filter(({ reason }) => visibleLength(reason) < shortestDepartureReason);
}

/** Why decisions may not be approved: a departure from the order lacks its reason.
 * @param among the applications that are looked at; all when it is not given */
export function refusalOfDepartures(
  ranked: readonly RankedOutcome[],
  among: ReadonlySet<string> | null = null,
): Refusal<DecisionRefusalCode> | null {
  const silent = silentDepartures(ranked).find(({ application }) => among?.has(application) ?? true);
  if (silent === undefined) return null;
  const details = { application: silent.application, shortest: shortestDepartureReason };
  return { code: "departure_reason_required", details };
}
