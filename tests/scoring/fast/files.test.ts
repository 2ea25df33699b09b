import fc from "fast-check";
import { expect, test } from "vitest";
import { checkPredictions, expectedIds, type Predictions } from "#scoring/predictions.ts";
import { specificationSchema, type Specification } from "#scoring/spec.ts";
import { inPieces, labelsWith, readFast } from "#tests/support/fast-reader.ts";

const common = { id: "id", labels: ["y"] };
const specifications: Record<string, Specification> = {
  probability: specificationSchema.parse({
    ...common,
    predictions: ["p"],
    target: "probability",
    positive: "1",
    metrics: [{ metric: "roc_auc" }],
  }),
  probabilities: specificationSchema.parse({
    ...common,
    predictions: ["p", "q"],
    target: "probability",
    metrics: [{ metric: "log_loss" }],
    rowSum: { tolerance: 1e-3, otherwise: "normalise" },
  }),
  one_hot: specificationSchema.parse({
    ...common,
    labels: ["y", "z"],
    predictions: ["p", "q"],
    target: "one_hot",
    metrics: [{ metric: "accuracy" }],
  }),
  number: specificationSchema.parse({
    ...common,
    predictions: ["p"],
    target: "number",
    metrics: [{ metric: "root_mean_squared_error" }],
  }),
  masks: specificationSchema.parse({
    ...common,
    predictions: ["p"],
    target: "rle",
    metrics: [{ metric: "dice" }],
  }),
  "masks in two columns": specificationSchema.parse({
    ...common,
    labels: ["y", "z"],
    predictions: ["p", "q"],
    target: "rle",
    metrics: [{ metric: "dice" }],
  }),
  class: specificationSchema.parse({
    ...common,
    predictions: ["p"],
    target: "class",
    classes: ["0", "1", "b"],
    metrics: [{ metric: "accuracy" }],
  }),
};

const idSets = {
  "numbered in order": ["case_01", "case_02", "case_03", "case_04"],
  "numbered in disorder, with gaps": ["12", "07", "09", "11"],
  "of any form": ["a", "Zoë", "a,b", "x y", "longer than sixteen bytes, and than thirty-two", "01"],
  "with quotes": ['a"b', "c"],
};

const mostly = (sound: string[], others: string[]) =>
  fc.oneof(
    { arbitrary: fc.constantFrom(...sound), weight: 20 },
    { arbitrary: fc.constantFrom(...others), weight: 1 },
  );
const one = (cell: fc.Arbitrary<string>) => cell.map((text) => [text]);
const pair = (sound: string[], others: string[]) => mostly(sound, others).map((text) => text.split(" "));

const mask = mostly(
  ["", "1 1", "12345678 9 123456789 1234567", "5 3 8 1 9 1", "999999999999999 999999999999999"],
  ["1", "0 1", "1 0", "01 1", "1  1", "1 1 ", " 1 1", "5 3 7 1", "1,1", "1 1 x", "2000000000000000 1"],
);

/** The cells of a row of each target: sound most of the time. */
const rowsOf: Record<string, fc.Arbitrary<string[]>> = {
  probability: one(
    mostly(["0", "1", "0.5", "1e-3", "+.25", "0.30000000000000004"], ["1.0000001", "", "x", "-0.1", "nan"]),
  ),
  number: one(
    mostly(["0", "-0", "12.5", "-3e5", "0.1234567890123456789012345"], ["1e400", " 1", "1.", "0x1"]),
  ),
  probabilities: pair(["0.5 0.5", "0.2 0.8", "0.4999 0.5", "0.2 0.2"], ["0 0", "0.5 1.5", "0.5"]),
  one_hot: pair(["0 1", "1 0", "0e0 1.0"], ["1 1", "0 0", "0 2"]),
  class: one(mostly(["0", "1", "b"], ["c", "bb", ""])),
  masks: one(mask),
  "masks in two columns": fc.tuple(mask, mask),
};

/** How a file is written: everything that the grammar allows, and some things that it does not. */
const manner = fc.record({
  lineEnd: fc.constantFrom("\n", "\n", "\r\n", "\r\n", "\r"),
  mark: fc.constantFrom("", "", "\ufeff"),
  quotes: fc.constantFrom("never", "needed", "needed", "always"),
  isIdLast: fc.boolean(),
  tail: fc.constantFrom("line end", "line end", "nothing", "empty lines", "text"),
  shuffle: fc.boolean(),
  damage: fc.option(fc.tuple(fc.nat(), fc.constantFrom('"', ",", "\n", "\r", "0", "é", "\0")), {
    freq: 6,
    nil: null,
  }),
  pieceBytes: fc.constantFrom(1, 3, 7, 64, 100_000),
});
type Manner = typeof manner extends fc.Arbitrary<infer Value> ? Value : never;

function written(rows: string[][], { lineEnd, mark, quotes, isIdLast, tail, damage }: Manner): Buffer {
  const field = (text: string) =>
    quotes === "always" || (quotes === "needed" && /[",\r\n]/.test(text))
      ? `"${text.replaceAll('"', '""')}"`
      : text;
  const lines = rows.map((fields) => (isIdLast ? [...fields].reverse() : fields).map(field).join(","));
  const ends = { "line end": lineEnd, nothing: "", "empty lines": lineEnd.repeat(3), text: `${lineEnd}x` };
  const text = mark + lines.join(lineEnd) + ends[tail];
  if (damage === null) return Buffer.from(text);
  const at = damage[0] % (text.length + 1);
  return Buffer.from(text.slice(0, at) + damage[1] + text.slice(at + (damage[0] % 2)));
}

/** What the plain reader says: values, or null. */
async function readPlainly(spec: Specification, ids: readonly string[], file: Buffer) {
  const outcome = await checkPredictions(spec, labelsWith(ids).expected, inPieces(file, 50), {
    maxBytes: 1e7,
  });
  return outcome.status === "accepted" ? outcome.predictions : null;
}

/** Classes are numbered by the file or by the labels: names say the same. */
function contentOf({ values, classes, shapes }: Predictions, target: string) {
  if (target === "rle") return shapes;
  return target === "class" ? [...values].map((index) => classes[index]) : [...values];
}

test.each(
  Object.keys(specifications).flatMap((name) => Object.keys(idSets).map((ids) => [name, ids] as const)),
)("files of target %s with identifiers %s are read alike, or left to the plain reader", async (name, set) => {
  const spec = specifications[name];
  const ids = Object.entries(idSets).find(([key]) => key === set)?.[1] ?? [];
  if (spec === undefined) throw new Error(name);
  const rows = fc.array(rowsOf[name] ?? fc.constant<string[]>([]), {
    minLength: ids.length,
    maxLength: ids.length,
  });
  let accepted = 0;

  await fc.assert(
    fc.asyncProperty(rows, manner, async (values, how) => {
      const lines = ids.map((id, index) => [id, ...(values[index] ?? [])]);
      const ordered = how.shuffle ? [...lines.slice(1), ...lines.slice(0, 1)] : lines;
      const file = written([["id", ...spec.predictions], ...ordered], how);

      const plain = await readPlainly(spec, ids, file);
      const labels = labelsWith(ids, spec.classes ?? []);
      const compiled = await readFast("compiled", { spec, labels }, file, how);
      const twin = await readFast("twin", { spec, labels }, file, how);

      expect(compiled).toEqual(twin);
      if (compiled === null) return;
      accepted += 1;
      expect(plain && contentOf(compiled, spec.target)).toEqual(plain && contentOf(plain, spec.target));
      expect(plain).not.toBeNull();
    }),
    { numRuns: 200, seed: 7 },
  );

  // A reader that left everything alone would pass too.
  expect(accepted > 0).toBe(set !== "with quotes");
});

test.each([
  ["an ordinary file", "id,p\na,0.5\nb,1\n"],
  ["rows in another order", "id,p\nb,1\na,0.5\n"],
  ["columns in another order", "p,id\n0.5,a\n1,b\n"],
  ["a byte-order mark", "\ufeffid,p\na,0.5\nb,1\n"],
  ["CRLF line ends", "id,p\r\na,0.5\r\nb,1\r\n"],
  ["no last line end", "id,p\na,0.5\nb,1"],
  ["extra final line ends", "id,p\na,0.5\nb,1\n\n\r\n"],
  ["quoted fields", '"id","p"\n"a","0.5"\n"b","1"\n'],
  ["other spellings of a number", "id,p\na,+5e-1\nb,1.0\n"],
])("%s needs no plain reader", async (_, content) => {
  for (const kind of ["compiled", "twin"] as const) {
    const spec = specifications["probability"];
    if (spec === undefined) throw new Error("no specification");
    const predictions = await readFast(kind, { spec, labels: labelsWith(["a", "b"]) }, Buffer.from(content));
    expect([...(predictions?.values ?? [])]).toEqual([0.5, 1]);
  }
});

test("a mask that leaves its image is left to the plain reader", async () => {
  const spec = specifications["masks"];
  if (spec === undefined) throw new Error("no specification");
  const sizes = [
    { height: 3, width: 4 },
    { height: 2, width: 2 },
  ];
  const labels = { ...labelsWith(["a", "b"]), expected: expectedIds(["a", "b"], sizes) };
  for (const kind of ["compiled", "twin"] as const) {
    const within = await readFast(kind, { spec, labels }, Buffer.from("id,p\nb,1 4\na,12 1\n"));
    const beyond = await readFast(kind, { spec, labels }, Buffer.from("id,p\nb,1 5\na,12 1\n"));

    const a = [{ starts: Float64Array.of(11), lengths: Float64Array.of(1) }];
    const b = [{ starts: Float64Array.of(0), lengths: Float64Array.of(4) }];
    expect(within?.shapes).toEqual({ kind: "masks", rows: [a, b] });
    expect(beyond).toBeNull();
  }
});

test("masks of many runs, in rows longer than a chunk is, are read as they are", async () => {
  const spec = specifications["masks"];
  if (spec === undefined) throw new Error("no specification");
  const ids = ["a", "b", "c", "d"];
  const runs = (seed: number) =>
    Array.from({ length: 40_000 }, (_, run) => `${String(seed + 10 * run)} ${String(1 + (run % 9))}`);
  const file = Buffer.from(`id,p\n${ids.map((id, row) => `${id},${runs(row + 1).join(" ")}\n`).join("")}`);

  const plain = await readPlainly(spec, ids, file);
  const compiled = await readFast("compiled", { spec, labels: labelsWith(ids) }, file, {
    pieceBytes: 100_000,
  });

  expect(compiled?.shapes).toEqual(plain?.shapes);
});
