/** What is drawn or found in an image: the truth and the predictions of the targets that are not a few numbers a row. */

/** A mask as runs of pixels counted down the columns, from 0; sorted, none empty, not overlapping.
 * Both arrays have one entry per run. */
export type Runs = { starts: Float64Array; lengths: Float64Array };

/** A picture of whole numbers, 0 being the background, as runs of equal pixels along its rows, one row after the other.
 * `ends[i]` is the number of pixels up to and with run i; `values[i]` is what they hold. */
export type LabelMap = { height: number; width: number; values: Uint32Array; ends: Uint32Array };

/** A found point; without a score column all scores are 1, without classes the category is empty. */
export type Point = { x: number; y: number; score: number; category: string };

/** A true object to be found by points: where it lies, or which pixels of an image of that height it covers. */
export type Lesion = {
  category: string;
  /** Neither to be found nor a false alarm. */
  isIgnored: boolean;
  place: { x: number; y: number } | { region: Runs; height: number };
};

/** A box in the coordinates of its image; true boxes have score 1. */
export type Box = {
  xMin: number;
  yMin: number;
  xMax: number;
  yMax: number;
  score: number;
  category: string;
};

/** The pixels of an image along one axis each. */
export type Size = { height: number; width: number };

/** One entry per row of the label set, in its order. Masks and label maps have one per column of the specification. */
export type TrueShapes =
  | { kind: "masks"; rows: readonly (readonly Runs[])[] }
  | { kind: "points"; rows: readonly (readonly Lesion[])[]; pixelSizes: Float64Array }
  | { kind: "boxes"; rows: readonly (readonly Box[])[] }
  | { kind: "label_maps"; rows: readonly (readonly LabelMap[])[] };

/** The same for predictions. */
export type FoundShapes =
  | { kind: "masks"; rows: readonly (readonly Runs[])[] }
  | { kind: "points"; rows: readonly (readonly Point[])[] }
  | { kind: "boxes"; rows: readonly (readonly Box[])[] }
  | { kind: "label_maps"; rows: readonly (readonly LabelMap[])[] };
