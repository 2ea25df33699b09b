import { fitAt, type Marks, type ModelFit, type Ratios } from "./mixed-model.ts";

/** The most likely fit, and fits around it that together stand for how uncertain the spreads themselves are.
 * Shares sum to 1. */
export type FittedModel = { best: ModelFit; around: { fit: ModelFit; share: number }[] };

const lowest = 1e-3;
const highest = 20;
const pointsPerSide = 9;
/** How far below the best a log likelihood may be before it no longer counts: e⁻⁴ is one in fifty. */
const deepest = 4;

/** Finds the spreads of quality and severity that make the marks most likely (REML), and a grid of fits around them,
 * weighted by their likelihood: the spreads have a flat prior, as Gelman (2006) advises.
 * @param marks centred on their mean; at least one application with two reviews
 * @param withSeverity false where jurors cannot be compared */
export function fitMixedModel(marks: Marks, withSeverity: boolean): FittedModel {
  const best = mostLikely(marks, withSeverity);
  const { quality, severity } = best.ratios;
  const qualities = pointsAround(quality, (value) => fitAt(marks, { quality: value, severity }), best);
  const severities =
    severity === null
      ? [null]
      : pointsAround(severity, (value) => fitAt(marks, { quality, severity: value }), best);
  const fits = qualities.flatMap((one) =>
    severities.map((other) => fitAt(marks, { quality: one, severity: other })),
  );
  const likelihoods = fits.map(({ logLikelihood }) => Math.exp(logLikelihood - best.logLikelihood));
  const total = likelihoods.reduce((sum, likelihood) => sum + likelihood, 0);
  return { best, around: fits.map((fit, index) => ({ fit, share: (likelihoods[index] ?? 0) / total })) };
}

/** Climbs along one spread after the other until nothing is gained. */
function mostLikely(marks: Marks, withSeverity: boolean): ModelFit {
  let best = fitAt(marks, { quality: 1, severity: withSeverity ? 0.5 : null });
  for (let round = 0; round < 20; round++) {
    const before = best.logLikelihood;
    best = alongOne((quality) => ({ ...best.ratios, quality }), marks, best);
    if (withSeverity) best = alongOne((severity) => ({ ...best.ratios, severity }), marks, best);
    if (best.logLikelihood - before < 1e-7) break;
  }
  return best;
}

const golden = (Math.sqrt(5) - 1) / 2;

/** Golden-section search on the logarithm of one spread. */
function alongOne(ratiosAt: (value: number) => Ratios, marks: Marks, best: ModelFit): ModelFit {
  let [low, high] = [Math.log(lowest), Math.log(highest)];
  const at = (place: number) => fitAt(marks, ratiosAt(Math.exp(place)));
  let left = at(high - golden * (high - low));
  let right = at(low + golden * (high - low));
  while (high - low > 1e-4) {
    if (left.logLikelihood >= right.logLikelihood) {
      high = low + golden * (high - low);
      right = left;
      left = at(high - golden * (high - low));
    } else {
      low = high - golden * (high - low);
      left = right;
      right = at(low + golden * (high - low));
    }
  }
  return [best, left, right].reduce((one, other) => (other.logLikelihood > one.logLikelihood ? other : one));
}

/** Evenly spaced values on both sides of the best one, as far as they are still believable. */
function pointsAround(best: number, fit: (value: number) => ModelFit, { logLikelihood }: ModelFit): number[] {
  const isBelievable = (value: number) => fit(value).logLikelihood > logLikelihood - deepest;
  const low = edge(best, lowest, isBelievable);
  const high = edge(best, highest, isBelievable);
  const step = (high - low) / pointsPerSide;
  return Array.from({ length: pointsPerSide }, (_, index) => low + (index + 0.5) * step);
}

/** Where between the best value and a bound belief ends, by halving. */
function edge(best: number, bound: number, isBelievable: (value: number) => boolean): number {
  if (isBelievable(bound)) return bound;
  let [inside, outside] = [best, bound];
  for (let halving = 0; halving < 12; halving++) {
    const middle = (inside + outside) / 2;
    if (isBelievable(middle)) inside = middle;
    else outside = middle;
  }
  return (inside + outside) / 2;
}
