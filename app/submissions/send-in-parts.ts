import type { Sending, Sent } from "./send-file.ts";
import { pause, transfer } from "./transfer.ts";

const partsAtOnce = 3;
/** Without any part getting through, it is given up after this many rounds: about four minutes. */
const roundsWithoutProgress = 12;
const longestPauseMs = 30_000;

type Part = { number: number; url: string };
type Plan = { id: string; partBytes: number; arrivedBytes: number; parts: Part[] };
type Refusal = Extract<Sent, { code: string }>;

/** What is known of the upload on its way. */
type Course = { id: string | null; arrivedBytes: number; isAllThere: boolean };

/** Sends a large file in parts. What has arrived is asked of the server, before the first part and after each loss of
 * the connection, so that a sending goes on where an earlier one ended, be it of an earlier day.
 * @throws DOMException `AbortError` when it was cancelled; the store then keeps nothing of it */
export async function sendInParts(sending: Sending): Promise<Sent> {
  const { file, slug, note, signal } = sending;
  const announced = { size: file.size, sha256: await sending.sha256(), fileName: file.name, note };
  const course: Course = { id: null, arrivedBytes: -1, isAllThere: false };
  try {
    for (let losses = 0; losses < roundsWithoutProgress;) {
      const outcome = await sendRound(sending, announced, course);
      if (typeof outcome === "object") return outcome;
      losses = outcome === "progress" ? 0 : losses + 1;
      if (outcome === "progress") continue;
      sending.onProgress({ share: Math.max(0, course.arrivedBytes) / file.size, isWaiting: true });
      await pause(Math.min(longestPauseMs, 1000 * 2 ** losses), signal);
    }
    return { code: "connection_lost" };
  } catch (error) {
    if (signal.aborted && course.id !== null) await cancelUnfinished(slug, course.id);
    throw error;
  }
}

/** Asks what is missing and sends it, or completes the upload when nothing is. */
async function sendRound(
  sending: Sending,
  announced: object,
  course: Course,
): Promise<Sent | "progress" | "lost"> {
  const { slug, signal } = sending;
  // The answer to a completion may have been lost: completed again it is the same submission, begun again another one.
  if (course.isAllThere) return (await call<{ id: string }>(slug, { complete: course.id }, signal)) ?? "lost";
  const plan = await call<Plan>(slug, { begin: announced }, signal);
  if (plan === null || "code" in plan) return plan ?? "lost";
  const hasMore = plan.arrivedBytes > course.arrivedBytes;
  course.id = plan.id;
  course.arrivedBytes = plan.arrivedBytes;
  course.isAllThere = plan.parts.length === 0;
  const isThrough = plan.parts.length === 0 || (await sendParts(sending, plan));
  return isThrough || hasMore ? "progress" : "lost";
}

/** Sends the parts of a plan, a few at a time, until one does not get through.
 * @returns whether all did */
async function sendParts({ file, onProgress, signal }: Sending, plan: Plan): Promise<boolean> {
  const waiting = [...plan.parts];
  const sentBytes = new Map<number, number>();
  let isLost = false;
  const tell = () => {
    const sent = [...sentBytes.values()].reduce((total, bytes) => total + bytes, plan.arrivedBytes);
    onProgress({ share: sent / file.size, isWaiting: false });
  };
  const lane = async () => {
    for (let part = waiting.shift(); part !== undefined && !isLost; part = waiting.shift()) {
      const { number, url } = part;
      const body = file.slice((number - 1) * plan.partBytes, number * plan.partBytes);
      const onPart = (bytes: number) => {
        sentBytes.set(number, bytes);
        tell();
      };
      const { status } = await transfer("PUT", url, body, { onProgress: onPart, signal });
      onPart(status === 200 ? body.size : 0);
      isLost ||= status !== 200;
    }
  };
  tell();
  await Promise.all(Array.from({ length: partsAtOnce }, lane));
  return !isLost;
}

/** Asks the site something.
 * @returns its answer; null when the connection was lost, or the site is not available for the moment */
async function call<Answer>(
  slug: string,
  body: unknown,
  signal: AbortSignal | null = null,
): Promise<Answer | Refusal | null> {
  const options = {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    signal,
  };
  try {
    const answer = await fetch(`/upload/${slug}/parts`, options);
    if (answer.status >= 500) return null;
    const content: Answer | Refusal = await answer.json();
    return content;
  } catch (error) {
    // Lost connections are TypeErrors, and a body cut short is a SyntaxError.
    if (error instanceof TypeError || error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Gives an upload up. Without a connection it expires by itself.
 * @returns whether the site has heard it */
export async function cancelUnfinished(slug: string, id: string): Promise<boolean> {
  return (await call(slug, { cancel: id })) !== null;
}
