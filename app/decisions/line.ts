import type { DecisionOutcome } from "#db/vocabulary.ts";

/** Where the ranking is cut: so many laureates, so many after them on the waiting list. */
export type Line = { places: number; waiting: number };

/** What the line means for an application.
 * @param index its place in the order, from 0 */
export function outcomeAt(
  index: number,
  { places, waiting }: Line,
): { outcome: DecisionOutcome; waitingPlace: number | null } {
  if (index < places) return { outcome: "laureate", waitingPlace: null };
  if (index < places + waiting) return { outcome: "waiting_list", waitingPlace: index - places + 1 };
  return { outcome: "rejected", waitingPlace: null };
}
