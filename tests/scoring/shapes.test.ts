import { readFileSync } from "node:fs";
import { encode as encodePng } from "fast-png";
import { zipSync } from "fflate";
import { expect, test } from "vitest";
import { evaluate, type Evaluation } from "#scoring/evaluate.ts";
import type { Fault } from "#scoring/faults.ts";
import { readPicture } from "#scoring/formats/picture.ts";
import { readLabels } from "#scoring/labels.ts";
import { checkPredictions } from "#scoring/predictions.ts";
import { specificationSchema } from "#scoring/spec.ts";

async function* whole(content: string | Uint8Array) {
  yield typeof content === "string" ? Buffer.from(content) : content;
}

async function score(
  specification: unknown,
  labelFile: string | Uint8Array,
  predictionFile: string | Uint8Array,
): Promise<Evaluation | Fault[]> {
  const spec = specificationSchema.parse(specification);
  const labels = await readLabels(spec, whole(labelFile));
  const checked = await checkPredictions(spec, labels.expected, whole(predictionFile), { maxBytes: 1e6 });
  return checked.status === "accepted" ? evaluate(spec, labels, checked.predictions) : checked.faults;
}

const facts = (outcome: Evaluation | Fault[]) =>
  Array.isArray(outcome)
    ? outcome.map(({ code, line, column, value }) => [code, line, column, value])
    : outcome.scores.all;

const masks = {
  id: "id",
  labels: ["rle"],
  predictions: ["rle"],
  target: "rle",
  metrics: [{ metric: "dice" }, { metric: "iou" }],
};

test("run lengths: overlap, an empty pair, adjacent runs", async () => {
  const labels = "id,rle,height,width\na,1 3 10 5,4,5\nb,,4,5\nc,1 2 3 2,4,5\n";
  // a shares pixels 2, 3, 10 and 11 of 8 true and 4 + 2 found ones; b agrees; c is the same mask in one run.
  const outcome = await score(masks, labels, "id,rle\na,2 4 10 2\nb,\nc,1 4\n");

  expect(facts(outcome)).toEqual({ dice: (8 / 14 + 1 + 1) / 3, iou: (4 / 10 + 1 + 1) / 3 });
});

test.each([
  "0 1",
  "1",
  "1 0",
  "1 2 2 1",
  "5 1 1 1",
  "1 -1",
  "1  1",
  " 1 1",
  "1 1 ",
  "1.0 1",
  "1 21",
  "-1",
  "20 2",
  "a b",
])("«%s» is no mask in an image of 20 pixels", async (text) => {
  const outcome = await score(masks, "id,rle,height,width\na,1 1,4,5\n", `id,rle\na,${text}\n`);

  expect(facts(outcome)).toEqual([["rle", 2, "rle", text]]);
});

const detection = {
  id: "slide",
  labels: ["x", "y"],
  predictions: ["x", "y", "score"],
  target: "points",
  metrics: [
    { metric: "detection_f1", params: { distance: 7.5, pixel_size: 0.25, epsilon: 0 } },
    { metric: "froc", params: { distance: 7.5, pixel_size: 0.25 } },
  ],
};

test("points: several rows per image, images without objects, distance in physical units", async () => {
  const labels = "slide,x,y\na,100,100\na,200,200\nb,,\n";
  // 30 pixels of 0.25 are exactly 7.5: found. The second hit of the same object and the point on b are false alarms.
  const outcome = await score(
    detection,
    labels,
    "slide,x,y,score\nb,5,5,0.9\na,130,100,0.8\na,100,100,0.7\n",
  );

  // F1: one found of two, two false alarms. FROC: at ¼ false alarm per image, sensitivity is half way from 0 at 0 to
  // 0 at ½; from ½ on one of two lesions is found.
  expect(facts(outcome)).toEqual({ detection_f1: 2 / 5, froc: (0 + 0.5 * 5) / 6 });
});

test("points: what an image says twice, half rows and unknown images are faults", async () => {
  const labels = "slide,x,y\na,100,100\nb,,\n";
  const outcome = await score(detection, labels, "slide,x,y,score\na,1,1,0.5\na,,,\nb,1,,0.5\nc,1,1,1\n");

  expect(facts(outcome)).toEqual([
    ["duplicate_id", 3, "slide", null],
    ["not_a_number", 4, "y", ""],
    ["unknown_id", 5, "slide", "c"],
  ]);
});

test("points: an image that is not mentioned is missing", async () => {
  const outcome = await score(detection, "slide,x,y\na,100,100\nb,,\n", "slide,x,y,score\na,1,1,0.5\n");

  expect(facts(outcome)).toEqual([["missing_rows", null, "slide", "b"]]);
});

test("lesions as regions: hit on any pixel, those marked as ignored count neither way", async () => {
  const spec = { ...detection, labels: ["region"], metrics: [{ metric: "froc", params: { rates: [1] } }] };
  // Of an image 4 high: region one is the column x = 1 (pixels 5 to 8), region two the pixel x = 3, y = 0.
  const labels = "slide,region,ignored,height,width\na,5 4,0,4,5\na,13 1,1,4,5\n";

  expect(facts(await score(spec, labels, "slide,x,y,score\na,1,3,0.9\na,3,0,0.8\n"))).toEqual({ froc: 1 });
  expect(facts(await score(spec, labels, "slide,x,y,score\na,2,3,0.9\na,3,0,0.8\n"))).toEqual({ froc: 0 });
});

test("boxes: classes, the order of the coordinates, and the score between 0 and 1 where that is asked", async () => {
  const spec = {
    id: "image",
    labels: ["x0", "y0", "x1", "y1", "what"],
    predictions: ["x0", "y0", "x1", "y1", "sure", "what"],
    target: "boxes",
    range: [0, 1],
    classes: ["cell", "nerve"],
    metrics: [{ metric: "mean_average_precision" }],
  };
  const labels = "image,x0,y0,x1,y1,what\na,0,0,10,10,cell\na,20,20,30,30,nerve\nb,,,,,\n";
  const header = "image,x0,y0,x1,y1,sure,what\n";

  const exact = `${header}a,0,0,10,10,0.9,cell\na,20,20,30,30,0.8,nerve\nb,,,,,,\n`;
  expect(facts(await score(spec, labels, exact))).toEqual({ mean_average_precision: 1 });
  const faulty = `${header}a,10,0,0,10,0.9,cell\na,0,0,1,1,1.5,cell\nb,0,0,1,1,1,vein\n`;
  expect(facts(await score(spec, labels, faulty))).toEqual([
    ["out_of_range", 2, null, null],
    ["out_of_range", 3, "sure", "1.5"],
    ["unknown_class", 4, "what", "vein"],
  ]);
});

const survival = {
  id: "id",
  labels: ["time", "event"],
  predictions: ["risk"],
  target: "survival",
  metrics: [{ metric: "concordance_index" }],
};

test("survival: time and event, a higher risk meaning an earlier event", async () => {
  const labels = "id,time,event\na,1,1\nb,2,0\nc,2,1\nd,3,1\n";

  expect(facts(await score(survival, labels, "id,risk\na,4\nb,1\nc,3\nd,2\n"))).toEqual({
    concordance_index: 1,
  });
  const nobody = await score(survival, "id,time,event\na,1,0\nb,2,0\n", "id,risk\na,1\nb,2\n");
  expect(nobody).toMatchObject({
    scores: { all: { concordance_index: null } },
    undefined: { all: { concordance_index: "no_comparable_pair" } },
  });
});

test("survival: an event that is neither 0 nor 1 is the organiser’s fault", async () => {
  await expect(score(survival, "id,time,event\na,1,2\n", "id,risk\na,1\n")).rejects.toMatchObject({
    code: "labels",
  });
});

const png = (rows: number[][], depth: 8 | 16 = 8) => {
  const flat = rows.flat();
  const data = depth === 8 ? Uint8Array.from(flat) : Uint16Array.from(flat);
  return encodePng({ width: rows[0]?.length ?? 0, height: rows.length, data, depth, channels: 1 });
};

/** An uncompressed TIFF of 8-bit pixels, tag by tag (TIFF 6.0, section 3). */
function tiff(rows: number[][]): Uint8Array {
  const [height, width] = [rows.length, rows[0]?.length ?? 0];
  const tags = [
    [256, 3, width],
    [257, 3, height],
    [258, 3, 8],
    [259, 3, 1],
    [262, 3, 1],
    [273, 4, 8 + 2 + 9 * 12 + 4],
    [277, 3, 1],
    [278, 3, height],
    [279, 4, width * height],
  ];
  const file = Buffer.alloc(8 + 2 + tags.length * 12 + 4 + width * height);
  file.write("II");
  file.writeUInt16LE(42, 2);
  file.writeUInt32LE(8, 4);
  file.writeUInt16LE(tags.length, 8);
  for (const [index, [tag = 0, type = 0, value = 0]] of tags.entries()) {
    const at = 10 + index * 12;
    file.writeUInt16LE(tag, at);
    file.writeUInt16LE(type, at + 2);
    file.writeUInt32LE(1, at + 4);
    if (type === 3) file.writeUInt16LE(value, at + 8);
    else file.writeUInt32LE(value, at + 8);
  }
  file.set(rows.flat(), 10 + tags.length * 12 + 4);
  return file;
}

const nuclei = {
  id: "image",
  usage: "usage",
  labels: ["nuclei"],
  predictions: ["nuclei"],
  target: "label_map",
  metrics: [{ metric: "panoptic_quality" }, { metric: "aggregated_jaccard" }, { metric: "hausdorff_95" }],
};
const first = [
  [1, 1, 0, 0],
  [1, 1, 0, 700],
];
const second = [
  [0, 0, 0],
  [0, 2, 2],
];
const truth = zipSync({
  "maps/a.png": png(first, 16),
  "maps/b.png": png(second),
  "cases.csv": Buffer.from("image,usage\nb,private\na,public\n"),
});

test("label maps: a zip of PNG and TIFF files, with a table of groups among the labels", async () => {
  const outcome = await score(nuclei, truth, zipSync({ "a.png": png(first, 16), "x/b.tif": tiff(second) }));

  const perfect = { panoptic_quality: 1, aggregated_jaccard: 1, hausdorff_95: 0 };
  expect(outcome).toMatchObject({ rows: 2, scores: { all: perfect, public: perfect, private: perfect } });
});

test("label maps: what is missing, unknown, twice there, of another size or no picture is told by its file", async () => {
  const outcome = await score(
    nuclei,
    truth,
    zipSync({
      "a.png": png(second),
      "x/a.png": png(first, 16),
      "c.png": png(first, 16),
      "notes.txt": Buffer.from("?"),
    }),
  );

  expect(facts(outcome)).toEqual([
    ["out_of_range", null, null, "a.png"],
    ["duplicate_id", null, null, "x/a.png"],
    ["unknown_id", null, null, "c.png"],
    ["unknown_id", null, null, "notes.txt"],
    ["missing_rows", null, null, "b"],
  ]);
  const unreadable = zipSync({ "a.png": Buffer.from("not a picture"), "b.png": png(second) });
  expect(facts(await score(nuclei, truth, unreadable))).toEqual([["archive", null, null, "a.png"]]);
});

test.each([
  ["a table", Buffer.from("image,nuclei\na,1\n")],
  ["a zip that is cut", zipSync({ "a.png": png(first, 16) }).subarray(0, 60)],
  ["a path that climbs", zipSync({ "../a.png": png(first, 16) })],
])("label maps: %s is refused as an archive", async (_, file) => {
  expect(facts(await score(nuclei, truth, file))).toEqual([["archive", null, null, null]]);
});

test("label maps: one folder per class", async () => {
  const spec = {
    ...nuclei,
    usage: null,
    labels: ["nuclei", "glands"],
    predictions: ["nuclei", "glands"],
    metrics: [{ metric: "panoptic_quality" }],
  };
  const labels = zipSync({ "nuclei/a.png": png(second), "glands/a.png": png(second) });
  const swapped = zipSync({
    "glands/a.png": png(second),
    "nuclei/a.png": png([
      [0, 0, 0],
      [0, 0, 0],
    ]),
  });

  expect(facts(await score(spec, labels, labels))).toEqual({ panoptic_quality: 1 });
  expect(facts(await score(spec, labels, swapped))).toEqual({ panoptic_quality: 0.5 });
});

test("a picture of colours, one that is cut and one that claims to be huge are no label maps", () => {
  const colours = encodePng({ width: 1, height: 1, data: Uint8Array.of(1, 2, 3), channels: 3 });
  const sound = Buffer.from(png(second));
  const huge = Buffer.from(sound);
  huge.writeUInt32BE(1_000_000, 16);
  huge.writeUInt32BE(1_000_000, 20);

  for (const file of [colours, sound.subarray(0, 40), huge, readFileSync("package.json")])
    expect(readPicture(Uint8Array.from(file), null)).toEqual({ fault: "unreadable" });
  expect(readPicture(Uint8Array.from(sound), null)).toMatchObject({ map: { height: 2, width: 3 } });
});
