import { argv } from "node:process";
import { connectInstallation } from "#app/cli/supervisor/installation.ts";
import type { PersonId } from "#db/vocabulary.ts";
import { cookieFor } from "#tests/support/cookie-for.ts";
import { report, timed } from "./measure.ts";

/** Thirty jurors at once: `DATA_DIR=… node --import tsx tests/load/jurors.ts http://localhost:3000`.
 * Bounded: thirty windows of the demonstration's jurors read their list and then each of their reviews, ten times, with
 * a pause of half a second to a second and a half between two pages, as fast readers do. Pauses of the same length would
 * keep in step those whom one slow moment has brought together. */

const site = argv[2] ?? "http://localhost:3000";
const windows = 30;
const rounds = 10;
const pauseMs = { least: 500, most: 1500 };

const { database, files } = await connectInstallation();
const rows = await database.sql<{ person: PersonId; slug: string }[]>`
  select distinct j.person_id as person, c.slug from jurors j join calls c on c.id = j.call_id
  where c.state = 'evaluating' and j.state = 'accepted' and exists
    (select 1 from assignments a where a.juror_id = j.id and a.state = 'active') order by 1`;
const list: number[] = [];
const review: number[] = [];
await Promise.all(
  Array.from({ length: windows }, async (_, index) => {
    const juror = rows[index % rows.length];
    if (juror === undefined) throw new Error("No call is in evaluation.");
    const cookie = await cookieFor(juror.person);
    await pause(Math.random() * pauseMs.most);
    for (let round = 0; round < rounds; round++)
      await readAll(`/fr/calls/${juror.slug}/reviews`, cookie, round);
  }),
);
report("the list of a juror", list);
report("the page of a review", review);
await database.close();
files.close();

async function readAll(path: string, cookie: string, round: number): Promise<void> {
  let page = "";
  list.push(await timed(async () => void (page = await read(path, cookie))));
  await lookAtPage();
  const links = [...new Set(page.match(new RegExp(`${path}/[A-Z0-9-]+`, "g")) ?? [])];
  const link = links[round % links.length];
  if (link === undefined) throw new Error("A juror has no review to read.");
  review.push(await timed(async () => void (await read(link, cookie))));
  await lookAtPage();
}

function lookAtPage(): Promise<void> {
  return pause(pauseMs.least + Math.random() * (pauseMs.most - pauseMs.least));
}

async function read(path: string, cookie: string): Promise<string> {
  const answer = await fetch(site + path, { headers: { Cookie: cookie, "Accept-Encoding": "gzip" } });
  const page = await answer.text();
  if (answer.status !== 200) throw new Error(`${path} answered ${String(answer.status)}.`);
  return page;
}

function pause(ms: number): Promise<void> {
  return new Promise((resume) => setTimeout(resume, ms));
}
