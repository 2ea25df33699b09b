import { classIndices, type ClassIndices } from "./class-indices.ts";
import type { LabelSet } from "./labels.ts";
import type { Examples } from "./metric.ts";
import type { Predictions } from "./predictions.ts";
import type { Specification } from "./spec.ts";

/** The rows to be scored together: which of the label set, in its order, or every one. */
export type ChosenRows = Uint32Array | "every";

/** A file to be scored, and the rows of it that are asked about. */
export type Scoring = {
  spec: Specification;
  labels: LabelSet;
  predictions: Predictions;
  rows: ChosenRows;
};

/** Brings labels and predictions of some rows into the form that metrics take. */
export function examplesOf(scoring: Scoring): Examples {
  switch (scoring.spec.target) {
    case "number": {
      const { truth, values } = chosen(scoring);
      return { kind: "numbers", truth: asNumbers(truth), predicted: asNumbers(values) };
    }
    case "survival":
      return survivalOf(scoring);
    case "probability":
      return probabilitiesOf(scoring);
    case "class":
    case "one_hot":
      return classesOf(scoring);
    case "rle":
    case "points":
    case "boxes":
    case "label_map":
      return shapesOf(scoring);
  }
}

function survivalOf(scoring: Scoring): Examples {
  const { truth, values } = chosen(scoring);
  const { events } = scoring.labels;
  if (events === null) return ofTwoKinds();
  const chosenEvents =
    scoring.rows === "every" ? events : Uint8Array.from(scoring.rows, (row) => events[row] ?? 0);
  return { kind: "survival", times: asNumbers(truth), events: chosenEvents, risks: asNumbers(values) };
}

function probabilitiesOf(scoring: Scoring): Examples {
  const { truth, values } = chosen(scoring);
  const { columns } = scoring.predictions;
  const { classes } = scoring.labels;
  return {
    kind: "probabilities",
    truth: asClasses(truth, Math.max(classes.length, columns)),
    probabilities: asNumbers(values),
    columns,
    classes,
    positive: columns === 1 ? 1 : positiveAmong(classes, scoring.spec),
  };
}

/** The classes are those of the labels; those that only the predictions name come behind them. */
function classesOf(scoring: Scoring): Examples {
  const { spec, labels, predictions } = scoring;
  const { truth, values } = chosen(scoring);
  // One-hot columns correspond by position: the n-th prediction column stands for the n-th class.
  const predictedNames = spec.target === "one_hot" ? labels.classes : predictions.classes;
  const { classes, predicted } = predictedAmong(labels.classes, predictedNames, values);
  return {
    kind: "classes",
    truth: asClasses(truth, labels.classes.length),
    predicted,
    classes,
    areDeclared: spec.classes != null || spec.target === "one_hot",
    positive: positiveAmong(classes, spec),
    labelClasses: labels.classes.length,
  };
}

/** Predictions as indices into the classes of the labels and, behind them, those that only the predictions name. */
function predictedAmong(known: readonly string[], names: readonly string[], values: Values) {
  if (names === known) return { classes: known, predicted: asIndices(values, known.length) };
  const classes = [...new Set([...known, ...occurring(names, values)])];
  const place = new Map(classes.map((name, index) => [name, index]));
  const places = names.map((name) => place.get(name) ?? -1);
  return { classes, predicted: classIndices(renumbered(values, places), classes.length) };
}

/** The class that the specification calls positive, or the one named 1. */
function positiveAmong(classes: readonly string[], { positive }: Specification): number | null {
  const index = classes.indexOf(positive ?? "1");
  return index < 0 ? null : index;
}

function shapesOf({ labels, predictions, rows }: Scoring): Examples {
  const { shapes: truth, classes } = labels;
  const { shapes: found } = predictions;
  if (truth === null || found === null) return ofTwoKinds();
  const pair = <Actual, Found>(actual: { rows: readonly Actual[] }, other: { rows: readonly Found[] }) => ({
    truth: pick(actual.rows, rows),
    predicted: pick(other.rows, rows),
  });
  switch (truth.kind) {
    case "masks":
      return found.kind === "masks" ? { kind: "masks", ...pair(truth, found) } : ofTwoKinds();
    case "boxes":
      return found.kind === "boxes" ? { kind: "boxes", ...pair(truth, found) } : ofTwoKinds();
    case "label_maps":
      return found.kind === "label_maps"
        ? { kind: "label_maps", ...pair(truth, found), classes }
        : ofTwoKinds();
    case "points": {
      const pixelSizes = Float64Array.from(pick([...truth.pixelSizes], rows));
      return found.kind === "points" ? { kind: "points", ...pair(truth, found), pixelSizes } : ofTwoKinds();
    }
  }
}

function ofTwoKinds(): never {
  throw new Error("Labels and predictions are not of one kind.");
}

/** Numbers, or places among classes. */
type Values = Float64Array | ClassIndices;

/** Labels and predictions of the chosen rows. */
function chosen({ labels, predictions, rows }: Scoring): { truth: Values; values: Values } {
  const { columns, values } = predictions;
  if (rows === "every") return { truth: labels.truth, values };
  const gathered = emptyLike(values, rows.length * columns);
  for (const [index, row] of rows.entries()) {
    for (let column = 0; column < columns; column++)
      gathered[index * columns + column] = values[row * columns + column] ?? 0;
  }
  return { truth: truthOf(labels, rows), values: gathered };
}

/** What only depends on the labels is worked out once for all files that are scored with them. */
const truthOfRows = new WeakMap<Uint32Array, { labels: LabelSet; truth: Values }>();
const classesOfTruth = new WeakMap<Values, ClassIndices>();

function truthOf(labels: LabelSet, rows: Uint32Array): Values {
  const known = truthOfRows.get(rows);
  if (known?.labels === labels) return known.truth;
  const truth = emptyLike(labels.truth, rows.length);
  for (const [index, row] of rows.entries()) truth[index] = labels.truth[row] ?? 0;
  truthOfRows.set(rows, { labels, truth });
  return truth;
}

function emptyLike(values: Values, length: number): Values {
  if (values instanceof Float64Array) return new Float64Array(length);
  return values instanceof Uint8Array ? new Uint8Array(length) : new Int32Array(length);
}

function asClasses(truth: Values, classCount: number): ClassIndices {
  const classes = classesOfTruth.get(truth) ?? asIndices(truth, classCount);
  classesOfTruth.set(truth, classes);
  return classes;
}

function asIndices(values: Values, classCount: number): ClassIndices {
  return values instanceof Float64Array ? classIndices(values, classCount) : values;
}

function asNumbers(values: Values): Float64Array {
  return values instanceof Float64Array ? values : new Float64Array(values);
}

function renumbered(values: Values, places: readonly number[]): Int32Array {
  const indices = new Int32Array(values);
  for (let row = 0; row < indices.length; row++) indices[row] = places[indices[row] ?? -1] ?? -1;
  return indices;
}

function pick<Entry>(list: readonly Entry[], rows: ChosenRows): readonly Entry[] {
  if (rows === "every") return list;
  return [...rows].flatMap((row) => list.slice(row, row + 1));
}

/** Which of the names are pointed at by at least one index. */
function occurring(names: readonly string[], indices: Values): string[] {
  const isUsed = new Uint8Array(names.length);
  for (let row = 0; row < indices.length; row++) isUsed[indices[row] ?? -1] = 1;
  return names.filter((_, index) => isUsed[index] === 1);
}
