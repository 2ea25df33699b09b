import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { submitPredictions } from "#app/submissions/submit-predictions.server.ts";
import type { Person } from "#app/accounts/actor.ts";
import { db } from "#db/connections.ts";
import { quotaUsed, submissionById } from "#db/queries/submissions.ts";
import type { SubmissionId } from "#db/vocabulary.ts";
import {
  fileOf,
  makeChallenge,
  makeCompetitor,
  perfectFile,
  plainDetails,
} from "#tests/support/challenge.ts";
import { parquetFile, zstandardBomb } from "#tests/support/hostile-files.ts";
import { until } from "#tests/support/installation.ts";
import { freshWorld, type TestWorld } from "#tests/support/world.ts";

let world: TestWorld;
let trial: Awaited<ReturnType<typeof makeChallenge>>;
let other: Person;
let worker: ChildProcess;
const workerLogin = `worker_${randomBytes(4).toString("hex")}`;

beforeAll(async () => {
  world = await freshWorld();
  trial = await makeChallenge();
  other = await makeCompetitor(trial.slug, "Team two");
  const login = new URL(world.url);
  Object.assign(login, { username: workerLogin, password: "of the test" });
  await db().execute(
    sql.raw(`create role ${workerLogin} login password 'of the test' in role palmares_worker`),
  );
  worker = spawn(process.execPath, ["--import", "tsx", "scoring/worker/main.ts"], {
    env: {
      ...{ PATH: process.env["PATH"], NODE_ENV: "test", PALMARES_SUPERVISED: "1" },
      ...{ DATABASE_URL_WORKER: login.href, ...world.store },
    },
    stdio: ["pipe", "pipe", "inherit"],
  });
  if (worker.stdout !== null) await once(worker.stdout, "data");
}, 180_000);
afterAll(async () => {
  worker.kill("SIGKILL");
  await once(worker, "exit");
  await db().execute(sql.raw(`drop role ${workerLogin}`));
  await world.close();
});

async function submit(person: Person, content: string | Uint8Array): Promise<SubmissionId> {
  return submitPredictions(person, trial.slug, { file: fileOf(content), details: plainDetails });
}

const evaluationOf = async (id: SubmissionId) => (await submissionById(db(), id))?.evaluation;

/** Four rows of Zstandard that says “131,072 times this byte” tens of thousands of times. */
const poison = parquetFile(["id", "truth"], {
  ...{ footerRows: 4, groupRows: 4, pageValues: 4 },
  ...{ page: zstandardBomb(60_000), codec: 6 },
});

test("a file that takes all memory is rejected as a file, at its first try, and counts; another team's is scored meanwhile", async () => {
  const bombs = [await submit(trial.competitor, poison), await submit(trial.competitor, poison)];
  const good = await submit(other, perfectFile);

  await until(async () => (await evaluationOf(good))?.state === "scored", 120_000);
  const areJudged = async () => {
    const states = await Promise.all(bombs.map(async (id) => (await evaluationOf(id))?.state));
    return states.every((state) => state === "rejected");
  };
  await until(areJudged, 120_000);

  for (const id of bombs)
    expect(await evaluationOf(id)).toMatchObject({
      ...{ faultsTotal: 1, failureClass: "file" },
      faults: [{ code: "too_costly", line: null, value: null }],
    });
  const rows = await db().query.evaluations.findMany({ columns: { attempts: true } });
  expect(rows.map(({ attempts }) => attempts)).toEqual([1, 1, 1]);
  const team = (await submissionById(db(), bombs[0] ?? "sub_"))?.team;
  const used = team === undefined ? null : await quotaUsed(db(), trial.phaseId, team.id);
  expect([...(used?.values() ?? [])]).toEqual([2]);
}, 300_000);
