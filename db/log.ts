import { pino } from "pino";
import { logLevel } from "./environment.ts";

/** The log of a process: one JSON object a line. Callers log ids, codes and durations; never names, addresses, tokens,
 * file contents or label values. */
export const log = pino({
  level: logLevel(),
  base: { pid: process.pid },
  redact: ["email", "password", "token", "authorization", "cookie"],
});

/** What may be logged of an error: its class, its code, and where it was thrown. Its text stays out: it may quote what
 * somebody has sent, as the parameters of a failed query. */
export function errorFacts(error: unknown): { error: string; code: string | null; at: string[] } {
  if (!(error instanceof Error)) return { error: typeof error, code: null, at: [] };
  const stack = error.stack ?? "";
  // A text may look like a frame itself: frames are looked for behind it.
  const behindText = stack.lastIndexOf(error.message) + error.message.length;
  const frames = stack
    .slice(Math.max(0, behindText))
    .split("\n")
    .filter((line) => /^\s+at /.test(line));
  return { error: error.name, code: errorCode(error), at: frames.slice(0, 8).map((line) => line.trim()) };
}

/** The code of an error, or of what caused it. */
function errorCode(error: Error): string | null {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if ("code" in cause && typeof cause.code === "string") return cause.code;
  }
  return null;
}
