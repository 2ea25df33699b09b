import { ok, toKnow, wrong, type Finding } from "#db/examinations/finding.ts";

const noticeableMs = 1_000;
const harmfulMs = 10_000;

/** How far this machine's clock is ahead of another, in milliseconds; the way there and back counts half. */
export async function hereAgainst(ask: () => Promise<Date>): Promise<number> {
  const before = Date.now();
  const there = await ask();
  return (before + Date.now()) / 2 - there.getTime();
}

/** @param whose clock it was compared with */
export function clockFinding(whose: string, aheadMs: number): Finding {
  const seconds = `${(Math.abs(aheadMs) / 1000).toFixed(1)} s ${aheadMs > 0 ? "ahead of" : "behind"} ${whose}`;
  if (Math.abs(aheadMs) < noticeableMs) return ok(`this machine's clock agrees with ${whose}`);
  const sentence = `this machine's clock is ${seconds}: have both set by NTP`;
  return Math.abs(aheadMs) < harmfulMs ? toKnow(sentence) : wrong(sentence);
}
