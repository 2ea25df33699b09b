import { createReadStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { packLabels, type LabelPack } from "../fast/label-pack.ts";
import { readLabels } from "../labels.ts";
import { compressed, writeFiles, type Files } from "./generate.ts";
import { buildOwn, OwnProcess } from "./own-process.ts";
import { findPeers, type Peer } from "./peer.ts";
import { numbering, worksFor, type Work } from "./works.ts";

/** npm run bench: how long one file takes to be checked and scored, labels packed in memory, beside pandas with
 * scikit-learn where a Python has them. One JSON line per work and peer; medians in milliseconds, all of a line measured in
 * turns. `limitMs` is the time of what cannot be avoided: reading and counting line ends, or inflating. On a machine with
 * neighbours the processor times (`…CpuMs`, of all threads) say more than the durations. */

const usage = "npm run --silent bench -- [--rows N] [--only WORK] [--alone]";

const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "1000000" },
    only: { type: "string" },
    alone: { type: "boolean" },
  },
});
const wantedRows = Number(values.rows);
if (!Number.isInteger(wantedRows) || wantedRows < 2) throw new Error(`Usage: ${usage}`);

const manyRows = 2_000_000;
/** Peers would need more memory than the machine has. */
const mostRowsOfPeers = 20_000_000;
/** Large files take long, and vary less. */
const rounds = wantedRows > manyRows ? 1 : 3;
/** Small files are over before the compiler has looked at the code twice. */
const ownPerRound = wantedRows > 200_000 ? 5 : 50;
const noGroups = { usage: null, subgroups: new Map(), events: null, shapes: null };
const peers = values.alone === true ? [] : findPeers();
await buildOwn();
for (const work of worksFor(wantedRows)) {
  if (values.only !== undefined && values.only !== work.work) continue;
  const folder = mkdtempSync(join(tmpdir(), "palmares-bench-"));
  try {
    await measure(work, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measure(work: Work, folder: string): Promise<void> {
  const rows = Math.min(wantedRows, work.mostRows ?? wantedRows);
  const files = await writeFiles(work.content(rows), rows, folder);
  if (work.isCompressed === true) files.predictions = await compressed(files.predictions);
  const own = new OwnProcess(work.spec, await packOf(work, rows, files), files.predictions);
  const cold = await own.do("score");
  const hot: Times[] = [];
  const limit: number[] = [];
  const beside = peers
    .filter(({ tasks }) => work.hasPeer && rows <= mostRowsOfPeers && tasks.includes(work.task))
    .map((peer) => ({ name: peer.name, peer, times: [] as Times[] }));
  for (let round = 0; round < rounds; round++) {
    for (let again = 0; again < ownPerRound; again++) {
      hot.push(await own.do("score"));
      limit.push((await own.do(work.isCompressed === true ? "inflate" : "count_lines")).ms);
    }
    for (const { peer, times } of beside) times.push(timed(peer, work, files, cold.answer));
  }
  const { peakMb } = await own.do("score");
  own.stop();
  const figures = {
    work: work.work,
    rows,
    coldMs: cold.ms,
    limitMs: median(limit),
    peakMb,
  };
  for (const { name, times } of beside) print(figures, medians(hot), { name, ...medians(times) });
  if (beside.length === 0) print(figures, medians(hot), null);
}

type Times = { ms: number; cpuMs: number };

/** Milliseconds of a peer, which must have found the same scores; its parser errs in the last digits of many numbers. */
function timed(peer: Peer, work: Work, files: Files, answer: string): Times {
  const { scores, ...times } = peer.score(work, files);
  const own = scoresOf(answer);
  const isSame = scores.every(
    (score, index) => Math.abs(score - (own[index] ?? NaN)) <= 1e-6 * Math.abs(score),
  );
  if (!isSame) throw new Error(`${peer.name} finds ${scores.join(", ")} and not ${own.join(", ")}.`);
  return times;
}

function scoresOf(answer: string): number[] {
  const { all = {} } = z.record(z.string(), z.record(z.string(), z.number())).parse(JSON.parse(answer));
  return Object.values(all);
}

/** The labels in the form in which a worker keeps them. */
async function packOf(work: Work, rows: number, files: Files): Promise<LabelPack> {
  if (work.mostRows !== undefined)
    return packLabels(await readLabels(work.spec, createReadStream(files.labels)));
  const { id, label } = work.content(rows);
  const truth = work.classes.length > 0 ? new Uint8Array(rows) : new Float64Array(rows);
  for (let row = 0; row < rows; row++) truth[row] = Number(label(row));
  const { classes } = work;
  if (rows > manyRows) return { ...packOfNumbered(rows), rest: { ...noGroups, truth, classes } };
  const ids = Array.from({ length: rows }, (_, row) => id(row));
  return packLabels({
    ...noGroups,
    expected: { ids, rowOf: new Map(), sizes: null },
    truth,
    classes,
  });
}

/** The pack of regular identifiers, of which there are too many to hold them as texts. */
function packOfNumbered(rows: number): Omit<LabelPack, "rest"> {
  const { prefix, digits } = numbering(rows);
  const index = {
    kind: "dense" as const,
    prefix: new TextEncoder().encode(prefix),
    digits,
    smallest: 0,
    span: rows,
    rowOfNumber: null,
  };
  return { rows, index, ids: null, sizes: null };
}

type Figures = { work: string; rows: number; coldMs: number; limitMs: number; peakMb: number };

function print(figures: Figures, hot: Times, peer: ({ name: string } & Times) | null): void {
  const { work, rows, coldMs, limitMs, peakMb } = figures;
  console.log(
    JSON.stringify({
      work,
      rows,
      hotMs: rounded(hot.ms),
      coldMs: rounded(coldMs),
      limitMs: rounded(limitMs),
      peakMb: Math.round(peakMb),
      peer: peer?.name ?? null,
      peerMs: peer && rounded(peer.ms),
      ratio: peer && rounded(peer.ms / hot.ms),
      hotCpuMs: rounded(hot.cpuMs),
      peerCpuMs: peer && rounded(peer.cpuMs),
      cpuRatio: peer && rounded(peer.cpuMs / hot.cpuMs),
    }),
  );
}

function medians(times: readonly Times[]): Times {
  return { ms: median(times.map(({ ms }) => ms)), cpuMs: median(times.map(({ cpuMs }) => cpuMs)) };
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;
}

function rounded(number: number): number {
  return Number(number.toPrecision(3));
}
