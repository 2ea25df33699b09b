/** Looks for a sign of life: whether there was one; null when that cannot be told now. */
export type LookForSign = () => Promise<boolean | null>;

type Patience = {
  everyMs: number;
  /** A look that takes longer has seen none. */
  withinMs: number;
  /** So many looks in a row without a sign, and the part stands still. */
  misses: number;
};

/** A minute of silence in all: a machine that has more to do than it can keeps answering now and then. */
export const patience: Patience = { everyMs: 5_000, withinMs: 5_000, misses: 6 };

/** How late the watcher itself may come back from a pause before it trusts nothing that it has seen. */
const lateAtMostMs = 2_000;

/** Watches for signs of life until it is told to stop, or there are none any more. A watcher that has itself stood still,
 * or that the machine keeps waiting, begins anew: it cannot tell its own silence from another's.
 * @param isSilent called once, in the end
 * @returns ends the watching */
export function watchSigns(look: LookForSign, { everyMs, withinMs, misses }: Patience, isSilent: () => void) {
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  let missed = 0;
  const next = () => {
    const dueAt = performance.now() + everyMs;
    timer = setTimeout(() => void check(dueAt), everyMs);
  };
  const check = async (dueAt: number) => {
    const startedAt = performance.now();
    const sign = await withinTime(look, withinMs);
    if (isOver) return;
    const lateMs = Math.max(startedAt - dueAt, performance.now() - startedAt - withinMs);
    missed = sign === false && lateMs < lateAtMostMs ? missed + 1 : 0;
    if (missed >= misses) isSilent();
    else next();
  };
  next();
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}

async function withinTime(look: LookForSign, withinMs: number): Promise<boolean | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => {
      resolve(false);
    }, withinMs);
  });
  return Promise.race([look().catch(() => false), late]).finally(() => {
    clearTimeout(timer);
  });
}
