/** What should be settled before decisions are approved and released. */
export type OpenMatters = {
  /** Reviews that were asked for and are not handed in. */
  reviews: number;
  /** Ties, declared or found, on which nobody has ruled. */
  ties: number;
  order: "current" | "stale" | "missing";
};

export function isAnythingOpen({ reviews, ties, order }: OpenMatters): boolean {
  return reviews > 0 || ties > 0 || order !== "current";
}
