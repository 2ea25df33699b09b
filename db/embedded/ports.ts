import { createServer, type AddressInfo } from "node:net";

/** A port of this machine that nothing listens on now. */
export function freePort(): Promise<number> {
  return listenOnce(0);
}

/** Whether a port of this machine can be listened on now. */
export async function isFree(port: number): Promise<boolean> {
  try {
    await listenOnce(port);
    return true;
  } catch {
    return false;
  }
}

/** @returns the port that was listened on for a moment
 * @throws Error when it is taken */
async function listenOnce(wanted: number): Promise<number> {
  return new Promise((found, failed) => {
    const server = createServer();
    server.once("error", failed);
    server.listen(wanted, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        found(port);
      });
    });
  });
}
