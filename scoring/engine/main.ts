import { serve } from "../contained/serve.ts";
import { processMayStay } from "../limits.ts";
import { installLocalKernels } from "../local/install-kernels.ts";
import { answer } from "./answer.ts";
import { keptRows } from "./label-cache.ts";
import type { Task } from "./tasks.ts";

/** The engine as a contained process: it reads what strangers and organisers send and scores it, and can reach neither
 * database nor store. */

installLocalKernels();
serve({
  // The only sender is worker/engine.ts, which is typed.
  work: (task, allow) => answer(task as Task, allow),
  mayStay: () => processMayStay(process.memoryUsage.rss(), keptRows()),
});
