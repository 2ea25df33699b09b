import { once } from "node:events";
import { Agent, get, type IncomingMessage } from "node:http";
import { argv } from "node:process";
import { DemonstrationClient } from "#tests/support/demonstration-client.ts";
import { evenly, report } from "./measure.ts";

/** The board of a running demonstration under load: `node --import tsx tests/load/board.ts http://localhost:3000`.
 * Bounded: a hundred pages a second for twenty seconds, as visitors without a cookie ask for them, while a real
 * submission changes the board every two seconds, so that the renderings after each change count too.
 * The submissions count: once a day per demonstration. `thousand-teams.ts` fills the board before. */

const site = argv[2] ?? "http://localhost:3000";
const seconds = 20;
const pagesPerSecond = 100;
const secondsPerChange = 2;

const agent = new Agent({ maxSockets: 200 });
const client = await DemonstrationClient.signIn(site);
const sample = await (await fetch(`${site}/sample/tissuenet`)).text();
await readPage(1);

const total = seconds * pagesPerSecond;
const [first, any] = await Promise.all([
  evenly(total / 2, 2000 / pagesPerSecond, () => readPage(1)),
  evenly(total / 2, 2000 / pagesPerSecond, (index) => readPage(1 + (index % 10))),
  evenly(seconds / secondsPerChange, secondsPerChange * 1000, () => changeBoard()),
]);
report("first page of the board", first);
report("pages 1 to 10 of the board", any);
report(`${String(pagesPerSecond)} pages a second, a change every ${String(secondsPerChange)} s, all`, [
  ...first,
  ...any,
]);
agent.destroy();

async function changeBoard(): Promise<void> {
  const id = await client.submit("tissuenet", sample);
  const { state } = await client.submission(id, 30);
  if (state !== "scored") throw new Error(`The submission ended as ${state}.`);
}

/** Reads a page to its last byte, compressed as browsers ask for it. */
async function readPage(number: number): Promise<void> {
  const url = `${site}/en/challenges/tissuenet/leaderboard?page=${String(number)}`;
  const request = get(url, { agent, headers: { "Accept-Encoding": "gzip" } });
  const [response]: IncomingMessage[] = await once(request, "response");
  if (response?.statusCode !== 200) throw new Error(`The board answered ${String(response?.statusCode)}.`);
  response.resume();
  await once(response, "end");
}
