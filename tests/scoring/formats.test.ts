import { createReadStream, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { zipSync } from "fflate";
import { expect, test } from "vitest";
import { readLabels } from "#scoring/labels.ts";
import { checkPredictions, expectedIds } from "#scoring/predictions.ts";
import { readIds } from "#scoring/sample.ts";
import { specificationSchema } from "#scoring/spec.ts";

const spec = specificationSchema.parse({
  id: "id",
  labels: ["p"],
  predictions: ["p"],
  target: "probability",
  positive: "1",
  metrics: [{ metric: "roc_auc" }],
});
const limits = { maxBytes: 1_000_000 };

/** A file in pieces of five bytes, so that every reader meets boundaries everywhere. */
async function* pieces(content: string | Uint8Array) {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  for (let at = 0; at < bytes.length; at += 5) yield bytes.subarray(at, at + 5);
}

async function check(content: string | Uint8Array, ids: Iterable<string> = ["a", "b"]) {
  const outcome = await checkPredictions(spec, expectedIds(ids), pieces(content), limits);
  if (outcome.status === "accepted") return [...outcome.predictions.values];
  return outcome.faults.map(({ code, line, column, value }) => [code, line, column, value]);
}

test.each([
  ["tabs", "id\tp\na\t0.5\nb\t1\n"],
  ["tabs, a byte-order mark and CRLF", "\ufeffid\tp\r\na\t0.5\r\nb\t1\r\n"],
  ["tabs and quotes", '"id"\t"p"\n"a"\t"0.5"\nb\t1'],
  ["JSON lines", '{"id": "a", "p": 0.5}\n{"id": "b", "p": 1}\n'],
  ["JSON lines with keys in another order", '{"p":5e-1,"id":"a"}\r\n{"id":"b","p":1.0}'],
  ["JSON lines with escapes", '{"\\u0069d": "\\u0061", "p": 0.5}\n{"id": "b", "p": "1"}\n\n'],
])("%s are read", async (_, content) => {
  expect(await check(content)).toEqual([0.5, 1]);
  expect(await check(gzipSync(content))).toEqual([0.5, 1]);
  expect(await check(zipSync({ "any.name": Buffer.from(content) }))).toEqual([0.5, 1]);
});

test.each([
  ["a comma in a table with tabs", "id\tp\na\t0,5\nb\t1\n", [["not_a_number", 2, "p", "0,5"]]],
  [
    "a missing field in a table with tabs",
    "id\tp\na\nb\t1\n",
    [
      ["field_count", 2, null, null],
      ["missing_rows", null, "id", "a"],
    ],
  ],
  ["a JSON list", '{"id":"a","p":0.5}\n["b",1]\n', [["field_count", 2, null, null]]],
  ["a nested JSON value", '{"id":"a","p":[0.5]}\n', [["field_count", 1, null, null]]],
  [
    "a JSON line with another key",
    '{"id":"a","p":0.5}\n{"id":"b","q":1}\n',
    [["field_count", 2, null, null]],
  ],
  [
    "a JSON line with a key too many",
    '{"id":"a","p":0.5}\n{"id":"b","p":1,"q":1}\n',
    [["field_count", 2, null, null]],
  ],
  ["a JSON key twice", '{"id":"a","p":0.5}\n{"id":"b","p":1,"p":0}\n', [["duplicate_column", 2, "p", null]]],
  ["a JSON line that is cut", '{"id":"a","p":0.5}\n{"id":"b","p":', [["field_count", 2, null, null]]],
  ["a JSON line with a last comma", '{"id":"a","p":0.5,}\n', [["field_count", 1, null, null]]],
  ["a JSON hexadecimal", '{"id":"a","p":0x1F}\n', [["field_count", 1, null, null]]],
  ["a JSON NaN", '{"id":"a","p":NaN}\n{"id":"b","p":1}\n', [["not_finite", 1, "p", "NaN"]]],
  ["a JSON null", '{"id":"a","p":null}\n{"id":"b","p":1}\n', [["not_a_number", 1, "p", ""]]],
  ["a JSON truth value", '{"id":"a","p":true}\n{"id":"b","p":1}\n', [["not_a_number", 1, "p", "true"]]],
])("%s is refused with its line", async (_, content, faults) => {
  expect(await check(content)).toEqual(faults);
});

test("long numbers as JSON identifiers keep all their digits", async () => {
  const ids = ["9007199254740992", "9007199254740993"];

  expect(await check(`{"id":${ids[0] ?? ""},"p":0.5}\n{"id":${ids[1] ?? ""},"p":1}\n`, ids)).toEqual([
    0.5, 1,
  ]);
});

const folder = join("tests", "reference", "parquet");
const csv = readFileSync(join(folder, "predictions.csv"), "utf8").trim().split("\n").slice(1);
const rows = csv.map((line) => line.split(","));
const parquetIds = rows.map(([id = ""]) => id);
const parquet = (name: string) => readFileSync(join(folder, `${name}.parquet`));

test.each(["uncompressed", "snappy", "gzip", "brotli", "lz4", "zstd"])(
  "Parquet with %s gives the same doubles as CSV",
  async (compression) => {
    expect(await check(parquet(compression), parquetIds)).toEqual(rows.map(([, p]) => Number(p)));
  },
);

test("a null in Parquet is an empty cell, told by its line", async () => {
  const first = rows.findIndex(([, p]) => p === "0.25");
  const faults = await check(parquet("nulls"), parquetIds);

  expect(faults[0]).toEqual(["not_a_number", first + 2, "p", ""]);
});

test("a nested Parquet column is refused", async () => {
  expect(await check(parquet("nested"), parquetIds)).toEqual([["not_a_number", null, "p", null]]);
});

test("a Parquet file that is cut is never accepted", async () => {
  const whole = parquet("snappy");
  for (let length = 4; length < whole.length; length += 13)
    expect(await check(whole.subarray(0, length), parquetIds)).toEqual([["archive", null, null, null]]);
});

test("a Parquet file with a byte changed anywhere is read or refused, and nothing else", async () => {
  const whole = parquet("zstd");
  for (let at = 4; at < whole.length; at += 11) {
    const changed = Buffer.from(whole);
    changed[at] = (changed[at] ?? 0) ^ 0x55;
    const outcome = await checkPredictions(spec, expectedIds(parquetIds), pieces(changed), limits);
    expect(["accepted", "rejected"]).toContain(outcome.status);
  }
});

test("labels and samples come in the same formats as predictions", async () => {
  const labels = await readLabels(spec, pieces('{"id":"a","p":"1"}\n{"id":"b","p":"0"}\n'));
  const sample = await readIds(spec, createReadStream(join(folder, "snappy.parquet")));

  expect(labels.expected.ids).toEqual(["a", "b"]);
  expect([...labels.truth]).toEqual([1, 0]);
  expect(sample.ids).toEqual(parquetIds);
});
