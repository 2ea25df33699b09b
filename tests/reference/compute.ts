import type { Examples, MetricValue } from "#scoring/metric.ts";
import { labelMapOf } from "#scoring/formats/picture.ts";
import { readyMetric, type ReadyMetric } from "#scoring/registry.ts";
import type { LabelMap, Runs } from "#scoring/shapes.ts";
import type { Target } from "#scoring/spec.ts";
import type { ReferenceCase, ReferenceExamples } from "./cases.ts";

const targetOf: Record<Examples["kind"], Target> = {
  classes: "class",
  probabilities: "probability",
  numbers: "number",
  survival: "survival",
  masks: "rle",
  points: "points",
  boxes: "boxes",
  label_maps: "label_map",
};

/** The registry's metric that a case is about. */
export function metricOf({ metric, params, kind }: ReferenceCase): ReadyMetric {
  return readyMetric({ metric, params }, targetOf[kind]);
}

/** What it says of the case. */
export function computed(one: ReferenceCase): MetricValue {
  return metricOf(one).compute(examplesFrom(one));
}

/** A case in the form that metrics take. */
export function examplesFrom(one: ReferenceExamples): Examples {
  switch (one.kind) {
    case "classes":
      return { ...classFacts(one), kind: "classes", predicted: Int32Array.from(one.predicted) };
    case "probabilities": {
      const columns = one.probabilities[0]?.length ?? 1;
      const flat = Float64Array.from(one.probabilities.flat());
      return { ...classFacts(one), kind: "probabilities", probabilities: flat, columns };
    }
    case "numbers":
      return { kind: "numbers", truth: Float64Array.from(one.truth), predicted: Float64Array.from(one.predicted) };
    case "survival": {
      const [times, risks] = [Float64Array.from(one.times), Float64Array.from(one.risks)];
      return { kind: "survival", times, events: Uint8Array.from(one.events), risks };
    }
    case "masks":
      return { kind: "masks", truth: one.truth.map(masksOf), predicted: one.predicted.map(masksOf) };
    case "points": {
      const truth = one.truth.map((spots) =>
        spots.map(({ x, y, ignored }) => ({ category: "", isIgnored: ignored, place: { x, y } })),
      );
      const predicted = one.predicted.map((spots) => spots.map((spot) => ({ ...spot, category: "" })));
      return { kind: "points", truth, predicted, pixelSizes: Float64Array.from(one.pixel_sizes) };
    }
    case "boxes":
      return { kind: "boxes", truth: one.truth.map(boxesOf), predicted: one.predicted.map(boxesOf) };
    case "label_maps": {
      const classes = (one.truth[0] ?? []).map((_, index) => String(index));
      return { kind: "label_maps", truth: one.truth.map(mapsOf), predicted: one.predicted.map(mapsOf), classes };
    }
  }
}

function classFacts(one: { truth: number[]; classes: number; positive: number }) {
  const classes = Array.from({ length: one.classes }, (_, index) => String(index));
  const { positive, classes: labelClasses } = one;
  return { truth: Int32Array.from(one.truth), classes, areDeclared: true, positive, labelClasses };
}

function masksOf(masks: [number, number][][]): Runs[] {
  return masks.map((runs) => ({
    starts: Float64Array.from(runs, ([start]) => start - 1),
    lengths: Float64Array.from(runs, ([, length]) => length),
  }));
}

function boxesOf(boxes: { box: [number, number, number, number]; score: number; category: string }[]) {
  return boxes.map(({ box: [xMin, yMin, xMax, yMax], score, category }) => ({ xMin, yMin, xMax, yMax, score, category }));
}

function mapsOf(maps: number[][][]): LabelMap[] {
  return maps.map((rows) => {
    const map = labelMapOf({ height: rows.length, width: rows[0]?.length ?? 0 }, rows.flat());
    if (map === null) throw new Error("An empty picture.");
    return map;
  });
}
