import { cholesky, logDeterminant, solveLower, solveUpper } from "#scoring/numeric/cholesky.ts";

/** Marks as the model wants them: one entry per review, with the places of its application and juror. */
export type Marks = {
  applications: number;
  jurors: number;
  application: Int32Array;
  juror: Int32Array;
  value: Float64Array;
};

/** Spread of quality and of severity, each as a multiple of the spread of what is left (standard deviations).
 * `severity` null: jurors are taken to be equally severe. */
export type Ratios = { quality: number; severity: number | null };

/** The model at given ratios: mark = general level + quality of the application + severity of the juror + rest.
 * What is estimated directly are the level and the severities; the qualities follow from them. */
export type ModelFit = {
  ratios: Ratios;
  /** Level, then one severity per juror when they are modelled. */
  effects: Float64Array;
  /** Cholesky factor of the information about the effects, in units of the rest's variance. */
  factor: Float64Array;
  /** Per application: number of its reviews plus the shrinkage; and the sum of its marks. */
  weights: Float64Array;
  /** Sum of squares that the model leaves, with reviews − 1 degrees of freedom. */
  residual: number;
  /** Restricted log likelihood, up to a constant. */
  logLikelihood: number;
};

/** Fits level, severities and qualities at given ratios, qualities eliminated by the Schur complement.
 * @param marks at least two reviews
 * Source: Henderson's mixed model equations (1950); restricted likelihood of Patterson and Thompson (1971). */
export function fitAt(marks: Marks, ratios: Ratios): ModelFit {
  const shrinkQuality = 1 / ratios.quality ** 2;
  const shrinkSeverity = ratios.severity === null ? null : 1 / ratios.severity ** 2;
  const size = shrinkSeverity === null ? 1 : 1 + marks.jurors;
  const { counts, sums } = perApplication(marks);
  const weights = counts.map((count) => count + shrinkQuality);
  const { matrix, right } = equations(marks, { size, weights, sums });
  for (let row = 1; row < size; row++)
    matrix[row * size + row] = (matrix[row * size + row] ?? 0) + (shrinkSeverity ?? 0);
  const factor = cholesky(matrix, size);
  const half = solveLower(factor, right);
  const explained =
    sumOf(half, (value) => value * value) + sumOf(sums, (sum, row) => (sum * sum) / (weights[row] ?? 1));
  const squares = sumOf(marks.value, (value) => value * value);
  // Marks that the model explains fully, such as equal ones, must not make it certain beyond rounding.
  const residual = Math.max(squares - explained, 1e-12 * (1 + squares));
  const logInformation =
    logDeterminant(factor, size) +
    sumOf(weights, Math.log) -
    marks.applications * Math.log(shrinkQuality) -
    (shrinkSeverity === null ? 0 : marks.jurors * Math.log(shrinkSeverity));
  const logLikelihood = -0.5 * ((marks.value.length - 1) * Math.log(residual) + logInformation);
  return { ratios, effects: solveUpper(factor, half), factor, weights, residual, logLikelihood };
}

/** Number of marks and their sum, per application. */
export function perApplication({ applications, application, value }: Marks) {
  const counts = new Float64Array(applications);
  const sums = new Float64Array(applications);
  application.forEach((row, review) => {
    counts[row] = (counts[row] ?? 0) + 1;
    sums[row] = (sums[row] ?? 0) + (value[review] ?? 0);
  });
  return { counts, sums };
}

type Reduction = { size: number; weights: Float64Array; sums: Float64Array };

/** The equations of level and severities after the qualities are eliminated. */
function equations(marks: Marks, { size, weights, sums }: Reduction) {
  const matrix = new Float64Array(size * size);
  const right = new Float64Array(size);
  const add = (row: number, column: number, amount: number) => {
    matrix[row * size + column] = (matrix[row * size + column] ?? 0) + amount;
  };
  const readers: number[][] = Array.from(weights, () => []);
  marks.application.forEach((row, review) => {
    const juror = 1 + (marks.juror[review] ?? 0);
    const value = marks.value[review] ?? 0;
    readers[row]?.push(juror);
    add(0, 0, 1);
    right[0] = (right[0] ?? 0) + value;
    if (size === 1) return;
    add(juror, 0, 1);
    add(juror, juror, 1);
    right[juror] = (right[juror] ?? 0) + value;
  });
  readers.forEach((jurors, row) => {
    const weight = weights[row] ?? 1;
    const share = (sums[row] ?? 0) / weight;
    add(0, 0, -(jurors.length ** 2) / weight);
    right[0] = (right[0] ?? 0) - jurors.length * share;
    if (size === 1) return;
    for (const one of jurors) {
      add(one, 0, -jurors.length / weight);
      right[one] = (right[one] ?? 0) - share;
      for (const other of jurors) add(one, other, -1 / weight);
    }
  });
  return { matrix, right };
}

/** Quality of each application given level and severities: the shrunken mean of what is left of its marks.
 * @param effects level, then severities when modelled
 * @returns deviations from the level, one per application */
export function qualitiesGiven(marks: Marks, weights: Float64Array, effects: Float64Array): Float64Array {
  const qualities = new Float64Array(marks.applications);
  const level = effects[0] ?? 0;
  const isCalibrated = effects.length > 1;
  for (let review = 0; review < marks.value.length; review++) {
    const row = marks.application[review] ?? 0;
    const severity = isCalibrated ? (effects[1 + (marks.juror[review] ?? 0)] ?? 0) : 0;
    qualities[row] = (qualities[row] ?? 0) + (marks.value[review] ?? 0) - level - severity;
  }
  for (let row = 0; row < qualities.length; row++)
    qualities[row] = (qualities[row] ?? 0) / (weights[row] ?? 1);
  return qualities;
}

function sumOf(values: Float64Array, term: (value: number, index: number) => number): number {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += term(values[index] ?? 0, index);
  return sum;
}
