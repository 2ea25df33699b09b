import { parseArgs } from "node:util";
import { rankApplications, type Mark, type Ranking } from "#app/reviews/ranking.ts";
import { SeededDraws } from "#scoring/numeric/random.ts";

/** npm run calibration: invented calls whose true order is known, marked by invented jurors, ranked as the site ranks
 * them. Says how often the intervals hold the truth, and how close each order comes to it. Runs within minutes. */

const { values } = parseArgs({ options: { runs: { type: "string", default: "100" } } });
const runs = Number(values.runs);
const [applications, jurors, reviews] = [60, 15, 3] as const;
const places = applications / 5;
const [spreadOfQuality, spreadOfRest] = [0.6, 0.8] as const;

/** How marks come about. `panels`: who reads what; `crossing`: the share of reviews outside one's own panel. */
type Situation = {
  title: string;
  severity: number;
  panels: 1 | 3;
  crossing?: number;
  steps?: boolean;
  unequalPiles?: number;
  /** Strong applications tend to go to the same jurors. */
  sorted?: boolean;
};

const situations: readonly Situation[] = [
  { title: "mixed panels, severity 0.5", severity: 0.5, panels: 1 },
  { title: "mixed panels, no severity", severity: 0, panels: 1 },
  { title: "mixed panels, severity 1", severity: 1, panels: 1 },
  { title: "mixed panels, marks 1 to 5 in whole steps", severity: 0.5, panels: 1, steps: true },
  { title: "three separate panels, unequal piles", severity: 0.5, panels: 3, unequalPiles: 0.6 },
  { title: "the same, 10 % of reviews cross", severity: 0.5, panels: 3, unequalPiles: 0.6, crossing: 0.1 },
  { title: "the same, 20 % cross", severity: 0.5, panels: 3, unequalPiles: 0.6, crossing: 0.2 },
  { title: "the same, a third crosses", severity: 0.5, panels: 3, unequalPiles: 0.6, crossing: 1 / 3 },
  { title: "strong applications go to the same jurors", severity: 0.5, panels: 1, sorted: true },
];

type Invented = { truth: number[]; marks: Mark[] };

console.log(
  `${String(runs)} calls of ${String(applications)} applications, ${String(jurors)} jurors, ${String(reviews)} reviews; ` +
    `quality ${String(spreadOfQuality)}, rest ${String(spreadOfRest)} (standard deviations)\n`,
);
console.log(
  "| situation | calibrated | linkage | 90 % holds | 50 % holds | width | order: mean | median | ranking |",
);
console.log("|---|---|---|---|---|---|---|---|---|");
for (const situation of situations) console.log(lineOf(situation));

function lineOf(situation: Situation): string {
  const seen = Array.from({ length: runs }, (_, run) => observe(situation, run));
  const mean = (of: (one: (typeof seen)[number]) => number) =>
    seen.reduce((sum, one) => sum + of(one), 0) / runs;
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  return `| ${[
    situation.title,
    percent(mean(({ isCalibrated }) => Number(isCalibrated))),
    mean(({ strength }) => strength).toFixed(2),
    percent(mean(({ holds90 }) => holds90)),
    percent(mean(({ holds50 }) => holds50)),
    mean(({ width }) => width).toFixed(1),
    mean(({ byMean }) => byMean).toFixed(3),
    mean(({ byMedian }) => byMedian).toFixed(3),
    mean(({ byRanking }) => byRanking).toFixed(3),
  ].join(" | ")} |`;
}

function observe(situation: Situation, run: number) {
  const { truth, marks } = invent(situation, `${situation.title} ${String(run)}`);
  const ranking = rankApplications(marks, { places, draws: 1000, seed: String(run) });
  const { ranked, linkage, noCalibration } = ranking;
  const trueOf = (application: string) => truth[Number(application)] ?? 0;
  const trueRank = (application: string) => 1 + truth.filter((other) => other > trueOf(application)).length;
  const holding = (interval: (one: Ranking["ranked"][number]) => [number, number]) =>
    ranked.filter((one) => {
      const [low, high] = interval(one);
      const rank = trueRank(one.application);
      return low <= rank && rank <= high;
    }).length / ranked.length;
  const agreement = (by: (one: Ranking["ranked"][number]) => number) =>
    kendall(ranked.map((one) => [by(one), trueOf(one.application)]));
  return {
    isCalibrated: noCalibration === null,
    strength: linkage.strength,
    holds90: holding(({ interval90 }) => interval90),
    holds50: holding(({ interval50 }) => interval50),
    width: ranked.reduce((sum, { interval90: [low, high] }) => sum + high - low + 1, 0) / ranked.length,
    byMean: agreement(({ mean }) => mean),
    byMedian: agreement(({ median }) => median),
    byRanking: agreement(({ expectedRank }) => -expectedRank),
  };
}

/** Applications and jurors are dealt to the panels in turn; a crossing review goes to a juror of any other panel. */
function invent(situation: Situation, seed: string): Invented {
  const random = new SeededDraws(seed);
  const { panels, crossing = 0, unequalPiles = 0 } = situation;
  const panelOf = (index: number) => index % panels;
  const severities = Array.from({ length: jurors }, () => situation.severity * random.normal());
  const truth = Array.from(
    { length: applications },
    (_, index) => spreadOfQuality * random.normal() + unequalPiles * (panelOf(index) - (panels - 1) / 2),
  );
  const marks = truth.flatMap((quality, application) => {
    const shuffled = random.shuffled([...severities.keys()]);
    const own = shuffled.filter((juror) => panelOf(juror) === panelOf(application));
    const others = shuffled.filter((juror) => panelOf(juror) !== panelOf(application));
    // The last one is taken first.
    if (situation.sorted === true) own.sort((a, b) => distance(b, quality) - distance(a, quality));
    return Array.from({ length: reviews }, () => {
      const juror = (random.uniform() < crossing ? others.pop() : own.pop()) ?? 0;
      const mark = 3 + quality + (severities[juror] ?? 0) + spreadOfRest * random.normal();
      const value = situation.steps === true ? Math.min(5, Math.max(1, Math.round(mark))) : mark;
      return { application: String(application), juror: String(juror), value };
    });
  });
  return { truth, marks };
}

/** How far a juror is from those to whom applications of this quality go, in standard deviations. */
function distance(juror: number, quality: number): number {
  return Math.abs((4 * juror) / (jurors - 1) - 2 - quality / spreadOfQuality);
}

/** Agreement of two orders from −1 to 1; tied pairs count neither way. Source: Kendall 1938 (tau a). */
function kendall(pairs: readonly [number, number][]): number {
  let sum = 0;
  pairs.forEach(([one, other], index) => {
    for (const [later, laterOther] of pairs.slice(index + 1))
      sum += Math.sign((one - later) * (other - laterOther));
  });
  return (2 * sum) / (pairs.length * (pairs.length - 1));
}
