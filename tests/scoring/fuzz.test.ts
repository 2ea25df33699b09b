import fc from "fast-check";
import { encode as encodePng } from "fast-png";
import { zipSync } from "fflate";
import { expect, test } from "vitest";
import { readNumber } from "#scoring/formats/number.ts";
import { readRuns } from "#scoring/formats/run-lengths.ts";
import { checkPredictions, expectedIds } from "#scoring/predictions.ts";
import { specificationSchema } from "#scoring/spec.ts";

/** More by an environment variable. */
const runs = { numRuns: Number(process.env["FUZZ_RUNS"] ?? 500) };

const spec = specificationSchema.parse({
  id: "id",
  labels: ["p"],
  predictions: ["p"],
  target: "probability",
  positive: "1",
  metrics: [{ metric: "roc_auc" }],
});
const ids = ["a", "b", "c"];
const expected = expectedIds(ids);

async function* pieces(bytes: Uint8Array, length: number) {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

async function check(content: string | Uint8Array, pieceLength = 4096) {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  const outcome = await checkPredictions(spec, expected, pieces(bytes, pieceLength), { maxBytes: 1e6 });
  return outcome.status === "accepted" ? [...outcome.predictions.values] : outcome.faults;
}

/** The grammar of the contract, and the range of a probability. */
function isProbability(text: string): boolean {
  return (
    /^[+-]?([0-9]+(\.[0-9]+)?|\.[0-9]+)([eE][+-]?[0-9]+)?$/.test(text) &&
    Number(text) >= 0 &&
    Number(text) <= 1
  );
}

/** Pieces of files that readers could stumble over. */
const fragment = fc.constantFrom(
  ...[
    "id",
    "p",
    "a",
    "b",
    "c",
    ",",
    "\t",
    ";",
    "\n",
    "\r\n",
    "\r",
    '"',
    '""',
    "0.5",
    "1",
    "-0",
    "1e",
    "0x1",
    " ",
    "NaN",
  ],
  ...[
    "\ufeff",
    "\0",
    "é",
    "😀",
    "\u2028",
    "{",
    "}",
    '"p":',
    '{"id":"a","p":0.5}',
    "null",
    "PAR1",
    "\x1f\x8b",
    "PK\x03\x04",
  ],
);
const text = fc.array(fragment, { maxLength: 40 }).map((parts) => parts.join(""));

test("any text is accepted or refused with a sentence, and cut in pieces of any length it is the same", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        text,
        text.map((rest) => `id,p\n${rest}`),
      ),
      fc.integer({ min: 1, max: 9 }),
      async (content, length) => {
        const outcome = await check(content);

        const isAccepted = outcome.every((value) => typeof value === "number");
        const again = await check(content, length);
        // Of two faults that both end the reading, the pieces may decide which is met first.
        if (isAccepted) expect(again).toEqual(outcome);
        else expect(again.every((fault) => typeof fault === "object")).toBe(true);
        for (const fault of outcome)
          if (typeof fault === "object")
            expect(fault.message.en.length * fault.message.fr.length).toBeGreaterThan(0);
      },
    ),
    runs,
  );
});

test("any bytes are accepted or refused, never more than that", async () => {
  const marks = fc.constantFrom(
    [],
    [0x1f, 0x8b],
    [0x50, 0x4b, 3, 4],
    [0x50, 0x41, 0x52, 0x31],
    [0xff, 0xfe],
    [0xef, 0xbb, 0xbf],
  );
  await fc.assert(
    fc.asyncProperty(marks, fc.uint8Array({ maxLength: 300 }), async (mark, rest) => {
      const outcome = await check(Uint8Array.from([...mark, ...rest]));

      expect(outcome.length).toBeGreaterThan(0);
    }),
    runs,
  );
});

const cell = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.double().map(String),
  fc.double({ min: 0, max: 1, noNaN: true }).map(String),
  fc
    .array(fc.constantFrom(..."0123456789+-.eE ,xXnNaAiIfF_"), { maxLength: 8 })
    .map((letters) => letters.join("")),
);

/** A field as RFC 4180 wants it; quoted where it must be, and where it need not. */
const written = (value: string, quotes: boolean) =>
  quotes || /[",\n\r\t]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;

test("a file is accepted exactly when every cell follows the strict grammar, in whatever way it is written", async () => {
  const table = fc.array(cell, { minLength: 3, maxLength: 3 });
  const form = fc.record({
    quotes: fc.boolean(),
    end: fc.constantFrom("\n", "\r\n"),
    separator: fc.constantFrom(",", "\t"),
    mark: fc.constantFrom("", "\ufeff"),
    order: fc.shuffledSubarray([0, 1, 2], { minLength: 3, maxLength: 3 }),
  });
  await fc.assert(
    fc.asyncProperty(table, form, async (values, { quotes, end, separator, mark, order }) => {
      const line = (fields: string[]) => fields.map((field) => written(field, quotes)).join(separator);
      const rows = order.map((row) => line([ids[row] ?? "", values[row] ?? ""]));
      const outcome = await check(`${mark}${[line(["id", "p"]), ...rows].join(end)}`);

      if (values.some((value) => value.includes("\0"))) return;
      if (values.every(isProbability)) expect(outcome).toEqual(values.map(Number));
      else expect(outcome.every((fault) => typeof fault === "object")).toBe(true);
    }),
    runs,
  );
});

test("JSON lines are accepted exactly when each is an object of two keys with a probability", async () => {
  const value = fc.oneof(
    fc.double({ min: -0.5, max: 1.5, noNaN: true }),
    cell,
    fc.constant(null),
    fc.boolean(),
    fc.constant([1]),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(value, { minLength: 3, maxLength: 3 }), async (values) => {
      const lines = values.map((p, row) => JSON.stringify({ id: ids[row], p }));
      const outcome = await check(lines.join("\n"));

      const isSound = (p: unknown) =>
        (typeof p === "number" || typeof p === "string") && isProbability(String(p));
      // JSON has no minus zero.
      if (values.every(isSound)) expect(outcome).toEqual(values.map((p) => Number(p) + 0));
      else expect(outcome.every((fault) => typeof fault === "object")).toBe(true);
    }),
    runs,
  );
});

test("a double that is written out is read back bit for bit", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.nat({ max: 20 }), (value, digits) => {
      // Adding zero: minus zero is written as 0.
      expect(readNumber(String(value))).toEqual({ value: value + 0 });
      const spelled = value.toExponential(digits);
      if (Number.isFinite(Number(spelled))) expect(readNumber(spelled)).toEqual({ value: Number(spelled) });
    }),
    { numRuns: 5000 },
  );
});

test("run lengths are read exactly when they are sorted, apart and inside the image", () => {
  const number = fc.oneof(
    fc.integer({ min: -2, max: 60 }).map(String),
    fc.constantFrom("", "1.5", "01", "1e1", "x"),
  );
  fc.assert(
    fc.property(fc.array(number, { maxLength: 8 }), (tokens) => {
      const values = tokens.map(Number);
      const isPlain = tokens.every((token) => /^[1-9][0-9]*$/.test(token)) && tokens.length % 2 === 0;
      const ends = values.flatMap((start, at) => (at % 2 === 0 ? [start + (values[at + 1] ?? 0)] : []));
      const isApart = ends.every((end, run) => end <= (values[2 * run + 2] ?? 51) && end <= 51);

      const isEmpty = tokens.join("") === "" && tokens.length < 2;
      expect(readRuns(tokens.join(" "), 50) !== null).toBe(isEmpty || (isPlain && isApart));
    }),
    { numRuns: 5000 },
  );
});

test("an archive of pictures with any bytes changed is accepted or refused, never more than that", async () => {
  const maps = specificationSchema.parse({
    ...spec,
    target: "label_map",
    metrics: [{ metric: "panoptic_quality" }],
  });
  const picture = encodePng({
    width: 4,
    height: 3,
    data: Uint8Array.from({ length: 12 }, (_, at) => at % 5),
    channels: 1,
  });
  const archive = zipSync(Object.fromEntries(ids.map((id) => [`${id}.png`, picture])));
  const changes = fc.array(fc.tuple(fc.nat({ max: archive.length - 1 }), fc.nat({ max: 255 })), {
    maxLength: 4,
  });
  await fc.assert(
    fc.asyncProperty(changes, fc.nat({ max: archive.length }), async (edits, length) => {
      const changed = Uint8Array.from(archive);
      for (const [at, byte] of edits) changed[at] = byte;
      const file = changed.subarray(0, edits.length === 0 ? archive.length : length);
      const outcome = await checkPredictions(maps, expected, pieces(file, 64), { maxBytes: 1e6 });

      expect(outcome.status === "accepted" || outcome.total > 0).toBe(true);
    }),
    runs,
  );
});
