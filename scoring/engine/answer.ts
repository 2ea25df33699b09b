import type { Allow } from "../contained/serve.ts";
import { rowsOf } from "../evaluate.ts";
import type { Scorer } from "../fast/scorer.ts";
import { scoringMemoryBytes, scoringWithinMs } from "../limits.ts";
import { localFile } from "../local/local-file.ts";
import { readyMetric } from "../registry.ts";
import { rankingMetric } from "../spec.ts";
import { displayStep } from "../statistics/label-leak.ts";
import { climb } from "../statistics/ladder.ts";
import { probeSigns } from "../statistics/probe-signs.ts";
import { scorerOf } from "./label-cache.ts";
import { acceptedBefore, factsOf, readSent } from "./read-sent.ts";
import { countLabels } from "./register-labels.ts";
import { rankingOf } from "./rank.ts";
import { labelsWanted, type Answers, type Questions, type SentFile, type Task } from "./tasks.ts";

type Answer = Answers[keyof Answers] | typeof labelsWanted;

/** Does a task of the engine. Labels are read under what they may use; then the task is allowed what its labels ask for,
 * before a byte of a stranger's file is read.
 * @throws Misconfigured when the organiser is at fault; Error when an accepted file is refused now */
export async function answer(task: Task, allow: Allow): Promise<Answer> {
  if (task.name === "register") return countLabels(task);
  const scorer = await scorerOf(task.phase);
  if (scorer === null) return labelsWanted;
  switch (task.name) {
    case "score":
      allowFor(scorer, [task.file], allow);
      return scorer.score(localFile(task.file.at), { maxBytes: task.maxBytes });
    case "climb":
      allowFor(scorer, [task.file, task.before?.file], allow);
      return climbed(scorer, task);
    case "probe":
      allowFor(scorer, [task.file, task.before], allow);
      return probed(scorer, task);
    case "statistics":
      return rankingOf(scorer, task, allow);
  }
}

function allowFor(scorer: Scorer, files: readonly (SentFile | null | undefined)[], allow: Allow): void {
  const facts = factsOf(scorer, files);
  const count = files.filter((file) => file != null).length;
  allow({ memoryBytes: scoringMemoryBytes(facts) * count, withinMs: scoringWithinMs(facts) * count });
}

async function climbed(scorer: Scorer, { file, before, maxBytes }: Questions["climb"]) {
  const { spec, labels } = scorer;
  const rows = rowsOf("public", labels.usage) ?? "every";
  const scoring = async (one: SentFile) => ({
    ...{ spec, labels, rows },
    predictions: await acceptedBefore(scorer, one, maxBytes),
  });
  const next = await scoring(file);
  const use = rankingMetric(spec);
  const metric = readyMetric(use, spec.target);
  const count = rows === "every" ? next.predictions.rows : rows.length;
  const shown = before === null ? null : { score: before.score, file: await scoring(before.file) };
  return climb(shown, next, metric, displayStep(use, metric.facts.range, count));
}

async function probed(scorer: Scorer, { file, before, maxBytes }: Questions["probe"]) {
  const predictions = await readSent(scorer, file, maxBytes);
  if (predictions === null) return [];
  return probeSigns(
    scorer.spec,
    predictions,
    before === null ? null : await readSent(scorer, before, maxBytes),
  );
}
