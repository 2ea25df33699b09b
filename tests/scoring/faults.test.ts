import { gzipSync } from "node:zlib";
import { zipSync } from "fflate";
import { expect, test } from "vitest";
import { checkPredictions, expectedIds } from "#scoring/predictions.ts";
import { specificationSchema } from "#scoring/spec.ts";
import { labelsWith, readFast } from "#tests/support/fast-reader.ts";

const spec = specificationSchema.parse({
  id: "id",
  labels: ["p"],
  predictions: ["p"],
  target: "probability",
  positive: "1",
  metrics: [{ metric: "roc_auc" }],
});
const expected = expectedIds(["a", "b"]);

async function check(content: string | Uint8Array, maxBytes = 1_000_000) {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  const file = async function* () {
    // In pieces of seven bytes, so that every state of the reader meets a boundary.
    for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
  };
  const outcome = await checkPredictions(spec, expected, file(), { maxBytes });
  // The fast reader accepts the same values or leaves the file alone, whatever the file.
  for (const kind of ["compiled", "twin"] as const) {
    const fast = await readFast(kind, { spec, labels: labelsWith(expected.ids) }, bytes, { maxBytes });
    if (fast !== null) expect({ status: "accepted", predictions: fast }).toEqual(outcome);
  }
  if (outcome.status === "accepted") return [...outcome.predictions.values];
  return outcome.faults.map(({ code, line, column, value }) => [code, line, column, value]);
}

test.each([
  ["an ordinary file", "id,p\na,0.5\nb,1\n"],
  ["rows in another order", "id,p\nb,1\na,0.5\n"],
  ["columns in another order", "p,id\n0.5,a\n1,b\n"],
  ["a byte-order mark", "\ufeffid,p\na,0.5\nb,1\n"],
  ["CRLF line ends", "id,p\r\na,0.5\r\nb,1\r\n"],
  ["no last line end", "id,p\na,0.5\nb,1"],
  ["an extra final line end", "id,p\na,0.5\nb,1\n\n"],
  ["quoted fields", '"id","p"\n"a","0.5"\n"b","1"\n'],
  ["other spellings of a number", "id,p\na,+5e-1\nb,1.0\n"],
])("%s is accepted", async (_, content) => {
  expect(await check(content)).toEqual([0.5, 1]);
});

test.each([
  ["an empty file", "", [["empty_file", 1, null, null]]],
  ["a header alone", "id,p\n", [["empty_file", 1, null, null]]],
  [
    "a missing column",
    "id,q\na,1\nb,1\n",
    [
      ["missing_column", 1, "p", null],
      ["unknown_column", 1, "q", null],
    ],
  ],
  ["a column twice", "id,p,p\na,1,1\nb,1,1\n", [["duplicate_column", 1, "p", null]]],
  [
    "a decimal comma",
    "id,p\na,1,5\nb,1\n",
    [
      ["field_count", 2, null, null],
      ["missing_rows", null, "id", "a"],
    ],
  ],
  ["a quoted decimal comma", 'id,p\na,"0,5"\nb,1\n', [["not_a_number", 2, "p", "0,5"]]],
  ["an unclosed quote", 'id,p\na,"1\nb,1\n', [["unclosed_quote", 2, null, null]]],
  ["a missing identifier", "id,p\n,1\na,1\nb,1\n", [["missing_id", 2, "id", ""]]],
  ["an identifier twice", "id,p\na,1\nb,1\na,1\n", [["duplicate_id", 4, "id", "a"]]],
  ["an unknown identifier", "id,p\na,1\nb,1\nz,1\n", [["unknown_id", 4, "id", "z"]]],
  ["a missing row", "id,p\na,1\n", [["missing_rows", null, "id", "b"]]],
  ["a value out of range", "id,p\na,1.5\nb,1\n", [["out_of_range", 2, "p", "1.5"]]],
  ["semicolons", "id;p\na;1\nb;1\n", [["missing_column", 1, null, null]]],
  [
    "a quoted line break before a fault",
    'id,p\n"a",1\n"b\n",1\nb,x\n',
    [
      ["unknown_id", 3, "id", "b\n"],
      ["not_a_number", 5, "p", "x"],
    ],
  ],
])("%s is refused with its code, line and column", async (_, content, faults) => {
  expect(await check(content)).toEqual(faults);
});

test.each(["NaN", "nan", "inf", "-Infinity", "1e309", "-1e309"])("%s is not finite", async (value) => {
  expect(await check(`id,p\na,${value}\nb,1\n`)).toEqual([["not_finite", 2, "p", value]]);
});

const spellings = [
  "",
  " ",
  "-",
  "?",
  "NA",
  "null",
  "None",
  "0x1F",
  "0b11",
  "0o7",
  "1_000",
  "1.",
  ".",
  "+",
  "e5",
  "1e",
  "1e+",
  "--1",
  "1 ",
  " 1",
  "٣",
  "１",
  "\u00a01",
  "1\u00a0",
  "½",
  "1/2",
  "50%",
  "true",
  "1e1.5",
  "1.2.3",
  "Infinit",
  "1d3",
];

test.each(spellings)("«%s» is not a number", async (value) => {
  expect(await check(`id,p\na,${value}\nb,1\n`)).toEqual([["not_a_number", 2, "p", value]]);
});

test.each([
  ["UTF-16 with a mark", Buffer.from("\ufeffid,p\n", "utf16le"), 1],
  ["UTF-16 without a mark", Buffer.from("id,p\na,1\n", "utf16le"), 1],
  [
    "Latin-1 on the third line",
    Buffer.concat([Buffer.from("id,p\na,1\n"), Buffer.from([0xe9]), Buffer.from(",1\n")]),
    3,
  ],
  ["a zero byte on the second line", Buffer.from("id,p\na\0,1\n"), 2],
  ["a picture", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]), 1],
])("%s is not UTF-8 text", async (_, content, line) => {
  expect(await check(content)).toEqual([["encoding", line, null, null]]);
});

const sound = Buffer.from("id,p\na,0.5\nb,1\n");

test("gzip and zip are unpacked, whatever the name", async () => {
  expect(await check(gzipSync(sound))).toEqual([0.5, 1]);
  expect(await check(zipSync({ "anything.bin": sound }))).toEqual([0.5, 1]);
});

test("a gzip that is cut anywhere is never accepted", async () => {
  const packed = gzipSync(sound);
  for (let length = 2; length < packed.length; length++) {
    expect(await check(packed.subarray(0, length))).toEqual([["archive", null, null, null]]);
  }
});

test.each([
  ["a path that climbs", zipSync({ "../p.csv": sound })],
  ["two files", zipSync({ "a.csv": sound, "b.csv": sound })],
  ["an archive in the archive", gzipSync(gzipSync(sound))],
  ["a zip that is cut", zipSync({ "p.csv": sound }).subarray(0, 40)],
])("%s is refused as an archive", async (_, content) => {
  expect(await check(content)).toEqual([["archive", null, null, null]]);
});

test("a bomb is stopped by what comes out of it, with memory flat", async () => {
  const bomb = gzipSync(Buffer.alloc(200_000_000, "0"));
  const before = process.memoryUsage().rss;

  expect(await check(bomb)).toEqual([["too_large", null, null, null]]);
  expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
});

test("a file one byte over the limit is refused, one at the limit is not", async () => {
  expect(await check(sound, sound.byteLength)).toEqual([0.5, 1]);
  expect(await check(sound, sound.byteLength - 1)).toEqual([["too_large", null, null, null]]);
});

test("a million columns are refused", async () => {
  const columns = Array.from({ length: 1_000_000 }, (_, index) => `c${String(index)}`).join(",");
  const faults = await check(`${columns}\n`, 100_000_000);

  expect(faults).toEqual([["too_large", 1, null, null]]);
});

test("twenty faults are listed and all are counted", async () => {
  const rows = Array.from({ length: 100 }, (_, index) => `z${String(index)},1`).join("\n");
  const file = async function* () {
    yield Buffer.from(`id,p\n${rows}\n`);
  };
  const outcome = await checkPredictions(spec, expected, file(), { maxBytes: 1e6 });

  // A hundred unknown identifiers, and one line for the two that are missing.
  expect(outcome).toMatchObject({ status: "rejected", total: 101 });
  expect(outcome.status === "rejected" ? outcome.faults.length : 0).toBe(20);
});
