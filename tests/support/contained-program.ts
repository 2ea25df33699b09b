import { serve } from "#scoring/contained/serve.ts";

/** A contained process that does what a hostile file has its reader do. */

type Task = { name: "echo"; value: unknown } | { name: "fill" | "spin" | "crash" | "fail" | "pid" };

serve({ work: (task) => work(task as Task), mayStay: () => true });

async function work(task: Task): Promise<unknown> {
  switch (task.name) {
    case "echo":
      return task.value;
    case "pid":
      return process.pid;
    case "fill":
      for (const held: Uint8Array[] = []; ;) held.push(new Uint8Array(10_000_000).fill(1));
    case "spin":
      for (;;) Math.random();
    case "crash":
      return process.abort();
    case "fail":
      throw new RangeError("as a bug does");
  }
}
