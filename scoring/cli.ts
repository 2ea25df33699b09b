import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { Misconfigured } from "./errors.ts";
import { checkSpecification, engineVersion, groups, readyMetrics, type Evaluation } from "./evaluate.ts";
import { packLabels } from "./fast/label-pack.ts";
import { Scorer, type ScoredFile } from "./fast/scorer.ts";
import { installLocalKernels } from "./local/install-kernels.ts";
import { localFile } from "./local/local-file.ts";
import { readLabels } from "./labels.ts";
import { canonicalSpecification, specificationSchema, type Specification } from "./spec.ts";

/** npm run score: scores one file as a worker would. Exit codes: 0 scored, 2 refused, 3 misconfigured, 1 anything else. */

const usageText =
  "npm run --silent score -- --spec spec.json --labels labels.csv --predictions predictions.csv [--usage public|private|all] [--json]";
const maxBytes = 4e9;

const exitCodes = { scored: 0, rejected: 2, misconfigured: 3 } as const;

type Arguments = {
  spec: string;
  labels: string;
  predictions: string;
  usage: string | undefined;
  json: boolean;
};

/** The key `undefined` is there only when some score is. */
type Scores = Omit<Evaluation, "undefined"> & Partial<Pick<Evaluation, "undefined">>;

/** Of metrics that several definitions go by, the one that was computed; absent when there is none. */
type Variants = { variants?: Record<string, string> };

type Report =
  | ({ status: "scored"; digest: Record<string, string>; engine: string } & Variants & Scores)
  | Extract<ScoredFile, { status: "rejected" }>
  | { status: "misconfigured"; code: string; message: string };

function readArguments(): Arguments {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    options: { spec: text, labels: text, predictions: text, usage: text, json: { type: "boolean" } },
  });
  const { spec, labels, predictions, usage, json = false } = values;
  if (spec === undefined || labels === undefined || predictions === undefined)
    throw new Error(`Usage: ${usageText}`);
  if (usage !== undefined && !groups.some((group) => group === usage)) throw new Error(`Usage: ${usageText}`);
  return { spec, labels, predictions, usage, json };
}

async function report(files: Arguments): Promise<Report> {
  try {
    const spec = readSpecification(await readFile(files.spec, "utf8"));
    const labels = await readLabels(spec, createReadStream(files.labels));
    const wanted = groups.filter((group) => files.usage === undefined || group === files.usage);
    installLocalKernels();
    const scorer = new Scorer(spec, packLabels(labels));
    const scored = await scorer.score(localFile({ path: files.predictions }), { maxBytes }, wanted);
    if (scored.status === "rejected") return scored;
    const digest = {
      labels: await sha256(createReadStream(files.labels)),
      predictions: await sha256(createReadStream(files.predictions)),
      spec: await sha256([Buffer.from(canonicalSpecification(spec))]),
    };
    return { ...withoutEmpty(scored), ...variantsOf(spec), digest, engine: engineVersion };
  } catch (error) {
    if (error instanceof Misconfigured)
      return { status: "misconfigured", code: error.code, message: error.message };
    throw error;
  }
}

function readSpecification(text: string): Specification {
  const parsed = specificationSchema.safeParse(parseJson(text));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Misconfigured("specification", `${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`.trim());
  }
  checkSpecification(parsed.data);
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Misconfigured("specification", `The specification is not JSON: ${String(error)}`);
  }
}

function withoutEmpty<Scored extends Evaluation>({ undefined: reasons, ...scores }: Scored) {
  return Object.keys(reasons).length === 0 ? scores : { ...scores, undefined: reasons };
}

function variantsOf(spec: Specification): Variants {
  const named = readyMetrics(spec).flatMap(({ name, facts }) =>
    facts.variant === undefined ? [] : [[name, facts.variant] as const],
  );
  return named.length === 0 ? {} : { variants: Object.fromEntries(named) };
}

async function sha256(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of chunks) hash.update(chunk);
  return `sha256:${hash.digest("hex")}`;
}

function print(result: Report): void {
  if (result.status === "scored") {
    for (const [group, scores] of Object.entries(result.scores)) {
      for (const [name, value] of Object.entries(scores))
        console.log(`${group.padEnd(8)} ${name.padEnd(28)} ${String(value)}`);
    }
    return;
  }
  if (result.status === "misconfigured") {
    console.log(`misconfigured: ${result.message}`);
    return;
  }
  console.log(`${String(result.total)} fault(s)`);
  for (const fault of result.faults) {
    console.log(
      `${fault.code} line ${String(fault.line ?? "–")} column ${fault.column ?? "–"}: ${fault.message.en}`,
    );
  }
}

try {
  const files = readArguments();
  const result = await report(files);
  if (files.json) console.log(JSON.stringify(result));
  else print(result);
  process.exitCode = exitCodes[result.status];
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
