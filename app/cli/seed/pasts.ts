import { readFileSync } from "node:fs";
import { classes, probabilities } from "#db/seed/histories.ts";
import { generatedGlomeruli, glomeruliPredictions } from "#db/seed/nephrograd/cases.ts";
import { inventedTeams } from "#db/seed/teams.ts";
import { generatedSlides, predictionFile } from "#db/seed/tissuenet/slides.ts";

type Baseline = { name: string; file: string };

/** What the teams of a challenge have sent: a file for a skill from 0 to 1, and the organiser's reference rows. */
export type Past = {
  teams: typeof inventedTeams;
  predict: (skill: number, seed: string) => string;
  baselines: () => Baseline[];
  /** Most that a team has sent. The first start is waited for: one challenge with long histories is enough. */
  filesAtMost: number;
  /** Whether the demonstration's competitor has taken part. */
  hasCompetitor: boolean;
};

const slides = generatedSlides();
const glomeruli = generatedGlomeruli();

export const pasts = {
  tissuenet: {
    teams: inventedTeams,
    filesAtMost: 8,
    hasCompetitor: true,
    predict(skill, seed) {
      const chosen = classes(slides, skill, seed);
      return predictionFile(slides, (_, index) => chosen[index] ?? 0);
    },
    baselines: () => [
      { name: "Référence\u00a0: toujours bas grade", file: predictionFile(slides, () => 1) },
      { name: "Référence\u00a0: toujours bénin", file: predictionFile(slides, () => 0) },
    ],
  },
  wdbc: {
    teams: inventedTeams,
    filesAtMost: 5,
    hasCompetitor: true,
    predict(skill, seed) {
      const values = probabilities(truth, skill, seed);
      return wdbcTable(cases.map((row, index) => [row["id"] ?? "", String(values[index])]));
    },
    baselines: wdbcBaselines,
  },
  nephrograd: {
    // Others have done better here: every second team, from the middle of the list.
    teams: [...inventedTeams.slice(14), ...inventedTeams.slice(0, 14)].filter((_, index) => index % 2 === 0),
    filesAtMost: 5,
    hasCompetitor: false,
    predict: (skill, seed) => glomeruliPredictions(glomeruli, probabilities(sclerotic, skill, seed)),
    baselines: () => [
      {
        name: "Référence\u00a0: même probabilité",
        file: glomeruliPredictions(
          glomeruli,
          glomeruli.map(() => 0.31),
        ),
      },
    ],
  },
} satisfies Record<string, Past>;

const sclerotic = glomeruli.map(({ isSclerotic }) => (isSclerotic ? 1 : 0));

/** Rows of a plain CSV file of ours, without quotes. */
function rowsOf(name: string): Record<string, string>[] {
  const [header = "", ...lines] = readFileSync(`db/seed/wdbc/${name}`, "utf8").trim().split("\n");
  const names = header.split(",");
  return lines.map((line) =>
    Object.fromEntries(line.split(",").map((cell, index) => [names[index] ?? "", cell])),
  );
}

const cases = rowsOf("labels.csv");
const truth = cases.map((row) => Number(row["malignant"]));

function wdbcTable(lines: string[][]): string {
  return `id,malignant\n${lines.map((line) => line.join(",")).join("\n")}\n`;
}

/** What a single measurement tells: the larger the nuclei, the more likely malignant; and what nobody knows tells. */
function wdbcBaselines(): Baseline[] {
  const test = rowsOf("test.csv");
  const radius = test.map((row) => [
    row["id"] ?? "",
    String(1 / (1 + Math.exp(-(Number(row["mean_radius"]) - 14.5)))),
  ]);
  return [
    { name: "Référence\u00a0: rayon moyen seul", file: wdbcTable(radius) },
    {
      name: "Référence\u00a0: même probabilité pour tous",
      file: wdbcTable(test.map((row) => [row["id"] ?? "", "0.372"])),
    },
  ];
}
