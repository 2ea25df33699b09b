import { spawnSync } from "node:child_process";

/** Ends a process and all that it has started, at once and whatever state they are in. A child that stands still would
 * notice the end of its parent never, and keep what the next one needs. */
export function killWithChildren(pid: number): void {
  const family = [pid, ...descendantsOf(pid)];
  for (const one of family) kill(one);
}

function descendantsOf(pid: number): number[] {
  const { stdout } = spawnSync("ps", ["-eo", "pid=,ppid="], { encoding: "utf8" });
  const pairs = stdout.split("\n").map((line) => line.trim().split(/\s+/).map(Number));
  const found = [pid];
  // The list grows while it is walked through: children of children.
  for (const parent of found)
    for (const [child, itsParent] of pairs)
      if (itsParent === parent && child !== undefined) found.push(child);
  return found.slice(1);
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    const isGone = error instanceof Error && "code" in error && error.code === "ESRCH";
    if (!isGone) throw error;
  }
}
