import { Container } from "../contained/container.ts";
import { TaskFailed } from "../contained/contained-process.ts";
import { Misconfigured } from "../errors.ts";
import { labelMemoryBytes, labelWithinMs } from "../limits.ts";
import { labelsWanted, type Answers, type Phase, type Questions, type TaskName } from "../engine/tasks.ts";
import { fetchLabels } from "./fetch-files.ts";

/** The processes in which files are read and scored, so that this one keeps its leases whatever a file costs. */

const spare = 1;
let container: Container | null = null;

/** Starts processes before the first file comes. */
export function prewarmEngine(): void {
  container ??= new Container({ program: "scoring/engine/main", spare });
}

/** Ends what runs in them. */
export function closeEngine(): void {
  container?.close();
  container = null;
}

type Registered = { objectKey: string; digest: string; sizeBytes: number };
type OfPhase = { [Name in TaskName]: "phase" extends keyof Questions[Name] ? Name : never }[TaskName];

/** A phase as the engine's tasks name it. */
export function phaseOf(specification: { content: unknown; digest: string }, labelSet: Registered): Phase {
  const { digest, sizeBytes } = labelSet;
  return {
    spec: specification.content,
    specDigest: specification.digest,
    labels: { digest, sizeBytes, file: null },
  };
}

/** Asks the engine about files of a phase; the labels are fetched for a process that does not have them.
 * @throws Misconfigured when the organiser is at fault; TooCostly when a file is; any other error when the platform is */
export async function askOfPhase<Name extends OfPhase>(
  name: Name,
  question: Questions[Name],
  labelSet: Registered,
  signal: AbortSignal | null = null,
): Promise<Answers[Name]> {
  const answer = await ask(name, question, signal);
  if (answer !== labelsWanted) return answer;
  const labels = await fetchLabels(labelSet);
  try {
    const { phase } = question;
    const withLabels = { ...question, phase: { ...phase, labels: { ...phase.labels, file: labels.at } } };
    const again = await ask(name, withLabels, signal);
    if (again === labelsWanted) throw new Error("The engine wants labels that it has been given.");
    return again;
  } finally {
    await labels.discard();
  }
}

/** Has a label file read and counted. @throws as `askOfPhase` */
export async function askToRegister(question: Questions["register"]): Promise<Answers["register"]> {
  const answer = await ask("register", question, null);
  if (answer === labelsWanted) throw new Error("The engine wants labels that are no phase's yet.");
  return answer;
}

async function ask<Name extends TaskName>(
  name: Name,
  question: Questions[Name],
  signal: AbortSignal | null,
): Promise<Answers[Name] | typeof labelsWanted> {
  prewarmEngine();
  const phase = "phase" in question ? question.phase : null;
  const labelBytes = phase?.labels.sizeBytes ?? ("file" in question ? question.file.sizeBytes : 0);
  const allowance = { memoryBytes: labelMemoryBytes(labelBytes), withinMs: labelWithinMs(labelBytes) };
  const keeps = phase === null ? {} : { keeps: `${phase.labels.digest}:${phase.specDigest}` };
  const task = { name, ...question };
  try {
    // The other end is engine/answer.ts, which is typed.
    return (await container?.do({ task, allowance, signal, ...keeps })) as Answers[Name];
  } catch (error) {
    throw misconfiguredAgain(error);
  }
}

/** The organiser's fault, which a process told in plain data. */
function misconfiguredAgain(error: unknown): unknown {
  if (!(error instanceof TaskFailed) || error.name !== Misconfigured.name) return error;
  return new Misconfigured(error.failure.code ?? "labels", error.message);
}
