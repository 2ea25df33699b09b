import { createReadStream, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { zipSync } from "fflate";
import { beforeAll, expect, test } from "vitest";
import { evaluate } from "#scoring/evaluate.ts";
import { packLabels, unpackLabels } from "#scoring/fast/label-pack.ts";
import { Scorer } from "#scoring/fast/scorer.ts";
import { installKernels } from "#scoring/kernels/installed.ts";
import { readLabels } from "#scoring/labels.ts";
import { compiledKernels } from "#scoring/local/compile-kernels.ts";
import { localFile } from "#scoring/local/local-file.ts";
import { checkPredictions } from "#scoring/predictions.ts";
import { specificationSchema } from "#scoring/spec.ts";
import { inPieces, readFast } from "#tests/support/fast-reader.ts";
import { hasReferenceData, referenceData, referenceSpecifications } from "#tests/support/reference-data.ts";

const limits = { maxBytes: 1e8 };

beforeAll(() => {
  installKernels(compiledKernels());
});

const spec = specificationSchema.parse({
  id: "id",
  usage: "usage",
  labels: ["y"],
  predictions: ["p"],
  target: "probability",
  positive: "1",
  metrics: [{ metric: "roc_auc" }, { metric: "log_loss" }],
});
const labelFile = Buffer.from("id,y,usage\na,1,public\nb,0,public\nc,1,private\nd,0,private\n");
const sound = Buffer.from("id,p\nd,0.1\na,0.8\nc,0.6\nb,0.3\n");

async function scorer(): Promise<Scorer> {
  return new Scorer(spec, packLabels(await readLabels(spec, inPieces(labelFile, 20))));
}

/** A file of which it is known how often it was opened. */
function counted(content: Uint8Array) {
  const file = { opened: 0, open: () => ((file.opened += 1), inPieces(content, 11)) };
  return file;
}

test.each([
  ["plain", sound],
  ["gzip", gzipSync(sound)],
  ["zip", zipSync({ "p.csv": sound })],
])("a sound %s file is read once, and scored", async (_, content) => {
  const file = counted(content);

  const scored = await (await scorer()).score(file, limits);

  // Of the positive rows each is above each negative one; the losses by hand.
  const loss = -(Math.log(0.8) + Math.log(0.7) + Math.log(0.6) + Math.log(0.9)) / 4;
  expect(scored).toMatchObject({
    status: "scored",
    rows: 4,
    scores: { public: { roc_auc: 1 }, all: { roc_auc: 1 } },
  });
  expect(scored.status === "scored" && scored.scores.all?.["log_loss"]).toBeCloseTo(loss, 14);
  expect(file.opened).toBe(1);
});

test.each([
  ["an unknown identifier", Buffer.from("id,p\nd,0.1\na,0.8\nc,0.6\nb,0.3\nz,1\n")],
  ["an identifier twice", Buffer.from("id,p\nd,0.1\na,0.8\nc,0.6\nc,0.3\n")],
  ["a missing row", Buffer.from("id,p\nd,0.1\na,0.8\nc,0.6\n")],
  ["a cut gzip", gzipSync(sound).subarray(0, 30)],
  ["too many bytes", Buffer.alloc(1000, "id,p\n")],
])("a file with %s is refused with the plain reader's faults", async (_, content) => {
  const labels = await readLabels(spec, inPieces(labelFile, 20));
  const small = { maxBytes: 500 };
  const plain = await checkPredictions(spec, labels.expected, inPieces(content, 100), small);
  const own = await scorer();

  const scored = await own.score({ open: () => inPieces(content, 100) }, small);

  expect(scored).toEqual(plain);
  expect(scored.status).toBe("rejected");
  // The next file is scored as if nothing had happened.
  expect(await own.score(counted(sound), limits)).toMatchObject({
    status: "scored",
    scores: { all: { roc_auc: 1 } },
  });
});

test("an unusual but sound file is accepted by the plain reader after all", async () => {
  const file = counted(Buffer.from('\r\nid,p\nd,0.1\na,0.8\nc,0.6\nb,0.3\n""\n'));

  expect(await (await scorer()).score(file, limits)).toMatchObject({ status: "scored", rows: 4 });
  expect(file.opened).toBe(2);
});

test("two files at once do not mix", async () => {
  const own = await scorer();
  const other = Buffer.from("id,p\na,0.1\nb,0.8\nc,0.2\nd,0.7\n");

  const outcomes = await Promise.all([sound, other, sound].map((file) => own.score(counted(file), limits)));

  expect(outcomes.map((outcome) => outcome.status === "scored" && outcome.scores.all?.["roc_auc"])).toEqual([
    1, 0, 1,
  ]);
});

test("every way of averaging gives for a table in the kernels what it gives elsewhere", async () => {
  const columns = ["p", "q", "r"];
  const averages = ["macro", "weighted", "micro"].flatMap((average) => [
    { metric: "roc_auc", as: `area ${average}`, params: { average } },
    { metric: "average_precision", as: `precision ${average}`, params: { average } },
  ]);
  const pairs = { metric: "roc_auc", as: "pairs", params: { multi_class: "ovo" } };
  const metrics = [...averages, pairs, { metric: "log_loss" }, { metric: "brier" }, { metric: "accuracy" }];
  const of = {
    id: "id",
    labels: ["y"],
    predictions: columns,
    target: "probability",
    classes: columns,
    metrics,
  };
  const given = specificationSchema.parse(of);
  const rows = Array.from({ length: 5000 }, (_, row) => row);
  const cells = rows.map((row) => [1 + ((row * 7) % 11), 1 + ((row * 5) % 13), 1 + ((row * 3) % 17)]);
  const lines = cells.map((weights, row) => {
    const sum = weights.reduce((total, weight) => total + weight);
    return `${String(row)},${weights.map((weight) => String(weight / sum)).join(",")}\n`;
  });
  const truth = rows.map((row) => `${String(row)},${columns[(row + (row >> 2)) % 3] ?? ""}\n`);
  const labels = await readLabels(given, inPieces(Buffer.from(`id,y\n${truth.join("")}`), 1000));
  const content = Buffer.from(`id,p,q,r\n${lines.join("")}`);
  const checked = await checkPredictions(given, labels.expected, inPieces(content, 1000), limits);
  if (checked.status === "rejected") throw new Error(JSON.stringify(checked.faults));

  const file = counted(content);
  const scored = await new Scorer(given, packLabels(labels)).score(file, limits);

  expect(file.opened).toBe(1);
  const plain = evaluate(given, labels, checked.predictions).scores.all ?? {};
  for (const [name, value] of Object.entries(plain))
    expect(scored.status === "scored" && scored.scores.all?.[name], name).toBeCloseTo(value ?? NaN, 13);
});

test("labels come out of their pack as they went in", async () => {
  const labels = await readLabels(spec, inPieces(labelFile, 20));

  const unpacked = unpackLabels(packLabels(labels));

  expect([...unpacked.expected.ids]).toEqual(["a", "b", "c", "d"]);
  expect(unpacked.expected.rowOf).toEqual(labels.expected.rowOf);
  expect({ ...unpacked, expected: null }).toEqual({ ...labels, expected: null });
});

const cases = hasReferenceData
  ? Object.keys(referenceSpecifications).flatMap((folder) =>
      readdirSync(join(referenceData, folder, "predictions")).map((file) => [folder, file] as const),
    )
  : [];

test.skipIf(!hasReferenceData).each(cases.length > 0 ? cases : [["none", "none"] as const])(
  "%s/%s: the kernels read what the plain reader reads, and the scores are the same",
  async (folder, file) => {
    const given = specificationSchema.parse(
      Object.entries(referenceSpecifications).find(([name]) => name === folder)?.[1],
    );
    const path = join(referenceData, folder, "predictions", file);
    const labels = await readLabels(given, createReadStream(join(referenceData, folder, "labels.csv")));
    const checked = await checkPredictions(given, labels.expected, createReadStream(path), limits);
    if (checked.status === "rejected") throw new Error(JSON.stringify(checked.faults));

    const fast = await readFast("compiled", { spec: given, labels }, readFileSync(path), {
      pieceBytes: 1000,
    });
    const scored = await new Scorer(given, packLabels(labels)).score(localFile({ path }), limits);

    expect(fast).toEqual(checked.predictions);
    expect(scored).toEqual({ status: "scored", ...evaluate(given, labels, checked.predictions) });
  },
);
