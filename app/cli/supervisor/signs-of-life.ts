import { connect } from "node:net";
import postgres from "postgres";
import { thisMachine } from "#db/machine.ts";
import type { LookForSign } from "./watch-signs.ts";

/** Of a web server: it answers, whatever it says. */
export function answersHttp(url: string): LookForSign {
  return async () => {
    const answer = await fetch(url, { signal: AbortSignal.timeout(10_000), redirect: "manual" });
    await answer.body?.cancel();
    return true;
  };
}

/** Asks whether the server speaks TLS, which it answers with one letter before anybody signs in. */
const sslRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

/** Of a PostgreSQL server: it answers a first question. */
export function answersPostgres(port: number): LookForSign {
  return () =>
    new Promise((resolve) => {
      const socket = connect(port, "127.0.0.1", () => socket.write(sslRequest));
      socket.setTimeout(10_000);
      const say = (answer: boolean) => {
        socket.destroy();
        resolve(answer);
      };
      socket.once("data", () => {
        say(true);
      });
      for (const end of ["error", "close", "timeout"])
        socket.once(end, () => {
          say(false);
        });
    });
}

/** Of a process that runs jobs: it has beaten lately, by the clock of the database. While that is away, nobody knows.
 * @param pid of the process, on this machine */
export function beats(ownerUrl: string, pid: () => number | undefined): LookForSign {
  return async () => {
    const sql = postgres(ownerUrl, { max: 1, connect_timeout: 3, onnotice: () => {} });
    try {
      const [row] = await sql<{ alive: boolean | null }[]>`
        select bool_or(abs(extract(epoch from clock_timestamp() - beat_at)) < 30) as alive
        from heartbeats where host = ${thisMachine()} and pid = ${pid() ?? 0}`;
      return row?.alive ?? false;
    } catch {
      return null;
    } finally {
      await sql.end({ timeout: 0 }).catch(() => {});
    }
  };
}
