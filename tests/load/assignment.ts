import { argv } from "node:process";
import { solveInThread } from "#app/reviews/solve-in-thread.server.ts";
import { inventedProblem } from "#tests/support/jury.ts";

/** Measures the assignment of an invented call, in its thread and verified:
 * `node --import tsx tests/load/assignment.ts [applications] [jurors] [reviews] [topics]`. One JSON line per run. */

const [applications = 500, jurors = 100, reviews = 3, topics = 15] = argv.slice(2).map(Number);

for (const seed of ["one", "two", "three"]) {
  const problem = inventedProblem({ applications, jurors, reviews, topics }, seed);
  const startedAt = performance.now();
  const outcome = await solveInThread(problem, { seed, fairness: 0.99 });
  const ms = Math.round(performance.now() - startedAt);
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
  const found = "faults" in outcome ? outcome : { ...outcome, pairs: outcome.pairs.length };
  console.log(JSON.stringify({ applications, jurors, reviews, topics, ms, peakMb, ...found }));
}
