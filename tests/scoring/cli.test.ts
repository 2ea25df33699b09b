import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "palmares-score-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const spec = {
  id: "id",
  labels: ["y"],
  predictions: ["y"],
  target: "number",
  metrics: [{ metric: "root_mean_squared_error" }],
};

function score(files: {
  spec: unknown;
  labels: string;
  predictions: string;
}): Promise<{ code: number; output: unknown }> {
  const path = (name: string, content: string) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const parameters = [
    "--spec",
    path("spec.json", JSON.stringify(files.spec)),
    "--labels",
    path("l.csv", files.labels),
    "--predictions",
    path("p.csv", files.predictions),
    "--json",
  ];
  return new Promise((resolve) => {
    execFile(process.execPath, ["--import", "tsx", "scoring/cli.ts", ...parameters], (error, output) => {
      resolve({ code: Number(error?.code ?? 0), output: JSON.parse(output) });
    });
  });
}

test("a scored file: exit 0, the scores and three digests", async () => {
  const { code, output } = await score({ spec, labels: "id,y\na,1\nb,3\n", predictions: "id,y\nb,3\na,4\n" });

  expect(code).toBe(0);
  // The square root of (3² + 0²) / 2.
  expect(output).toMatchObject({
    status: "scored",
    rows: 2,
    scores: { all: { root_mean_squared_error: Math.sqrt(4.5) } },
    engine: "1.0.1",
  });
});

test("a refused file: exit 2 and its faults", async () => {
  const { code, output } = await score({ spec, labels: "id,y\na,1\n", predictions: "id,y\na,x\n" });

  expect(code).toBe(2);
  expect(output).toMatchObject({
    status: "rejected",
    total: 1,
    faults: [{ code: "not_a_number", line: 2, column: "y", value: "x" }],
  });
});

test("a broken specification: exit 3, misconfigured", async () => {
  const { code, output } = await score({
    spec: { ...spec, metrics: [{ metric: "magic" }] },
    labels: "id,y\na,1\n",
    predictions: "id,y\na,1\n",
  });

  expect(code).toBe(3);
  expect(output).toMatchObject({ status: "misconfigured" });
});

test("a score without value is null with its reason, and a metric of several definitions says which one it is", async () => {
  const survival = {
    id: "id",
    labels: ["time", "event"],
    predictions: ["risk"],
    target: "survival",
    metrics: [{ metric: "concordance_index" }],
  };
  const { code, output } = await score({
    spec: survival,
    labels: "id,time,event\na,1,0\nb,2,0\n",
    predictions: "id,risk\na,1\nb,2\n",
  });

  expect(code).toBe(0);
  expect(output).toMatchObject({
    status: "scored",
    scores: { all: { concordance_index: null } },
    undefined: { all: { concordance_index: "no_comparable_pair" } },
    variants: { concordance_index: expect.stringContaining("Harrell") },
  });
});
