/** How many reviews an application gets where nobody has said otherwise. */
const usualReviews = 3;

/** How many reviews every application gets, as the last solving was asked for. */
export function wantedReviews(parameters: Readonly<Record<string, unknown>> | undefined): number {
  const reviews = parameters?.["reviews"];
  return typeof reviews === "number" ? reviews : usualReviews;
}

export function fairnessIn(parameters: Readonly<Record<string, unknown>>): number {
  const fairness = parameters["fairness"];
  return typeof fairness === "number" ? fairness : 0.9;
}
