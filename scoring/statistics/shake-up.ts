import { kendallTauB } from "./kendall.ts";
import { minRanks } from "./rank-distribution.ts";

/** How much an order changed from the public rows to the private ones. */
export type ShakeUp = {
  /** Mean of |public rank − private rank| over the number of teams; 0 = unchanged. */
  meanShift: number;
  /** Kendall's tau-b between the two orders; null with fewer than two different scores. */
  tau: number | null;
  /** Public and private rank of each team, in the order given. */
  publicRanks: number[];
  privateRanks: number[];
};

/** Compares two orders of the same teams.
 * Source: the "shake-up" of Kaggle's final boards; Roelofs et al. 2019, "A meta-analysis of overfitting in machine learning". */
export function shakeUp(
  publicScores: Float64Array,
  privateScores: Float64Array,
  better: "higher" | "lower",
): ShakeUp {
  const publicRanks = [...minRanks(publicScores, better)];
  const privateRanks = [...minRanks(privateScores, better)];
  const shifts = publicRanks.map((rank, team) => Math.abs(rank - (privateRanks[team] ?? rank)));
  const teams = publicRanks.length;
  return {
    meanShift: teams === 0 ? 0 : shifts.reduce((sum, shift) => sum + shift, 0) / teams / teams,
    tau: kendallTauB(publicScores, privateScores),
    publicRanks,
    privateRanks,
  };
}
