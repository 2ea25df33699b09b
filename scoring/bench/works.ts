import { checkSpecification } from "../evaluate.ts";
import { Misconfigured } from "../errors.ts";
import { specificationSchema, type Specification } from "../spec.ts";
import { randomNumbers, type Content } from "./generate.ts";

/** One thing whose speed is measured. */
export type Work = {
  work: string;
  spec: Specification;
  content: (rows: number) => Content;
  /** What peers compute: one of the programs in peer.py; null where they have none. */
  task: "binary" | "classes" | "grades" | "numbers" | null;
  /** The classes of the labels, which are their places. */
  classes: readonly string[];
  /** The predictions are sent compressed. */
  isCompressed?: boolean;
  /** So many rows at most, with labels read from their file. */
  mostRows?: number;
  /** Measured beside peers; the variants of a work are measured alone. */
  hasPeer: boolean;
};

/** A common beginning, then the number of the row in so many digits. */
export function numbering(rows: number): { prefix: string; digits: number } {
  return { prefix: "case_", digits: Math.max(7, String(rows - 1).length) };
}

function regular(rows: number): (row: number) => string {
  const { prefix, digits } = numbering(rows);
  return (row) => prefix + String(row).padStart(digits, "0");
}

/** Of no common form, of different lengths, in the manner of pseudonyms. */
const arbitrary = (row: number) => `${Math.imul(row + 1, 0x9e3779b1).toString(36)}-${String(row)}`;

function specification(columns: readonly string[], rest: object): Specification {
  return specificationSchema.parse({ id: "id", labels: ["y"], predictions: columns, ...rest });
}

const binarySpec = specification(["y"], {
  target: "probability",
  positive: "1",
  metrics: [{ metric: "roc_auc" }, { metric: "log_loss" }],
});

function binary(id: (row: number) => string): Content {
  const next = randomNumbers(1);
  return {
    id,
    columns: ["y"],
    labelColumns: ["y"],
    label: () => (next() < 0.4 ? "1" : "0"),
    cells: () => [spelled(next(), next())],
  };
}

/** As different programs write numbers: half of them with all their digits, the others with eight to fifteen. */
function spelled(probability: number, kind: number): string {
  if (kind < 0.5) return String(probability);
  return kind < 0.75
    ? String(Number(probability.toPrecision(8)))
    : probability.toFixed(10 + (Math.floor(kind * 20) % 6));
}

function classProbabilities(rows: number): Content {
  const next = randomNumbers(2);
  return {
    id: regular(rows),
    columns: ["p0", "p1", "p2", "p3", "p4"],
    labelColumns: ["y"],
    label: () => String(Math.floor(next() * 5)),
    cells: () => {
      const weights = Array.from({ length: 5 }, next);
      const sum = weights.reduce((total, weight) => total + weight);
      return weights.map((weight) => String(weight / sum));
    },
  };
}

function grades(rows: number): Content {
  const next = randomNumbers(3);
  const grade = () => String(Math.floor(next() * 5));
  return { id: regular(rows), columns: ["y"], labelColumns: ["y"], label: grade, cells: () => [grade()] };
}

function numbers(rows: number): Content {
  const next = randomNumbers(4);
  const cell = () => String(20_000 * Math.exp(next() - 0.5));
  return { id: regular(rows), columns: ["y"], labelColumns: ["y"], label: cell, cells: () => [cell()] };
}

/** Whole days up to some ten years, six in ten of them censored. */
function survival(rows: number): Content {
  const next = randomNumbers(5);
  return {
    id: regular(rows),
    columns: ["risk"],
    labelColumns: ["days", "event"],
    label: () => `${String(1 + Math.floor(next() * 3650))},${next() < 0.4 ? "1" : "0"}`,
    cells: () => [String(next())],
  };
}

/** Discs in images of 1024 × 1024 pixels: one run of pixels in each column that a disc meets, 190 on average. */
function masks(rows: number): Content {
  const next = randomNumbers(6);
  const side = 1024;
  const disc = () => {
    const radius = 55 + Math.floor(next() * 81);
    const centre = side / 2 + Math.floor((next() - 0.5) * 100);
    const runs = Array.from({ length: 2 * radius - 1 }, (_, index) => {
      const half = Math.floor(Math.sqrt(radius ** 2 - (index + 1 - radius) ** 2));
      const column = centre + index + 1 - radius;
      return `${String(column * side + centre - half + 1)} ${String(2 * half + 1)}`;
    });
    return runs.join(" ");
  };
  return { id: regular(rows), columns: ["mask"], labelColumns: ["mask"], label: disc, cells: () => [disc()] };
}

/** Everything that the grammar allows at once: a byte-order mark, quotes, CRLF, the identifier last. */
function dressed(rows: number): Content {
  const line = (fields: string[]) =>
    `${fields
      .map((field) => `"${field}"`)
      .reverse()
      .join(",")}\r\n`;
  return { ...binary(regular(rows)), line, mark: "\ufeff" };
}

const two = ["0", "1"];
const five = ["0", "1", "2", "3", "4"];

const all: Work[] = [
  {
    work: "roc_auc+log_loss",
    spec: binarySpec,
    content: (rows) => binary(regular(rows)),
    task: "binary",
    classes: two,
    hasPeer: true,
  },
  {
    work: "roc_auc+log_loss, arbitrary identifiers",
    spec: binarySpec,
    content: () => binary(arbitrary),
    task: "binary",
    classes: two,
    hasPeer: true,
  },
  {
    work: "roc_auc+log_loss, gzip",
    spec: binarySpec,
    content: (rows) => binary(regular(rows)),
    task: "binary",
    classes: two,
    isCompressed: true,
    hasPeer: true,
  },
  {
    work: "roc_auc+log_loss, quotes, byte-order mark, CRLF, identifier last",
    spec: binarySpec,
    content: dressed,
    task: "binary",
    classes: two,
    hasPeer: false,
  },
  {
    work: "log_loss+roc_auc macro, 5 classes",
    spec: specification(["p0", "p1", "p2", "p3", "p4"], {
      target: "probability",
      classes: five,
      metrics: [{ metric: "log_loss" }, { metric: "roc_auc" }],
    }),
    content: classProbabilities,
    task: "classes",
    classes: five,
    hasPeer: true,
  },
  {
    work: "cohen_kappa quadratic+f1 macro",
    spec: specification(["y"], {
      target: "class",
      metrics: [
        { metric: "cohen_kappa", params: { weights: "quadratic" } },
        { metric: "f1", params: { average: "macro" } },
      ],
    }),
    content: grades,
    task: "grades",
    classes: five,
    hasPeer: true,
  },
  {
    work: "root_mean_squared_error",
    spec: specification(["y"], { target: "number", metrics: [{ metric: "root_mean_squared_error" }] }),
    content: numbers,
    task: "numbers",
    classes: [],
    hasPeer: true,
  },
  {
    work: "concordance_index",
    spec: specificationSchema.parse({
      id: "id",
      labels: ["days", "event"],
      predictions: ["risk"],
      target: "survival",
      metrics: [{ metric: "concordance_index" }],
    }),
    content: survival,
    task: null,
    classes: [],
    mostRows: 100_000,
    hasPeer: false,
  },
  {
    work: "dice, run lengths",
    spec: specificationSchema.parse({
      id: "id",
      labels: ["mask"],
      predictions: ["mask"],
      target: "rle",
      metrics: [{ metric: "dice" }],
    }),
    content: masks,
    task: null,
    classes: [],
    mostRows: 2000,
    hasPeer: false,
  },
];

/** The works whose metrics the engine has; of many rows only the first, which says what there is to say. */
export function worksFor(rows: number): Work[] {
  return all.filter(({ spec }) => isKnown(spec)).slice(0, rows > 2_000_000 ? 1 : undefined);
}

function isKnown(spec: Specification): boolean {
  try {
    checkSpecification(spec);
    return true;
  } catch (error) {
    if (error instanceof Misconfigured && error.code === "unknown_metric") return false;
    throw error;
  }
}
