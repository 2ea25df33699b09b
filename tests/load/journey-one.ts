import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { argv } from "node:process";
import { DemonstrationClient } from "#tests/support/demonstration-client.ts";
import { report, timed } from "./measure.ts";

/** Measures a running demonstration: `node --import tsx tests/load/journey-one.ts http://localhost:3000`.
 * Bounded: fifteen submissions one after the other, each followed until it is scored, and until an open board shows it:
 * told by a server-sent event, it waits as long as the page does, then asks for its data.
 * The submissions count: once a day per demonstration. */

const site = argv[2] ?? "http://localhost:3000";
const submissions = 15;
/** What app/ui/live.ts waits for further changes. */
const gatherMs = 120;
const boardPath = "/en/challenges/tissuenet/leaderboard";

const client = await DemonstrationClient.signIn(site);
const sample = await client.sample("tissuenet");
const board = await (await fetch(site + boardPath)).text();
const events = await openEvents(/phase_[0-9a-z]+/.exec(board)?.[0] ?? "");

const scored: number[] = [];
const visible: number[] = [];
for (let index = 0; index < submissions; index++) {
  const isShown = shown();
  const [untilScored, untilShown] = await Promise.all([timed(submitAndWait), timed(() => isShown)]);
  scored.push(untilScored);
  visible.push(untilShown);
}
report("a 1,015-row file, from the request to scored", scored);
report("the same, until an open board shows it", visible);
events.destroy();

async function submitAndWait(): Promise<void> {
  const { state } = await client.submission(await client.submit("tissuenet", sample), 30);
  if (state !== "scored") throw new Error(`The submission ended as ${state}.`);
}

async function openEvents(phase: string): Promise<IncomingMessage> {
  const [response]: IncomingMessage[] = await once(get(`${site}/events?board=${phase}`), "response");
  if (response?.statusCode !== 200) throw new Error("There are no live messages.");
  await once(response, "data");
  return response;
}

/** What an open board does from now until it shows the next change. */
async function shown(): Promise<void> {
  for (let message = ""; !message.includes("event: change");) {
    const [chunk]: Buffer[] = await once(events, "data");
    message += chunk?.toString() ?? "";
  }
  await new Promise((resume) => setTimeout(resume, gatherMs));
  const data = await fetch(`${site}${boardPath}.data`);
  if (data.status !== 200) throw new Error(`The board answered ${String(data.status)}.`);
  await data.text();
}
