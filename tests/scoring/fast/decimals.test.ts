import fc from "fast-check";
import { expect, test } from "vitest";
import { readNumber } from "#scoring/formats/number.ts";
import { specificationSchema } from "#scoring/spec.ts";
import { labelsWith, readFast } from "#tests/support/fast-reader.ts";

const spec = specificationSchema.parse({
  id: "id",
  labels: ["y"],
  predictions: ["y"],
  target: "number",
  metrics: [{ metric: "root_mean_squared_error" }],
});

/** What the compiled kernels and their twin read in each cell. */
async function read(cells: readonly string[], kind: "compiled" | "twin"): Promise<number[] | null> {
  const ids = cells.map((_, row) => `r${String(row)}`);
  const file = Buffer.from(`id,y\n${cells.map((cell, row) => `${String(ids[row])},${cell}\n`).join("")}`);
  const predictions = await readFast(kind, { spec, labels: labelsWith(ids) }, file, { pieceBytes: 1 << 16 });
  return predictions && [...predictions.values];
}

const digits = (from: number, to: number) =>
  fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: from, maxLength: to });
const sign = fc.constantFrom("", "", "-", "+");
const exponent = fc.tuple(fc.constantFrom("e", "E"), sign, digits(1, 3)).map((parts) => parts.join(""));

/** Every spelling of the grammar, up to 30 digits on each side. */
const spelling = fc
  .tuple(
    sign,
    fc.oneof(
      digits(1, 30),
      digits(0, 30).map((text) => `0.${text}1`),
      digits(1, 30).map((text) => `.${text}`),
    ),
    fc.option(
      digits(1, 30).map((text) => `.${text}`),
      { nil: "" },
    ),
    fc.option(exponent, { nil: "" }),
  )
  .map(([plus, whole, decimals, power]) => plus + whole + (whole.includes(".") ? "" : decimals) + power)
  .filter((text) => "value" in readNumber(text));

/** Numbers as programs write them, and numbers half way between two doubles, where rounding is hardest. */
const written = fc
  .double({ noNaN: true, noDefaultInfinity: true })
  .chain((number) =>
    fc.constantFrom(
      String(number),
      number.toPrecision(17),
      number.toExponential(),
      Math.abs(number) < 1e21 ? number.toFixed(10) : String(number),
    ),
  );
const halfWay = fc
  .tuple(fc.bigInt(2n ** 52n, 2n ** 53n - 1n), fc.integer({ min: 0, max: 8 }))
  .map(([whole, shift]) => {
    const doubled = (2n * whole + 1n) * 5n ** BigInt(shift + 1);
    const text = doubled.toString().padStart(shift + 2, "0");
    return `${text.slice(0, -shift - 1)}.${text.slice(-shift - 1)}`;
  });

test.each(["compiled", "twin"] as const)("%s: every spelling gives the nearest double", async (kind) => {
  const cells = fc.array(fc.oneof(spelling, written, halfWay), { minLength: 200, maxLength: 400 });
  await fc.assert(
    fc.asyncProperty(cells, async (texts) => {
      const values = await read(texts, kind);
      // Equal bits: minus zero is not zero.
      expect(values).toEqual(texts.map(Number));
    }),
    { numRuns: 60 },
  );
});

test.each(["compiled", "twin"] as const)("%s: a million numbers of every size are exact", async (kind) => {
  // Evenly over the bits of a double, so over all exponents; then over the lengths that files have.
  const bits = new Float64Array(100_000);
  const words = new Uint32Array(bits.buffer);
  let state = 12345;
  for (let index = 0; index < words.length; index++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    words[index] = (state ^ (state >>> 15)) >>> 0;
  }
  const numbers = [...bits].filter(Number.isFinite);
  const cells = numbers.flatMap((number, index) => {
    const share = Math.abs(number) % 1 || index / numbers.length;
    return [
      String(number),
      String(share),
      share.toFixed(1 + (index % 20)),
      number.toPrecision(1 + (index % 21)),
    ];
  });

  const values = await read(cells, kind);

  expect(values?.length).toBe(cells.length);
  expect(values?.findIndex((value, index) => !Object.is(value, Number(cells[index])))).toBe(-1);
});

test.each(["compiled", "twin"] as const)("%s: what is no number is never accepted", async (kind) => {
  const cell = fc
    .string({ unit: fc.constantFrom(..."0123456789+-.eE x_NaInf"), minLength: 0, maxLength: 12 })
    .filter((text) => "fault" in readNumber(text));
  await fc.assert(
    fc.asyncProperty(cell, async (text) => {
      expect(await read(["1", text, "2"], kind)).toBeNull();
    }),
    { numRuns: 1000 },
  );
});
