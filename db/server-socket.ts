import { connect, type Socket } from "node:net";

/** Where a PostgreSQL server may listen: the driver's own names. */
type Servers = { host: string[]; port: number[]; path?: string | null };

const lookEveryMs = 500;
/** A server that may owe an answer for so long is asked whether it is there at all. */
const doubtAfterMs = 3_000;
const answersWithinMs = 5_000;
/** Longer than any statement may take: an answer that is later still does not come. */
const silentAtMostMs = 45_000;

/** Asks whether the server speaks TLS: whoever is alive answers with one letter, before anybody signs in. */
const sslRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

/** Makes the connections of a pool so that none waits for a server that stands still. A statement may take its time; but
 * while an answer may be owed, the server must show that it is alive by answering a stranger. If it does not, the
 * connection breaks, and what waits on it fails like after any other loss. */
export function serverSockets(): (servers: Servers) => Socket {
  let made = 0;
  let asking: Promise<boolean> | null = null;
  return ({ host, port, path }) => {
    const turn = made++ % host.length;
    const open = () =>
      typeof path === "string" ? connect(path) : connect(port[turn] ?? 5432, host[turn] ?? "localhost");
    const isAlive = () => (asking ??= answersStranger(open).finally(() => (asking = null)));
    const socket = open();
    breakWhenServerStandsStill(socket, isAlive);
    return socket;
  };
}

function breakWhenServerStandsStill(socket: Socket, isAlive: () => Promise<boolean>): void {
  const seen = { read: 0, written: 0, at: performance.now() };
  /** What has been asked of it for certain; else it may have answered all. */
  let isOwed = false;
  let hasAnswered = false;
  const look = async () => {
    const { bytesRead: read, bytesWritten: written } = socket;
    if (read !== seen.read || written !== seen.written) {
      isOwed = read === seen.read;
      hasAnswered = false;
      Object.assign(seen, { read, written, at: performance.now() });
      return;
    }
    const silentMs = performance.now() - seen.at;
    if (silentMs < doubtAfterMs || (hasAnswered && !isOwed)) return;
    hasAnswered = !(isOwed && silentMs > silentAtMostMs) && (await isAlive());
    if (!hasAnswered && socket.bytesRead === read && socket.bytesWritten === written)
      socket.destroy(Object.assign(new Error("The database server stands still."), { code: "ETIMEDOUT" }));
  };
  const timer = setInterval(() => void look(), lookEveryMs);
  timer.unref();
  socket.once("close", () => {
    clearInterval(timer);
  });
}

/** Whether the server answers a new connection in time. */
function answersStranger(open: () => Socket): Promise<boolean> {
  return new Promise((resolve) => {
    const startedAt = performance.now();
    const socket = open();
    const say = (isAlive: boolean) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(isAlive);
    };
    const timer = setTimeout(() => {
      // We may have stood still ourselves: then the next look asks again.
      say(performance.now() - startedAt > answersWithinMs * 1.5);
    }, answersWithinMs);
    socket.on("error", () => {
      say(false);
    });
    socket.once("close", () => {
      say(false);
    });
    socket.once("data", () => {
      say(true);
    });
    socket.write(sslRequest);
  });
}
