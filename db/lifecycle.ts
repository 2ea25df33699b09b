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

/** SIGINT asks to be quick, SIGTERM to lose nothing. */
export type StopSignal = "SIGINT" | "SIGTERM";

/** Stops the process in good order at the first SIGINT or SIGTERM; later signals change nothing.
 * A supervised process also stops when its supervisor is gone, which it sees by the end of its standard input.
 * @param stop lets running work end, told by which signal it was asked
 * @param withinMs after this time the process ends anyway */
export function stopWhenAsked(stop: (signal: StopSignal) => Promise<void>, withinMs = 10_000): void {
  let isStopping = false;
  const stopOnce = (signal: StopSignal) => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => process.exit(1), withinMs).unref();
    stop(signal).then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on("SIGINT", stopOnce);
  process.on("SIGTERM", stopOnce);
  const isAlone = () => {
    stopOnce("SIGINT");
  };
  if (process.env["PALMARES_SUPERVISED"] === "1")
    process.stdin.resume().on("end", isAlone).on("error", isAlone);
}
