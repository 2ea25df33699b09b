import { errorFacts, log } from "./log.ts";
import { isUnavailable } from "./unavailable.ts";

/** For a process that holds nothing between two requests: a query that nobody waits for any more fails with its
 * connection, which is no reason to end. Any other rejection that nobody handles is a bug, and ends it. */
export function outliveLostConnections(): void {
  process.on("unhandledRejection", (error) => {
    log.error(errorFacts(error), "unhandled rejection");
    if (!isUnavailable(error)) process.exit(1);
  });
}

/** Stops the process in good order at the first SIGINT or SIGTERM; later signals change nothing.
 * A supervised process also stops when its supervisor is gone, which it sees by the end of its standard input.
 * @param stop lets running work end; after ten seconds the process ends anyway */
export function stopWhenAsked(stop: () => Promise<void>): void {
  let isStopping = false;
  const stopOnce = () => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => process.exit(1), 10_000).unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on("SIGINT", stopOnce);
  process.on("SIGTERM", stopOnce);
  if (process.env["PALMARES_SUPERVISED"] === "1")
    process.stdin.resume().on("end", stopOnce).on("error", stopOnce);
}
