import { Random } from "./random.ts";

/** One set of examples and what a metric is asked on them, as tests/reference/metrics.py reads it. */
export type ReferenceCase = { metric: string; params: Record<string, unknown> } & ReferenceExamples;

export type ReferenceExamples =
  | { kind: "classes"; truth: number[]; predicted: number[]; classes: number; positive: number }
  | { kind: "probabilities"; truth: number[]; probabilities: number[][]; classes: number; positive: number }
  | { kind: "numbers"; truth: number[]; predicted: number[] }
  | { kind: "survival"; times: number[]; events: number[]; risks: number[] }
  | { kind: "masks"; pixels: number; truth: [number, number][][][]; predicted: [number, number][][][] }
  | { kind: "points"; truth: Spot[][]; predicted: ScoredSpot[][]; pixel_sizes: number[] }
  | { kind: "boxes"; truth: Rectangle[][]; predicted: Rectangle[][] }
  | { kind: "label_maps"; truth: number[][][][]; predicted: number[][][][] };

type Spot = { x: number; y: number; ignored: boolean };
type ScoredSpot = { x: number; y: number; score: number };
type Rectangle = { box: [number, number, number, number]; score: number; category: string };

/** What each metric is tried on. Sizes start at one row; values are drawn with ties, constants and extremes. */
const makers: Record<string, (random: Random) => ReferenceExamples & { params: Record<string, unknown> }> = {
  accuracy: (random) => ({ ...decided(random), params: {} }),
  balanced_accuracy: (random) => ({ ...decided(random), params: { adjusted: random.next() < 0.3 } }),
  precision: (random) => withAverage(random, {}),
  recall: (random) => withAverage(random, {}),
  f1: (random) => withAverage(random, {}),
  fbeta: (random) => withAverage(random, { beta: random.of([0.5, 2, 1, 3.7]) }),
  matthews_corrcoef: (random) => ({ ...decided(random), params: {} }),
  cohen_kappa: (random) => ({
    ...decided(random),
    params: { weights: random.of(["none", "linear", "quadratic"]) },
  }),
  expected_cost: (random) => withCosts(random),
  roc_auc: (random) => ({ ...probabilities(random, 3), params: rocParams(random) }),
  average_precision: (random) => ({
    ...probabilities(random),
    params: { average: random.of(["macro", "micro", "weighted"]) },
  }),
  log_loss: (random) => ({ ...probabilities(random), params: random.next() < 0.3 ? { eps: 1e-7 } : {} }),
  brier: (random) => ({ ...probabilities(random), params: {} }),
  top_k_accuracy: (random) => ({ ...probabilities(random, 3), params: { k: random.int(1, 4) } }),
  expected_calibration_error: (random) => ({ ...probabilities(random), params: { bins: random.of([15, 10, 1, 7]) } }),
  mean_squared_error: (random) => ({ ...numbers(random), params: {} }),
  root_mean_squared_error: (random) => ({ ...numbers(random), params: {} }),
  mean_absolute_error: (random) => ({ ...numbers(random), params: {} }),
  median_absolute_error: (random) => ({ ...numbers(random), params: {} }),
  mean_absolute_percentage_error: (random) => ({ ...numbers(random), params: {} }),
  r2: (random) => ({ ...numbers(random), params: {} }),
  pearson: (random) => ({ ...numbers(random), params: {} }),
  spearman: (random) => ({ ...numbers(random), params: {} }),
  kendall: (random) => ({ ...numbers(random), params: {} }),
  concordance_index: (random) => ({ ...survival(random), params: {} }),
  dice: (random) => ({ ...masks(random), params: {} }),
  iou: (random) => ({ ...masks(random), params: {} }),
  detection_f1: (random) => ({ ...points(random), params: detectionParams(random) }),
  froc: (random) => ({ ...points(random), params: { distance: random.of([1, 2.5, 6]) } }),
  mean_average_precision: (random) => ({ ...boxes(random), params: boxParams(random) }),
  panoptic_quality: (random) => ({
    ...labelMaps(random),
    params: { average: random.of(["pooled", "image"]), epsilon: random.of([0, 1e-6]) },
  }),
  aggregated_jaccard: (random) => ({ ...labelMaps(random), params: {} }),
  hausdorff_95: (random) => ({ ...labelMaps(random), params: outlineParams(random) }),
};

/** The metrics that have a reference. */
export const referenceMetrics = Object.keys(makers);

/** The n-th case of a metric; the same at every run. */
export function referenceCase(metric: string, index: number): ReferenceCase {
  const make = makers[metric];
  if (make === undefined) throw new Error(`No reference for ${metric}.`);
  const seed = [...metric].reduce((hash, letter) => Math.imul(hash, 31) + letter.charCodeAt(0), index * 7919);
  return { metric, ...make(new Random(seed)) };
}

/** Mostly small, so that edge cases are common. */
function rowCount(random: Random): number {
  return random.of([1, 2, 3, random.int(4, 12), random.int(4, 12), random.int(13, 60)]);
}

/** Class indices: all kinds, or one class only. */
function classList(random: Random, rows: number, classes: number): number[] {
  if (random.next() < 0.1) return random.list(rows, () => classes - 1);
  return random.list(rows, () => random.int(0, classes - 1));
}

function decided(random: Random): ReferenceExamples {
  if (random.next() < 0.3) return probabilities(random);
  const classes = random.int(2, 6);
  const rows = rowCount(random);
  const truth = classList(random, rows, classes);
  const other = classList(random, rows, classes);
  const skill = random.next();
  const predicted = truth.map((actual, row) => (random.next() < skill ? actual : (other[row] ?? 0)));
  return { kind: "classes", truth, predicted, classes, positive: random.int(0, classes - 1) };
}

function probabilities(random: Random, fewestColumns = 2): ReferenceExamples {
  const columns = random.next() < 0.5 ? 1 : random.int(fewestColumns, 5);
  const classes = Math.max(2, columns);
  const truth = classList(random, rowCount(random), classes);
  const value = random.of<() => number>([
    () => random.next(),
    () => random.int(0, 4) / 4,
    () => random.of([0, 1, 1e-300, 1 - 1e-13, 0.5]),
    () => 0.25,
  ]);
  const rows = truth.map(() => normalised(random.list(columns, value)));
  return { kind: "probabilities", truth, probabilities: rows, classes, positive: 1 };
}

/** Several columns sum to 1; one stays as it is. */
function normalised(cells: number[]): number[] {
  if (cells.length === 1) return cells;
  const sum = cells.reduce((total, cell) => total + cell, 0);
  return sum === 0 ? cells.map(() => 1 / cells.length) : cells.map((cell) => cell / sum);
}

function withAverage(random: Random, more: Record<string, unknown>) {
  const examples = decided(random);
  const average = random.of(["binary", "micro", "macro", "weighted"]);
  const isBinary = average === "binary" && "classes" in examples && examples.classes > 2;
  return { ...examples, params: { average: isBinary ? "macro" : average, ...more } };
}

function withCosts(random: Random) {
  const examples = decided(random);
  const size = "classes" in examples ? examples.classes : 2;
  const costs = random.list(size, (row) =>
    random.list(size, (column) => (row === column ? 0 : random.int(1, 10) / 10)),
  );
  return { ...examples, params: { costs, reward: random.next() < 0.5 } };
}

function rocParams(random: Random): Record<string, unknown> {
  const multiClass = random.of(["ovr", "ovo"]);
  return {
    multi_class: multiClass,
    average: multiClass === "ovr" ? random.of(["macro", "weighted", "micro"]) : random.of(["macro", "weighted"]),
  };
}

function numbers(random: Random): ReferenceExamples {
  const rows = rowCount(random);
  const draw = random.of<() => number>([
    () => random.next() * 200 - 100,
    () => random.int(-3, 3),
    () => random.of([0, 1e-8, 1e8, -1e8, 12.5]),
    () => 3.25,
  ]);
  const truth = random.list(rows, draw);
  const noise = random.of([0, 1, 50]);
  const predicted = truth.map((actual) => (random.next() < 0.1 ? draw() : actual + noise * (random.next() - 0.5)));
  return { kind: "numbers", truth, predicted: random.next() < 0.1 ? truth.map(() => 7) : predicted };
}

function survival(random: Random): ReferenceExamples {
  const rows = rowCount(random);
  const share = random.of([0, 0.3, 0.7, 1]);
  const isCoarse = random.next() < 0.5;
  return {
    kind: "survival",
    times: random.list(rows, () => (isCoarse ? random.int(0, 6) : random.next() * 100)),
    events: random.list(rows, () => Number(random.next() < share)),
    risks: random.list(rows, () => (isCoarse ? random.int(0, 4) : random.next())),
  };
}

function masks(random: Random): ReferenceExamples {
  const pixels = random.int(1, 200);
  const columns = random.int(1, 2);
  const images = random.int(1, 5);
  const draw = () => random.list(images, () => random.list(columns, () => runs(random, pixels)));
  return { kind: "masks", pixels, truth: draw(), predicted: draw() };
}

function runs(random: Random, pixels: number): [number, number][] {
  const list: [number, number][] = [];
  if (random.next() < 0.2) return list;
  for (let at = random.int(1, 10); at <= pixels;) {
    const length = Math.min(random.int(1, 12), pixels - at + 1);
    list.push([at, length]);
    at += length + random.int(0, 15);
  }
  return list;
}

function points(random: Random): ReferenceExamples {
  const images = random.int(1, 5);
  const score = random.next() < 0.5 ? () => random.next() : () => random.int(0, 4) / 4;
  return {
    kind: "points",
    truth: random.list(images, () =>
      random.list(random.int(0, 6), () => ({ ...place(random), ignored: random.next() < 0.1 })),
    ),
    predicted: random.list(images, () =>
      random.list(random.int(0, 9), () => ({ ...place(random), score: score() })),
    ),
    pixel_sizes: random.list(images, () => random.of([1, 0.25, 0.5])),
  };
}

function place(random: Random) {
  return { x: random.next() * 10, y: random.next() * 10 };
}

function detectionParams(random: Random): Record<string, unknown> {
  return {
    distance: random.of([0.5, 2, 7.5]),
    pixel_size: random.of([1, 0.25]),
    threshold: random.of([0, 0.5]),
    epsilon: random.of([0, 1e-6]),
  };
}

function boxes(random: Random): ReferenceExamples {
  const images = random.int(1, 4);
  const categories = random.of([["a"], ["a", "b"]] as const);
  // Every score is another one: equal scores are settled by place here and by row there.
  let drawn = 0;
  const draw = (): Rectangle => {
    const [x, y] = [random.int(0, 6), random.int(0, 6)];
    const box: Rectangle["box"] = [x, y, x + random.int(1, 5), y + random.int(1, 5)];
    drawn += 1;
    return { box, score: random.next() + drawn * 1e-9, category: random.of([...categories, "a"] as const) };
  };
  const near = ({ box: [x0, y0, x1, y1], category }: Rectangle): Rectangle => {
    const shift = random.of([0, 0.25, 0.5]);
    return { box: [x0 + shift, y0, x1 + shift, y1], score: draw().score, category };
  };
  const truth = random.list(images, () => random.list(random.int(0, 4), draw));
  const predicted = truth.map((actual) => [
    ...actual.filter(() => random.next() < 0.7).map(near),
    ...random.list(random.int(0, 3), draw),
  ]);
  return { kind: "boxes", truth, predicted };
}

function boxParams(random: Random): Record<string, unknown> {
  return random.of<Record<string, unknown>>([{}, { iou_thresholds: [0.5] }, { iou_thresholds: [0.3, 0.75], max_detections: 2 }]);
}

function labelMaps(random: Random): ReferenceExamples {
  const images = random.int(1, 3);
  const classes = random.int(1, 2);
  const [height, width] = [random.int(1, 14), random.int(1, 14)];
  const truth = random.list(images, () => random.list(classes, () => picture(random, height, width)));
  const predicted = truth.map((maps) =>
    maps.map((map) => (random.next() < 0.7 ? shifted(map, random) : picture(random, height, width))),
  );
  return { kind: "label_maps", truth, predicted };
}

/** Rectangles with numbers that leave gaps, the later ones over the earlier. */
function picture(random: Random, height: number, width: number): number[][] {
  const map = random.list(height, () => random.list(width, () => 0));
  for (let instance = random.int(0, 4); instance > 0; instance--) {
    const [top, left] = [random.int(0, height - 1), random.int(0, width - 1)];
    const [bottom, right] = [random.int(top, height - 1), random.int(left, width - 1)];
    for (const row of map.slice(top, bottom + 1)) row.fill(instance * 3, left, right + 1);
  }
  return map;
}

function shifted(map: number[][], random: Random): number[][] {
  const by = random.int(0, 1);
  return map.map((row) => [...row.slice(by), ...row.slice(0, by)].map((value) => (value === 0 ? 0 : value + 1)));
}

function outlineParams(random: Random): Record<string, unknown> {
  return {
    ...random.of<Record<string, unknown>>([{}, { spacing: [1, 1] }, { spacing: [0.5, 2.25] }]),
    ...random.of<Record<string, unknown>>([{}, { empty: 100 }]),
    ...random.of<Record<string, unknown>>([{}, {}, { label: 3 }]),
  };
}
