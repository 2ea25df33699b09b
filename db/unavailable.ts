import { databaseErrorCode } from "./connections.ts";

// Refused or lost connections (Node's and postgres.js' codes), and a server that is starting or stopping.
const connectionCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ETIMEDOUT",
  "EPIPE",
  "ENOTFOUND",
  "CONNECT_TIMEOUT",
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  "57P01",
  "57P02",
  "57P03",
  "53300",
]);

/** Whether a failure means that the database or the object store cannot be reached now, so that later is worth a try. */
export function isUnavailable(error: unknown): boolean {
  return connectionCodes.has(databaseErrorCode(error) ?? "") || isStoreUnreachable(error);
}

// NUL in a text and in JSON, a date that is none, a date beyond the calendar: only what somebody has sent can hold them.
const inputCodes = new Set(["22021", "22P05", "22007", "22008", "22009"]);

/** Whether the database refused a value that it can neither store nor compare. */
export function isUnstorable(error: unknown): boolean {
  return inputCodes.has(databaseErrorCode(error) ?? "");
}

/** Nobody answers, in time or at all; or somebody does, and has too much to do. */
const storeErrors = new Set(["TimeoutError", "AggregateError", "SlowDown"]);

function isStoreUnreachable(error: unknown): boolean {
  return error instanceof Error && storeErrors.has(error.name);
}
