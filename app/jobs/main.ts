import { connectProcess } from "#db/connect-process.ts";
import { stopWhenAsked } from "#db/lifecycle.ts";
import { log } from "#db/log.ts";
import { sweep } from "./sweep.ts";

/** The jobs process: what must happen without anybody asking. */

const sweepEveryMs = 10_000;

const { database, files } = connectProcess("jobs");
let current: Promise<void> = sweepSafely();
const timer = setInterval(() => {
  current = current.then(sweepSafely);
}, sweepEveryMs);
console.log("ready");

stopWhenAsked(async () => {
  clearInterval(timer);
  await current;
  files.close();
  await database.close();
});

async function sweepSafely(): Promise<void> {
  try {
    await sweep();
  } catch (error) {
    // The next round tries again; the database may be restarting.
    log.error({ error: error instanceof Error ? error.name : "unknown" }, "sweep");
  }
}
