import type { Server } from "node:http";
import { setTimeout as pause } from "node:timers/promises";

/** Stops servers so that nothing is lost: for a while they go on as before, until nobody sends them anything new; then they
 * take no connection more, and end when the last answer has ended.
 * @param finishMs after this time, what is still under way is cut off */
export async function stopServers(
  servers: readonly Server[],
  { drainMs, finishMs }: { drainMs: number; finishMs: number },
): Promise<void> {
  await pause(drainMs);
  await Promise.all(servers.map((server) => close(server, finishMs)));
}

async function close(server: Server, finishMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) =>
    server.close(() => {
      resolve();
    }),
  );
  // Node closes what is idle now. What becomes idle later has been told `Connection: close`, unless it was before.
  const idle = setInterval(() => {
    server.closeIdleConnections();
  }, 100);
  const force = setTimeout(() => {
    server.closeAllConnections();
  }, finishMs);
  await closed;
  clearInterval(idle);
  clearTimeout(force);
}
