import { databaseErrorCode } from "./connections.ts";

// Refused, lost and silent connections (Node's and postgres.js' codes), the object store's own failures, and a machine
// without room: on its disk, for a file, or for a connection.
const unavailableCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ETIMEDOUT",
  "EPIPE",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "CONNECT_TIMEOUT",
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  "STORE_UNAVAILABLE",
  "ENOSPC",
  "EDQUOT",
  "EMFILE",
  "ENFILE",
]);

// PostgreSQL's own: a connection that failed (08), no room, memory or connection left (53), a server that is starting or
// stopping or has ended the statement (57), a broken disk (58), a lock not got in time, an idle transaction that was
// ended, and conflicts that have outlasted their repetitions.
const unavailableStates = /^(08...|53...|57P0[1-5]|57014|58000|58030|55P03|25P0[34]|40001|40P01)$/;

/** Whether a failure means that the database, the object store or room on this machine is missing now, so that later is
 * worth a try. */
export function isUnavailable(error: unknown): boolean {
  return errorCodes(error).some((code) => unavailableCodes.has(code) || unavailableStates.test(code));
}

/** The codes of an error and of everything that caused it. */
function errorCodes(error: unknown): string[] {
  const codes: string[] = [];
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ("code" in cause && typeof cause.code === "string") codes.push(cause.code);
    // Node's, when several addresses of a host were tried.
    if (cause instanceof AggregateError) codes.push(...cause.errors.flatMap(errorCodes));
  }
  return codes;
}

// NUL in a text and in JSON, a date that is none, a date beyond the calendar: only what somebody has sent can hold them.
const inputCodes = new Set(["22021", "22P05", "22007", "22008", "22009"]);

/** Whether the database refused a value that it can neither store nor compare. */
export function isUnstorable(error: unknown): boolean {
  return inputCodes.has(databaseErrorCode(error) ?? "");
}
