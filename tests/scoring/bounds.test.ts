import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { evaluate } from "#scoring/evaluate.ts";
import { readPicture } from "#scoring/formats/picture.ts";
import { readLabels } from "#scoring/labels.ts";
import { checkPredictions } from "#scoring/predictions.ts";
import { specificationSchema, type Specification } from "#scoring/spec.ts";
import { parquetFile, pngChunk, pngFile, pngHeader, zipFile } from "#tests/support/hostile-files.ts";

async function* whole(content: string | Uint8Array) {
  yield typeof content === "string" ? Buffer.from(content) : content;
}

const probability = specificationSchema.parse({
  ...{ id: "id", labels: ["p"], predictions: ["p"], target: "probability", positive: "1" },
  metrics: [{ metric: "roc_auc" }],
});

async function scored(spec: Specification, labelFile: string | Uint8Array, file: string | Uint8Array) {
  const labels = await readLabels(spec, whole(labelFile));
  const checked = await checkPredictions(spec, labels.expected, whole(file), { maxBytes: 1e8 });
  if (checked.status === "rejected") return checked.faults.map(({ code }) => code);
  return evaluate(spec, labels, checked.predictions).scores.all;
}

const codes = (file: string | Uint8Array) => scored(probability, "id,p\na,1\nb,0\n", file);
const columns = ["id", "p"] as const;

describe("Parquet", () => {
  test("rows of a group that the footer does not know are refused before they are unpacked", async () => {
    const lies = { footerRows: 2, groupRows: 1_000_000, pageValues: 1_000_000 };

    expect(await codes(parquetFile(columns, lies))).toEqual(["too_large"]);
  });

  test("values of a page that its group does not have are refused before they are unpacked", async () => {
    const lies = { footerRows: 2, groupRows: 2, pageValues: 40_000_000 };

    expect(await codes(parquetFile(columns, lies))).toEqual(["archive"]);
  });

  test("a file that agrees with itself is read", async () => {
    const honest = { footerRows: 1, groupRows: 1, pageValues: 1 };

    expect(await codes(parquetFile(columns, honest))).toEqual(["missing_rows"]);
  });
});

describe("pictures", () => {
  const small = { width: 2, height: 2 };
  const rows = Buffer.from([0, 0, 1, 0, 1, 0]);

  test("a PNG of another size is refused by its header", () => {
    const large = Uint8Array.from(pngFile(10_000, 10_000, rows));

    expect(readPicture(large, small)).toEqual({ fault: "size" });
  });

  test("a PNG that unpacks to more than its size is refused", () => {
    const bomb = Uint8Array.from(pngFile(2, 2, Buffer.concat([rows, Buffer.alloc(5_000_000)])));

    expect(readPicture(bomb, small)).toEqual({ fault: "unreadable" });
  });

  test("a second header is refused, and what pixels do not need is not unpacked", () => {
    const twice = Uint8Array.from(pngFile(2, 2, rows, [pngHeader(30_000, 30_000)]));
    const profile = pngChunk("iCCP", Buffer.from("a\0\0not packed at all"));

    expect(readPicture(twice, small)).toEqual({ fault: "unreadable" });
    expect(readPicture(Uint8Array.from(pngFile(2, 2, rows, [profile])), small)).toMatchObject({
      map: { width: 2, height: 2 },
    });
  });
});

describe("zip", () => {
  const file = { name: "p.csv", content: "id,p\na,0.9\nb,0.1\n" };

  test("one file that its directory lists is read", async () => {
    expect(await codes(zipFile([file]))).toEqual({ roc_auc: 1 });
  });

  test.each([
    ["a checksum that is another", [{ ...file, checksum: 1 }]],
    ["another name in the directory", [{ ...file, listedAs: "q.csv" }]],
    ["a link", [{ ...file, mode: 0o120777 }]],
    ["a device", [{ ...file, mode: 0o020666 }]],
    ["a file that the directory does not list", [{ ...file, isListed: false }]],
    ["a password", [{ ...file, flags: 1 }]],
    ["a folder listed twice", [{ name: "x/", content: "" }, { name: "x/", content: "" }, file]],
    [
      "a hundred thousand folders",
      [...Array.from({ length: 100_000 }, (_, n) => ({ name: `${String(n)}/`, content: "" })), file],
    ],
    ["an archive in it", [{ name: "p.csv", content: gzipSync("id,p\n") }]],
  ])("%s is refused", async (_, entries) => {
    expect(await codes(zipFile(entries))).toEqual(["archive"]);
  });

  test("what stands behind the end is refused, and a comment is not", async () => {
    const sound = zipFile([file]);
    const commented = Buffer.concat([sound, Buffer.from("a comment")]);
    commented.writeUInt16LE(9, sound.length - 2);

    expect(await codes(Buffer.concat([sound, Buffer.from("more")]))).toEqual(["archive"]);
    expect(await codes(commented)).toEqual({ roc_auc: 1 });
  });
});

describe("tables", () => {
  test("reading stops when there are far more rows than identifiers", async () => {
    const endless = async function* () {
      yield Buffer.from("id,p\n");
      for (;;) yield Buffer.from("a,0.5\n".repeat(10_000));
    };
    const labels = await readLabels(probability, whole("id,p\na,1\nb,0\n"));

    const checked = await checkPredictions(probability, labels.expected, endless(), { maxBytes: 1e12 });

    // 2 · 2 + 1,000 rows are read: all but the first are duplicates, and the next is one too many.
    expect(checked).toMatchObject({ status: "rejected", total: 1_003 + 1 });
  });

  test("columns and identifiers with the names of prototypes are names like others", async () => {
    const spec = specificationSchema.parse({ ...probability, id: "__proto__" });

    expect(
      await scored(
        spec,
        "__proto__,p\nconstructor,1\n__proto__,0\n",
        "__proto__,p\nconstructor,0.9\n__proto__,0.1\n",
      ),
    ).toEqual({ roc_auc: 1 });
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

describe("legal but heavy", () => {
  const kindOf = (metric: object) =>
    specificationSchema.parse({
      id: "id",
      labels: ["y"],
      predictions: ["p"],
      target: "class",
      metrics: [metric],
    });
  const macro = kindOf({ metric: "f1", params: { average: "macro" } });
  const kappa = kindOf({ metric: "cohen_kappa" });
  const many = (count: number, cell: (row: number) => string) =>
    Array.from({ length: count }, (_, row) => `r${String(row)},${cell(row)}\n`).join("");

  test("thousands of invented classes are scored, each as a class without rows", async () => {
    const labels = `id,y\n${many(9_000, (row) => "ab"[row % 2] ?? "")}`;
    // Every row misses: F1 is 0 for each class; agreement by chance is 0 as well.
    const invented = `id,p\n${many(9_000, (row) => `c${String(row)}`)}`;

    expect(await scored(macro, labels, invented)).toEqual({ f1: 0 });
    expect(await scored(kappa, labels, invented)).toEqual({ cohen_kappa: 0 });
  });

  test("beyond ten thousand they are no classes", async () => {
    const labels = `id,y\n${many(20_000, (row) => "ab"[row % 2] ?? "")}`;
    const faults = await scored(macro, labels, `id,p\n${many(20_000, (row) => `c${String(row)}`)}`);

    expect(new Set(Array.isArray(faults) ? faults : [])).toEqual(new Set(["unknown_class"]));
  });

  test("a crowd of points round many objects: one to one, the nearest first", async () => {
    const spec = specificationSchema.parse({
      ...{ id: "id", labels: ["x", "y"], predictions: ["x", "y", "s"], target: "points" },
      metrics: [
        { metric: "detection_f1", params: { distance: 50, epsilon: 0 } },
        { metric: "froc", params: { distance: 50 } },
      ],
    });
    const truth = Array.from(
      { length: 200 },
      (_, n) => `i,${String(n % 20)},${String(Math.floor(n / 20))}\n`,
    );
    const crowd = Array.from(
      { length: 20_000 },
      (_, n) => `i,${String((n * 7) % 20)}.5,${String((n * 3) % 10)},0.5\n`,
    );

    // All 200 are hit, and all other points are false alarms: 2 · 200 / (20,000 + 200).
    expect(await scored(spec, `id,x,y\n${truth.join("")}`, `id,x,y,s\n${crowd.join("")}`)).toMatchObject({
      detection_f1: 400 / 20_200,
    });
  });
});
