import type { Request, Response } from "express";
import type { Sql } from "postgres";
import { z } from "zod";
import { errorFacts, log } from "#db/log.ts";

const changeSchema = z.object({ kind: z.enum(["board", "submission"]), id: z.string() });
export type Change = z.infer<typeof changeSchema>;

const aliveEveryMs = 25_000;
const listenersAtMost = 5_000;

/** Tells open pages that something has changed: they then ask again as who they are, so nothing secret passes here. */
export class LiveChanges {
  readonly #listeners = new Set<(change: Change | null) => void>();
  readonly #connections = new Set<Response>();

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

  /** Answers `/events?board=…` or `/events?submission=…` with server-sent events. */
  serve(request: Request, response: Response): void {
    const { board, submission } = request.query;
    if (this.#connections.size >= listenersAtMost) {
      response.status(503).set("Retry-After", "30").end();
      return;
    }
    response.writeHead(200, {
      "Content-Type": "text/event-stream",
      "Cache-Control": "no-store, no-transform",
      "X-Accel-Buffering": "no",
    });
    response.write("retry: 2000\n\n");
    this.#connections.add(response);
    const stop = this.onChange((change) => {
      const isMine = change === null || change.id === (change.kind === "board" ? board : submission);
      if (isMine) response.write("event: change\ndata: {}\n\n");
    });
    const alive = setInterval(() => response.write(": alive\n\n"), aliveEveryMs);
    response.on("close", () => {
      clearInterval(alive);
      stop();
      this.#connections.delete(response);
    });
  }

  close(): void {
    for (const response of this.#connections) response.end();
  }

  #tell(change: Change | null): void {
    for (const listener of this.#listeners) listener(change);
  }
}
