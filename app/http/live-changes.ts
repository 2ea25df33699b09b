import type { Request, Response } from "express";
import type { Sql } from "postgres";
import { z } from "zod";
import { eventStreams } from "#app/limits.ts";
import { errorFacts, log } from "#db/log.ts";
import { networkOfRequest } from "./client.ts";
import { Pot } from "./pot.ts";
import { refuseEarly } from "./refuse.ts";

const changeSchema = z.object({ kind: z.enum(["board", "submission"]), id: z.string() });
export type Change = z.infer<typeof changeSchema>;

const aliveEveryMs = 25_000;
/** What waits to be sent to somebody who does not read: after that they are cut off, and come again when they can. */
const unreadAtMostBytes = 64 * 2 ** 10;

/** Tells open pages that something has changed: they then ask again as who they are, so nothing secret passes here. */
export class LiveChanges {
  readonly #listeners = new Set<(change: Change | null) => void>();
  readonly #connections = new Set<Response>();
  readonly #pot = new Pot(eventStreams);
  #isClosing = false;

  /** Listens to the database, again by itself after the connection was lost. */
  constructor(sql: Sql) {
    const relay = (payload: string) => {
      const change = changeSchema.safeParse(JSON.parse(payload));
      if (change.success) this.#tell(change.data);
    };
    // Whatever was missed while the connection was away may have changed.
    const connect = () =>
      sql
        .listen("changes", relay, () => {
          this.#tell(null);
        })
        .catch((error: unknown) => {
          log.warn(errorFacts(error), "listening for changes");
          setTimeout(() => void connect(), 2_000).unref();
        });
    void connect();
  }

  /** @param listener told of each change; null = anything may have changed
   * @returns ends it */
  onChange(listener: (change: Change | null) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Answers `/events?board=…` or `/events?submission=…` with server-sent events.
   * @param personId who asks, if that is known */
  serve(request: Request, response: Response, personId: string | null): void {
    const { board, submission } = request.query;
    const taking = this.#pot.take({ address: networkOfRequest(request), personId });
    if ("full" in taking) {
      refuseEarly(response, taking.full === "total" ? "busy" : "too_many_at_once");
      return;
    }
    response.writeHead(200, {
      "Content-Type": "text/event-stream",
      "Cache-Control": "no-store, no-transform",
      "X-Accel-Buffering": "no",
    });
    response.write(retryHint());
    if (this.#isClosing) response.end();
    this.#connections.add(response);
    const stop = this.onChange((change) => {
      const isMine = change === null || change.id === (change.kind === "board" ? board : submission);
      if (isMine) send(response, "event: change\ndata: {}\n\n");
    });
    const alive = setInterval(() => {
      send(response, ": alive\n\n");
    }, aliveEveryMs);
    response.on("close", () => {
      clearInterval(alive);
      stop();
      taking.release();
      this.#connections.delete(response);
    });
  }

  /** Ends every stream, and each that is still opened: its page comes again, by then to another process. */
  close(): void {
    this.#isClosing = true;
    for (const response of this.#connections) response.end(retryHint());
  }

  #tell(change: Change | null): void {
    for (const listener of this.#listeners) listener(change);
  }
}

/** When to come again after the stream has ended: not all at the same moment. */
function retryHint(): string {
  return `retry: ${String(1_000 + Math.floor(Math.random() * 3_000))}\n\n`;
}

function send(response: Response, text: string): void {
  if (response.writableLength > unreadAtMostBytes) response.destroy();
  else response.write(text);
}
