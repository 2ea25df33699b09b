import { setImmediate } from "node:timers/promises";
import type { Steps } from "../statistics/steps.ts";

const breathEveryMs = 10;

/** Runs long work and lets everything else of the process have its turn: leases are renewed, other files are scored. */
export async function breathing<Result>(steps: Steps<Result>): Promise<Result> {
  for (let startedAt = performance.now(); ;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (performance.now() - startedAt < breathEveryMs) continue;
    await setImmediate();
    startedAt = performance.now();
  }
}
