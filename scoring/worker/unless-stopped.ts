/** Waits for work of a job, but no longer than its process may live.
 * @throws Error as soon as the signal says so, whatever the work is waiting for; the queue then gives it to another */
export async function unlessStopped<Result>(
  work: Promise<Result>,
  stop: AbortSignal | null,
): Promise<Result> {
  if (stop === null) return work;
  const isDone = new AbortController();
  const stopped = new Promise<never>((_, fail) => {
    const giveUp = () => {
      fail(new Error("The worker was asked to stop."));
    };
    if (stop.aborted) giveUp();
    // The signal lives as long as the process: what has ended must not go on listening to it.
    else stop.addEventListener("abort", giveUp, { once: true, signal: isDone.signal });
  });
  try {
    return await Promise.race([work, stopped]);
  } finally {
    isDone.abort();
  }
}
