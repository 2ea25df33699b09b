import { pino } from "pino";
import { environment } from "./environment.ts";

/** The log of a process: one JSON object a line. Callers log ids, codes and durations; never names, addresses, tokens,
 * file contents or label values. */
export const log = pino({
  level: environment().LOG_LEVEL,
  base: { pid: process.pid },
  redact: ["email", "password", "token", "authorization", "cookie"],
});
