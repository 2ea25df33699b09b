import { meanOf } from "#scoring/numeric/sum.ts";
import { drawRanks, expectedRank, probabilityAbove, rankInterval, type RankDraws } from "./draw-ranks.ts";
import { fitMixedModel, type FittedModel } from "./fit-mixed-model.ts";
import { measureLinkage, weakestLinkage, type Linkage } from "./linkage.ts";
import { qualitiesGiven, type Marks } from "./mixed-model.ts";

/** One juror's total for one application, on the scale of the call. */
export type Mark = { application: string; juror: string; value: number };

/** Why marks are not corrected for severity. */
export type NoCalibration =
  | { code: "too_few_jurors"; jurors: number }
  | { code: "too_few_reviews" }
  | { code: "panels_not_linked"; groups: number }
  | { code: "panels_weakly_linked"; strength: number };

export type Band = "in" | "discuss" | "out";

export type RankedApplication = {
  application: string;
  /** The marks in the order in which they were given. */
  marks: number[];
  mean: number;
  median: number;
  /** Standard deviation of the marks; null with one mark. */
  spread: number | null;
  lowest: number;
  highest: number;
  /** The mark that a juror of middling severity would be expected to give; null where calibration is not legitimate. */
  calibrated: number | null;
  /** From 1; equal expected ranks share the better one. */
  rank: number;
  expectedRank: number;
  /** Smallest and largest rank of the middle 50 % and 90 % of the drawn orders. */
  interval50: [number, number];
  interval90: [number, number];
  /** The chance to be among the first so many places. */
  probabilityAbove: number;
  band: Band;
};

export type Ranking = {
  ranked: RankedApplication[];
  linkage: Linkage;
  noCalibration: NoCalibration | null;
  /** How many reviews an application should have; with fewer it is to be discussed, whatever its marks say. */
  expectedReviews: number;
  /** Estimated severity per juror: negative is severe; empty where calibration is not legitimate. */
  severities: { juror: string; severity: number }[];
};

export type RankingSettings = {
  places: number;
  draws: number;
  seed: string;
  /** How many reviews the call promises to every application; 0 where it has promised nothing. */
  promised?: number;
};

/** Beyond this certainty a file need not be discussed. */
const certainty = 0.9;

/** Orders applications by the marks of their jurors and says how sure that order is.
 * @param given one mark per juror and application, at most; those of reviews set aside left out
 * @param settings number of places above the line; number of drawn orders; the same seed gives the same answer;
 *   reviews promised to each application, fewer of which decide nothing (none promised unless said)
 * @returns the best first; empty without marks
 * Source: additive mixed model (Platt and Burges 2012; Ge, Welling and Ghahramani 2013), rank draws as in Heyard et al. 2022. */
export function rankApplications(given: readonly Mark[], settings: RankingSettings): Ranking {
  const expected = expectedReviews(given, settings.promised ?? 0);
  if (given.length === 0)
    return {
      ranked: [],
      expectedReviews: expected,
      linkage: { groups: 0, strength: 0 },
      noCalibration: { code: "too_few_reviews" },
      severities: [],
    };
  const applications = [...new Set(given.map(({ application }) => application))].sort();
  const jurors = [...new Set(given.map(({ juror }) => juror))].sort();
  const { marks, centre } = centredMarks(given, applications, jurors);
  const linkage = measureLinkage(marks);
  const noCalibration = reasonAgainst(marks, linkage);
  const model = fitMixedModel(marks, noCalibration === null);
  const drawn = drawRanks(marks, model, settings.draws, settings.seed);
  const level = centre + (model.best.effects[0] ?? 0);
  const qualities = qualitiesGiven(marks, model.best.weights, model.best.effects);
  const rows = applications.map((application, row) => {
    const described = describeMarks(application, given);
    const draws = describeDraws(drawn, row, settings.places);
    return {
      ...described,
      calibrated: noCalibration === null ? level + (qualities[row] ?? 0) : null,
      ...draws,
      band: bandOf(draws.probabilityAbove, described.marks.length < expected),
    };
  });
  const severities = severitiesOf(jurors, model);
  return { ranked: withRanks(rows), linkage, noCalibration, expectedReviews: expected, severities };
}

function centredMarks(given: readonly Mark[], applications: readonly string[], jurors: readonly string[]) {
  const placeOfApplication = new Map(applications.map((application, place) => [application, place]));
  const placeOfJuror = new Map(jurors.map((juror, place) => [juror, place]));
  // In one order whatever order they came in, so that rounding is the same too.
  const ordered = [...given].sort(
    (a, b) => compare(a.application, b.application) || compare(a.juror, b.juror) || a.value - b.value,
  );
  const centre = meanOf(ordered.length, (review) => ordered[review]?.value ?? 0);
  const marks: Marks = {
    applications: applications.length,
    jurors: jurors.length,
    application: Int32Array.from(ordered, ({ application }) => placeOfApplication.get(application) ?? 0),
    juror: Int32Array.from(ordered, ({ juror }) => placeOfJuror.get(juror) ?? 0),
    value: Float64Array.from(ordered, ({ value }) => value - centre),
  };
  return { marks, centre };
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

/** Severity is told from quality only where jurors share applications, and share enough of them. */
function reasonAgainst(marks: Marks, { groups, strength }: Linkage): NoCalibration | null {
  if (marks.jurors < 3) return { code: "too_few_jurors", jurors: marks.jurors };
  if (groups > 1) return { code: "panels_not_linked", groups };
  if (marks.value.length < marks.applications + marks.jurors) return { code: "too_few_reviews" };
  return strength < weakestLinkage ? { code: "panels_weakly_linked", strength } : null;
}

function describeMarks(application: string, given: readonly Mark[]) {
  const marks = given.filter((mark) => mark.application === application).map(({ value }) => value);
  const sorted = [...marks].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const mean = meanOf(marks.length, (index) => marks[index] ?? 0);
  const squares = marks.reduce((sum, mark) => sum + (mark - mean) ** 2, 0);
  return {
    application,
    marks,
    mean,
    median: ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2,
    spread: marks.length > 1 ? Math.sqrt(squares / (marks.length - 1)) : null,
    lowest: sorted[0] ?? 0,
    highest: sorted.at(-1) ?? 0,
  };
}

function describeDraws(drawn: RankDraws, row: number, places: number) {
  return {
    expectedRank: expectedRank(drawn, row),
    interval50: rankInterval(drawn, row, 0.5),
    interval90: rankInterval(drawn, row, 0.9),
    probabilityAbove: probabilityAbove(drawn, row, places),
  };
}

/** How many reviews an application should have: as many as the call promises, and as more than half of the applications
 * that have any do have.
 * @param given one mark per review that is in */
export function expectedReviews(given: readonly Mark[], promised: number): number {
  const counts = new Map<string, number>();
  for (const { application } of given) counts.set(application, (counts.get(application) ?? 0) + 1);
  const falling = [...counts.values()].sort((a, b) => b - a);
  return Math.max(promised, falling[Math.floor(falling.length / 2)] ?? 0);
}

/** Clearly in, clearly out, or to be discussed. The draws take every mark for an independent look, whose noise is alike
 * everywhere: an application that fewer jurors have looked at than the others is never clear. */
export function bandOf(probability: number, isThin: boolean): Band {
  if (isThin) return "discuss";
  if (probability >= certainty) return "in";
  return probability <= 1 - certainty ? "out" : "discuss";
}

function withRanks(rows: Omit<RankedApplication, "rank">[]): RankedApplication[] {
  const ordered = [...rows].sort(
    (a, b) => a.expectedRank - b.expectedRank || b.mean - a.mean || compare(a.application, b.application),
  );
  return ordered.map((row) => ({
    ...row,
    rank: 1 + ordered.findIndex(({ expectedRank: other }) => other === row.expectedRank),
  }));
}

function severitiesOf(jurors: readonly string[], { best }: FittedModel) {
  if (best.effects.length === 1) return [];
  return jurors.map((juror, index) => ({ juror, severity: best.effects[1 + index] ?? 0 }));
}
