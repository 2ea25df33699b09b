import { EventEmitter } from "node:events";
import { Logger, run, type Runner, type WorkerEvents } from "graphile-worker";
import { afterAll, beforeAll, expect, test } from "vitest";
import { QueueWatch } from "#db/queue-watch.ts";
import { startFreezingProxy } from "#tests/support/fault-proxy.ts";
import { pause } from "#tests/support/installation.ts";
import { freshWorld, type TestWorld } from "#tests/support/world.ts";

/** A queue whose server goes away without a word, behind a connection that stays open. */

let world: TestWorld;
let proxy: Awaited<ReturnType<typeof startFreezingProxy>>;
let watch: QueueWatch;
let runner: Runner;
let done = 0;

beforeAll(async () => {
  world = await freshWorld();
  const url = new URL(world.url);
  proxy = await startFreezingProxy(Number(url.port), url.hostname);
  url.port = String(proxy.port);
  const events: WorkerEvents = new EventEmitter();
  watch = new QueueWatch(events);
  runner = await run({
    ...{ events, connectionString: url.href, concurrency: 2, pollInterval: 100, noHandleSignals: true },
    logger: new Logger(() => () => {}),
    taskList: {
      idle: async () => {
        await pause(1_500);
        done += 1;
      },
    },
  });
});
afterAll(async () => {
  await proxy.stop();
  await runner.stop();
  await world.close();
});

/** Six seconds, with a patience of five: a server that others keep busy answers later than one does alone. */
const looks = async () => {
  const seen: boolean[] = [];
  for (let look = 0; look < 60; look++) {
    await pause(100);
    seen.push(watch.look(50));
  }
  return seen;
};

test("while it is answered, and while a job takes its time, nothing is said", async () => {
  await runner.addJob("idle", {});

  expect(await looks()).not.toContain(true);
  expect(done).toBe(1);
});

test("when its questions are not answered any more, that is said", async () => {
  proxy.state.isFrozen = true;

  expect((await looks()).at(-1)).toBe(true);
});
