import { argv } from "node:process";
import { rankApplications, type Mark } from "#app/reviews/ranking.ts";
import { SeededDraws } from "#scoring/numeric/random.ts";

/** Measures the ranking of an invented call with its drawn orders:
 * `node --import tsx tests/load/ranking.ts [applications] [jurors] [reviews] [draws]`. One JSON line per run. */

const [applications = 500, jurors = 100, reviews = 3, draws = 4000] = argv.slice(2).map(Number);

for (const seed of ["one", "two", "three"]) {
  const marks = inventedMarks(seed);
  const startedAt = performance.now();
  const { ranked, noCalibration } = rankApplications(marks, { places: applications / 5, draws, seed });
  const ms = Math.round(performance.now() - startedAt);
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
  const toDiscuss = ranked.filter(({ band }) => band === "discuss").length;
  console.log(JSON.stringify({ applications, jurors, reviews, draws, ms, peakMb, toDiscuss, noCalibration }));
}

function inventedMarks(seed: string): Mark[] {
  const random = new SeededDraws(seed);
  const severities = Array.from({ length: jurors }, () => 0.5 * random.normal());
  return Array.from({ length: applications }, () => 0.6 * random.normal()).flatMap((quality, application) =>
    random
      .shuffled([...severities.keys()])
      .slice(0, reviews)
      .map((juror) => ({
        application: `application_${String(application)}`,
        juror: `juror_${String(juror)}`,
        value: 3 + quality + (severities[juror] ?? 0) + 0.8 * random.normal(),
      })),
  );
}
