import { AsyncLocalStorage } from "node:async_hooks";
import { environment } from "./environment.ts";
import { log } from "./log.ts";

declare global {
  // The server bundle and Remix's build are two copies of this module in one process: they share through the global.
  var palmaresTransactions: AsyncLocalStorage<true> | undefined;
}

const transactions = (globalThis.palmaresTransactions ??= new AsyncLocalStorage<true>());

/** Runs the work of a transaction so that `requireNoTransaction` notices it, however deep the call. */
export function asTransaction<Result>(work: () => Promise<Result>): Promise<Result> {
  return transactions.run(true, work);
}

/** Called before every call over the network: whoever waits for another server must hold no connection and no lock, or
 * that server's silence becomes everybody's.
 * @throws Error within a transaction, in tests; in production the call goes on
 * Effects: in production a line in the log. */
export function requireNoTransaction(call: string): void {
  if (transactions.getStore() === undefined) return;
  const error = new Error(`A transaction waits for the network: ${call}.`);
  if (environment().NODE_ENV === "test") throw error;
  log.error({ call, at: error.stack?.split("\n").slice(2, 8) }, "a transaction waits for the network");
}
