/** Runs the work, one after the other.
 * @returns the duration of each, in milliseconds */
export async function inTurn(count: number, work: () => Promise<void>): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; index < count; index++) times.push(await timed(work));
  return times;
}

/** Begins one every so many milliseconds, whether or not the earlier ones have ended. */
export async function evenly(
  count: number,
  everyMs: number,
  work: (index: number) => Promise<void>,
): Promise<number[]> {
  const begin = (index: number) =>
    new Promise((resume) => setTimeout(resume, index * everyMs)).then(() => timed(() => work(index)));
  return Promise.all(Array.from({ length: count }, (_, index) => begin(index)));
}

export async function timed(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

export function report(what: string, times: readonly number[]): void {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => String(Math.round(sorted[Math.floor(sorted.length * share)] ?? NaN));
  const most = String(Math.round(sorted.at(-1) ?? NaN));
  console.log(
    `${what}: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, longest ${most} ms (${String(sorted.length)} times)`,
  );
}
