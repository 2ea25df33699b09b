import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { zipSync } from "fflate";
import { expect, test } from "vitest";
import { checkPredictions, expectedIds } from "#scoring/predictions.ts";
import { specificationSchema } from "#scoring/spec.ts";

const spec = specificationSchema.parse({
  id: "id",
  labels: ["p"],
  predictions: ["p"],
  target: "probability",
  positive: "1",
  metrics: [{ metric: "roc_auc" }],
});

type Given = { ids?: string[]; use?: typeof spec; maxBytes?: number };

async function check(
  content: string | Uint8Array,
  { ids = ["a", "b"], use = spec, maxBytes = 1_000_000 }: Given = {},
) {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  const file = async function* () {
    for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
  };
  const outcome = await checkPredictions(use, expectedIds(ids), file(), { maxBytes });
  if (outcome.status === "accepted") return [...outcome.predictions.values];
  return outcome.faults.map(({ code, line, column }) => [code, line, column]);
}

const sound = "id,p\na,0.5\nb,1\n";

test("a zip is judged by what comes out of it, as gzip is", async () => {
  const bomb = zipSync({ "p.csv": Buffer.alloc(10_000_000, "0") });

  expect(bomb.byteLength).toBeLessThan(100_000);
  expect(await check(bomb)).toEqual([["too_large", null, null]]);
});

test("an honest file that packs well is accepted, unless it is too large unpacked", async () => {
  const ids = Array.from({ length: 20_000 }, (_, row) => String(row).padStart(200, "a"));
  const packed = gzipSync(["id,p", ...ids.map((id) => `${id},0.5`), ""].join("\n"));
  const unpackedBytes = 5 + 20_000 * 205;

  expect(packed.byteLength).toBeLessThan(unpackedBytes / 30);
  expect(await check(packed, { ids, maxBytes: unpackedBytes })).toHaveLength(20_000);
  expect(await check(packed, { ids, maxBytes: unpackedBytes - 1 })).toEqual([["too_large", null, null]]);
});

test.each(["/p.csv", "..\\p.csv", "C:\\p.csv", "a/../../p.csv", "p\0.csv"])(
  "a zip whose file is called %s is refused",
  async (name) => {
    expect(await check(zipSync({ [name]: Buffer.from(sound) }))).toEqual([["archive", null, null]]);
  },
);

test("what follows a gzip is refused", async () => {
  const packed = gzipSync(sound);

  expect(await check(packed)).toEqual([0.5, 1]);
  expect(await check(Buffer.concat([packed, Buffer.from("more")]))).toEqual([["archive", null, null]]);
});

const webPage = "<!doctype html><html><script>alert(1)</script></html>";

test.each([
  ["a web page", webPage],
  ["a PDF", "%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"],
  ["a PDF that holds the rows", `%PDF-1.7\n${sound}`],
  ["a web page before the rows", `${webPage}\n${sound}`],
  ["the rows before a web page", `${sound}${webPage}\n`],
  ["a zip behind the rows", Buffer.concat([Buffer.from(sound), zipSync({ "p.csv": Buffer.from(sound) })])],
])("%s is no predictions file, whatever its name", async (_, content) => {
  const faults = await check(content);

  expect(faults.length).toBeGreaterThan(0);
  expect(faults.every((fault) => Array.isArray(fault))).toBe(true);
});

test.each([
  ["nothing", ""],
  ["a byte-order mark", "\ufeff"],
  ["a header with a mark", "\ufeffid,p\n"],
  ["a header without a line end", "id,p"],
])("%s is an empty file", async (_, content) => {
  expect(await check(content)).toEqual([["empty_file", 1, null]]);
});

const after = (...bytes: number[]) =>
  Buffer.concat([Buffer.from("id,p\na"), Buffer.from(bytes), Buffer.from(",0.5\nb,1\n")]);

test.each([
  ["an overlong slash", after(0xc0, 0xaf)],
  ["an overlong zero", after(0xc0, 0x80)],
  ["a lone surrogate", after(0xed, 0xa0, 0x80)],
  ["a byte beyond Unicode", after(0xf5, 0x80, 0x80, 0x80)],
  ["a character cut short", after(0xe2, 0x82)],
  ["a continuation alone", after(0x80)],
  ["a letter of Latin-1", after(0xe9)],
  ["a zero byte", after(0)],
])("%s is refused on its line", async (_, content) => {
  expect(await check(content)).toEqual([["encoding", 2, null]]);
});

test("UTF-32 is refused", async () => {
  const wide = (littleEndian: boolean) => {
    const view = new DataView(new ArrayBuffer(4 * sound.length));
    for (const [at, letter] of [...sound].entries())
      view.setUint32(4 * at, letter.codePointAt(0) ?? 0, littleEndian);
    return new Uint8Array(view.buffer);
  };

  expect(await check(wide(true))).toEqual([["encoding", 1, null]]);
  expect(await check(wide(false))).toEqual([["encoding", 1, null]]);
});

test("a sound file with any bytes changed is accepted or refused, never more than that", async () => {
  const bytes = Buffer.from(sound);
  const edit = fc.tuple(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 255 }));
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 4 }), async (edits) => {
      const changed = Uint8Array.from(bytes);
      for (const [at, byte] of edits) changed[at] = byte;
      const outcome = await check(changed);

      const isAccepted = outcome.every((one) => typeof one === "number");
      if (isAccepted) expect(outcome).toHaveLength(2);
      else expect(outcome.every((one) => Array.isArray(one))).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test("a carriage return alone ends no line", async () => {
  const faults = await check(sound.replaceAll("\n", "\r"));

  expect(faults.length).toBeGreaterThan(0);
  expect(faults.every((fault) => Array.isArray(fault))).toBe(true);
});

test.each([
  ["1 and 1.0", "1", "1.0"],
  ["1 and 01", "1", "01"],
  ["1 and 1e0", "1", "1e0"],
  ["2^53 and 2^53 + 1", "9007199254740992", "9007199254740993"],
  ["capitals and small letters", "A", "a"],
  ["one accent, written in two ways", "\u00e9", "e\u0301"],
  ["a line separator of Unicode and none", "a\u2028b", "ab"],
])("identifiers are texts: %s", async (_, one, other) => {
  const both = `id,p\n${one},0.25\n${other},0.75\n`;

  expect(await check(both, { ids: [one, other] })).toEqual([0.25, 0.75]);
  expect(await check(both, { ids: [other, one] })).toEqual([0.75, 0.25]);
  expect(await check(both, { ids: [one] })).toEqual([["unknown_id", 3, "id"]]);
});

const severalClasses = specificationSchema.parse({
  id: "id",
  labels: ["truth"],
  predictions: ["x", "y"],
  target: "probability",
  classes: ["x", "y"],
  metrics: [{ metric: "log_loss" }],
});

test.each([
  ["a row sums to more than 1", "a,0.6,0.5", 2],
  ["a row sums to less than 1", "a,0.4,0.5", 2],
  ["one is below 0", "a,-0.1,1.1", 2],
])("probabilities of several classes are refused when %s", async (_, row, line) => {
  const file = (first: string) => `id,x,y\n${first}\nb,0.5,0.5\n`;

  expect(await check(file("a,0.4,0.6"), { use: severalClasses })).toEqual([0.4, 0.6, 0.5, 0.5]);
  const faults = await check(file(row), { use: severalClasses });
  expect(faults.every((fault) => Array.isArray(fault) && fault[1] === line)).toBe(true);
});

test("a class that is not in the list is refused", async () => {
  const classes = specificationSchema.parse({
    id: "id",
    labels: ["truth"],
    predictions: ["p"],
    target: "class",
    classes: ["x", "y"],
    metrics: [{ metric: "accuracy" }],
  });

  expect(await check("id,p\na,x\nb,z\n", { use: classes })).toEqual([["unknown_class", 3, "p"]]);
});

test("a number outside the declared range is refused, at it accepted", async () => {
  const numbers = specificationSchema.parse({
    id: "id",
    labels: ["p"],
    predictions: ["p"],
    target: "number",
    range: [0, 100],
    metrics: [{ metric: "mean_squared_error" }],
  });

  expect(await check("id,p\na,0\nb,100\n", { use: numbers })).toEqual([0, 100]);
  expect(await check("id,p\na,-1e-9\nb,1e6\n", { use: numbers })).toEqual([
    ["out_of_range", 2, "p"],
    ["out_of_range", 3, "p"],
  ]);
});

test.each([
  ["a field of quotes", `"${'""'.repeat(400_000)}`],
  ["digits without an end", "1".repeat(900_000)],
  ["signs", "+-".repeat(450_000)],
  ["exponents", "1e".repeat(450_000)],
  ["points", ".".repeat(900_000)],
  ["blanks before an end", `${" ".repeat(900_000)}x`],
  ["commas", ",".repeat(900_000)],
  ["quotes and commas in turn", '",'.repeat(450_000)],
  ["zeros and a letter", `${"0".repeat(900_000)}z`],
  ["carriage returns", "\r".repeat(900_000)],
])(
  "a line of %s is refused after one look at it, however long",
  async (_what, cell) => {
    const faults = await check(`id,p\na,${cell}\nb,1\n`);

    expect(faults).not.toEqual([0.5, 1]);
    expect(faults.length).toBeLessThanOrEqual(20);
  },
  // A look at each letter takes a moment; one at each pair of letters would take hours.
  20_000,
);
