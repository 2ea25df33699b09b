import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { build } from "esbuild";
import { describe, expect, test } from "vitest";
import type { AssignmentFault, AssignmentProblem } from "#app/reviews/assignment.ts";
import { findAssignmentFaults } from "#app/reviews/find-assignment-faults.ts";
import {
  solveAssignment,
  type SolvedAssignment,
  type SolverSettings,
} from "#app/reviews/solve-assignment.ts";
import { solveInThread } from "#app/reviews/solve-in-thread.server.ts";
import { verifyAssignment } from "#app/reviews/verify-assignment.ts";
import { SeededDraws } from "#scoring/numeric/random.ts";
import { inventedProblem } from "#tests/support/jury.ts";
import { bestWorst, largestTotal } from "#tests/support/pairing-oracle.ts";

/** Applications a, b, c… and jurors p, q, r…; affinity as given, `x` a conflict. */
function problemOf(reviews: number, loads: [number, number][], rows: (number | "x")[][]): AssignmentProblem {
  const cells = rows.flat();
  return {
    applications: rows.map((_, row) => ({ id: "abcdefgh"[row] ?? "", reviews })),
    jurors: loads.map(([minLoad, maxLoad], column) => ({ id: "pqrstuvw"[column] ?? "", minLoad, maxLoad })),
    affinity: Float64Array.from(cells, (cell) => (cell === "x" ? 0 : cell)),
    isForbidden: Uint8Array.from(cells, (cell) => Number(cell === "x")),
    isLocked: new Uint8Array(cells.length),
  };
}

async function solved(problem: AssignmentProblem, settings: SolverSettings): Promise<SolvedAssignment> {
  const outcome = await solveAssignment(problem, settings);
  if ("faults" in outcome) throw new Error(JSON.stringify(outcome.faults));
  expect(verifyAssignment(problem, outcome.pairs)).toEqual([]);
  return outcome;
}

/** Small, with tight loads and many conflicts: about half of them have no assignment. */
function tightProblem(seed: string): AssignmentProblem {
  const draws = new SeededDraws(seed);
  const loads = Array.from({ length: 4 }, (): [number, number] => [draws.integer(0, 2), draws.integer(2, 3)]);
  const rows = Array.from({ length: 5 }, () =>
    Array.from({ length: 4 }, () => (draws.uniform() < 0.35 ? ("x" as const) : draws.uniform())),
  );
  return problemOf(2, loads, rows);
}

/** Forty applications of six kinds, twelve jurors who know two of six themes each: nearly all pairs are alike, and only
 * their ids, random as in life, tell them apart. One juror
 * does not read English, two have ties with some. */
function alikeProblem(seed: string): AssignmentProblem {
  const draws = new SeededDraws(seed);
  const shuffled = <One>(list: One[]): One[] =>
    list
      .map((one) => ({ one, at: draws.uniform() }))
      .sort((a, b) => a.at - b.at)
      .map(({ one }) => one);
  const kinds = ["e", "ro", "p", "ci in English", "ic", "or in English"];
  const jurors = shuffled(["op", "ec", "cp", "ir", "pi", "cp, French", "rc", "ie", "or", "co", "ep", "oe"]);
  const applications = shuffled(Array.from({ length: 40 }, (_, row) => kinds[row % 6] ?? ""));
  const known = (wanted: string, knows: string) => {
    const themes = [...(wanted.split(" ")[0] ?? "")];
    return themes.filter((theme) => knows.slice(0, 2).includes(theme)).length / themes.length;
  };
  const cells = applications.flatMap((wanted) => jurors.map((knows) => ({ wanted, knows })));
  return {
    applications: applications.map((_, row) => ({
      id: `${String(draws.uniform())} of ${String(row)}`,
      reviews: 3,
    })),
    jurors: jurors.map((_, column) => ({
      id: `${String(draws.uniform())} of ${String(column)}`,
      minLoad: 6,
      maxLoad: 14,
    })),
    affinity: Float64Array.from(cells, ({ wanted, knows }) => known(wanted, knows)),
    isForbidden: Uint8Array.from(cells, ({ wanted, knows }) =>
      Number((knows.endsWith("French") && wanted.endsWith("English")) || draws.uniform() < 0.02),
    ),
    isLocked: new Uint8Array(cells.length),
  };
}

describe("what the solver finds", () => {
  test("the total is the largest there is, by another method", async () => {
    for (const seed of ["a", "b", "c"]) {
      const problem = inventedProblem({ applications: 40, jurors: 12, reviews: 3, topics: 8 }, seed);

      const { total } = await solved(problem, { seed, fairness: 0 });

      expect(total).toBeGreaterThan((largestTotal(problem) ?? Infinity) * 0.999);
    }
  });

  test("the worst-served application is served as well as any assignment can", async () => {
    for (let index = 0; index < 30; index++) {
      const problem = tightProblem(`worst ${String(index)}`);
      const best = bestWorst(problem);
      if (best === -Infinity) continue;

      const { worst, worstPossible } = await solved(problem, { seed: "s", fairness: 1 });

      expect(worstPossible).toBeGreaterThan(best - 1e-6);
      // The bound counts fractions of pairs; whole pairs may not reach it, and then a floor a step lower is used.
      expect(worst).toBeGreaterThan(best * 0.75 - 1e-6);
    }
  });

  test("an application that nobody fits does not excuse a poor choice for the others", async () => {
    const problem = problemOf(
      1,
      [
        [1, 1],
        [1, 1],
        [1, 1],
      ],
      [
        [0, 0, 0],
        [0.9, 0.5, 0],
        [1, 0.1, 0.45],
      ],
    );

    const fair = await solved(problem, { seed: "s", fairness: 0.99 });

    // Largest total 1.5 (b–q, c–p) would do; the rest is served at 0.5 and 1 then.
    expect(fair.pairs).toEqual([
      { application: "a", juror: "r" },
      { application: "b", juror: "q" },
      { application: "c", juror: "p" },
    ]);
  });

  test("a jury of alike jurors and applications of a few themes is solved, whichever tie is broken which way", async () => {
    for (let index = 0; index < 40; index++) {
      const seed = `alike ${String(index)}`;
      expect((await solved(alikeProblem(seed), { seed, fairness: 0.9 })).pairs).toHaveLength(120);
    }
  });

  test("the same problem and seed give the same pairs", async () => {
    const problem = inventedProblem({ applications: 60, jurors: 15, reviews: 3, topics: 6 }, "same");

    const first = await solved(problem, { seed: "one", fairness: 0.99 });
    const second = await solved(problem, { seed: "one", fairness: 0.99 });

    expect(second).toEqual(first);
  });

  test("a locked pair stays, however bad it is", async () => {
    const problem = inventedProblem({ applications: 30, jurors: 10, reviews: 2, topics: 5 }, "locked");
    const worstPlace = problem.affinity.reduce(
      (worst, value, place) =>
        problem.isForbidden[place] !== 1 && value < (problem.affinity[worst] ?? 1) ? place : worst,
      problem.isForbidden.indexOf(0),
    );
    problem.isLocked[worstPlace] = 1;

    const { pairs } = await solved(problem, { seed: "s", fairness: 0.99 });

    expect(pairs).toContainEqual({
      application: problem.applications[Math.floor(worstPlace / 10)]?.id,
      juror: problem.jurors[worstPlace % 10]?.id,
    });
  });
});

describe("what makes an assignment impossible", () => {
  const two: [number, number][] = [
    [0, 2],
    [0, 2],
  ];
  const cases: { title: string; problem: AssignmentProblem; faults: AssignmentFault[] }[] = [
    {
      title: "an application with too few jurors without conflict is named",
      problem: problemOf(2, two, [
        [1, 1],
        [1, "x"],
      ]),
      faults: [{ code: "too_few_jurors", application: "b", possible: 1, wanted: 2 }],
    },
    {
      title: "a juror who must read more than is allowed is named",
      problem: problemOf(
        1,
        [
          [2, 3],
          [0, 3],
        ],
        [
          [1, 1],
          ["x", 1],
        ],
      ),
      faults: [{ code: "juror_cannot_reach_minimum", juror: "p", possible: 1, minLoad: 2 }],
    },
    {
      title: "too low loads are said with both sums",
      problem: problemOf(2, two, [
        [1, 1],
        [1, 1],
        [1, 1],
      ]),
      faults: [{ code: "loads_too_low", wanted: 6, capacity: 4 }],
    },
    {
      title: "too high minimal loads are said with both sums",
      problem: problemOf(
        1,
        [
          [2, 2],
          [1, 2],
        ],
        [
          [1, 1],
          [1, 1],
        ],
      ),
      faults: [{ code: "loads_too_high", wanted: 2, required: 3 }],
    },
    {
      title: "applications that compete for the same juror are named together",
      problem: problemOf(
        1,
        [
          [0, 1],
          [0, 3],
        ],
        [
          [1, "x"],
          [1, "x"],
          [1, 1],
        ],
      ),
      faults: [
        { code: "jurors_overbooked", applications: ["a", "b"], jurors: ["p"], wanted: 2, capacity: 1 },
      ],
    },
    {
      title: "jurors whose minimal loads compete for the same application are named together",
      problem: problemOf(
        1,
        [
          [1, 2],
          [1, 2],
          [0, 2],
        ],
        [
          [1, 1, 1],
          ["x", "x", 1],
          ["x", "x", 1],
        ],
      ),
      faults: [
        { code: "applications_too_few", applications: ["a"], jurors: ["p", "q"], required: 2, available: 1 },
      ],
    },
  ];
  for (const { title, problem, faults } of cases) {
    test(title, () => {
      expect(findAssignmentFaults(problem)).toEqual(faults);
    });
  }

  test("a locked conflict, and more locks than reviews or than a juror reads, are named", () => {
    const problem = problemOf(
      1,
      [
        [0, 1],
        [0, 1],
      ],
      [
        [1, 1],
        ["x", 1],
      ],
    );
    problem.isLocked.set([1, 1, 1, 0]);

    expect(findAssignmentFaults(problem)).toEqual([
      { code: "too_many_locked", application: "a", locked: 2, wanted: 1 },
      { code: "locked_pair_forbidden", application: "b", juror: "p" },
      { code: "juror_locked_over_load", juror: "p", locked: 2, maxLoad: 1 },
    ]);
  });

  test("a fault is reported exactly when trying everything finds nothing", async () => {
    const counts = { possible: 0, impossible: 0 };
    for (let index = 0; index < 60; index++) {
      const problem = tightProblem(`feasible ${String(index)}`);
      const isPossible = bestWorst(problem) !== -Infinity;

      const outcome = await solveAssignment(problem, { seed: "s", fairness: 0.99 });

      expect("faults" in outcome).toBe(!isPossible);
      counts[isPossible ? "possible" : "impossible"] += 1;
    }

    expect(Math.min(counts.possible, counts.impossible)).toBeGreaterThan(5);
  });
});

test("the verification finds every way in which pairs can be wrong", () => {
  const problem = problemOf(
    1,
    [
      [1, 1],
      [1, 2],
    ],
    [
      [1, "x"],
      [1, 1],
    ],
  );
  problem.isLocked.set([1, 0, 0, 0]);
  const codes = (pairs: [string, string][]) =>
    verifyAssignment(
      problem,
      pairs.map(([application, juror]) => ({ application, juror })),
    ).map(({ code }) => code);

  expect(
    codes([
      ["a", "p"],
      ["b", "q"],
    ]),
  ).toEqual([]);
  expect(
    codes([
      ["a", "q"],
      ["b", "p"],
    ]),
  ).toEqual(["forbidden_pair", "locked_pair_missing"]);
  expect(
    codes([
      ["a", "p"],
      ["b", "q"],
      ["b", "q"],
    ]),
  ).toEqual(["pair_twice", "wrong_review_count"]);
  expect(
    codes([
      ["a", "p"],
      ["b", "p"],
    ]),
  ).toEqual(["load_out_of_bounds", "load_out_of_bounds"]);
  expect(
    codes([
      ["a", "p"],
      ["b", "q"],
      ["z", "q"],
    ]),
  ).toEqual(["unknown_pair"]);
});

describe("the solver in its thread", () => {
  const problem = inventedProblem({ applications: 120, jurors: 30, reviews: 3, topics: 12 }, "thread");

  test("reports its progress, answers like the solver itself, and lets this thread go on", async () => {
    let ticks = 0;
    const timer = setInterval(() => ticks++, 5);
    const stages = new Set<string>();

    const outcome = await solveInThread(
      problem,
      { seed: "t", fairness: 0.99 },
      { onProgress: ({ stage }) => stages.add(stage) },
    );
    clearInterval(timer);

    expect(outcome).toEqual(await solveAssignment(problem, { seed: "t", fairness: 0.99 }));
    expect([...stages]).toEqual(["feasibility", "fairness", "total"]);
    expect(ticks).toBeGreaterThan(10);
  });

  test("stops when it is told to", async () => {
    const cancel = new AbortController();
    const large = inventedProblem({ applications: 400, jurors: 80, reviews: 3, topics: 12 }, "cancelled");

    const running = solveInThread(
      large,
      { seed: "t", fairness: 0.99 },
      {
        signal: cancel.signal,
        onProgress: () => {
          cancel.abort(new Error("no longer wanted"));
        },
      },
    );

    await expect(running).rejects.toThrow("no longer wanted");
  });

  test("finds its file among the bundles too", async () => {
    const folder = ".cache/bundled-thread";
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      `${folder}/caller.ts`,
      `import { solveInThread } from "#app/reviews/solve-in-thread.server.ts";
       import { inventedProblem } from "#tests/support/jury.ts";
       const problem = inventedProblem({ applications: 20, jurors: 6, reviews: 2, topics: 4 }, "bundled");
       const outcome = await solveInThread(problem, { seed: "s", fairness: 0.99 });
       console.log("pairs" in outcome ? outcome.pairs.length : "faults");`,
    );
    const options = { bundle: true, platform: "node", format: "esm", packages: "external" } as const;
    const alias = { "#app": "./app", "#db": "./db", "#scoring": "./scoring", "#tests": "./tests" };
    await build({
      ...options,
      alias,
      entryPoints: ["app/reviews/assignment-thread.ts"],
      outbase: ".",
      outdir: `${folder}/build`,
    });
    await build({
      ...options,
      alias,
      entryPoints: [`${folder}/caller.ts`],
      outfile: `${folder}/build/app/jobs/main.js`,
    });

    const output = execFileSync(process.execPath, ["build/app/jobs/main.js"], {
      cwd: folder,
      encoding: "utf8",
    });

    expect(output.trim()).toBe("40");
  });
});
