import type { Request as ExpressRequest } from "express";
import { errorFacts, log } from "#db/log.ts";
import { actorOf } from "./session.server.ts";

/** Who asks, by their session; null for a visitor, and while the database cannot say. */
export async function personAsking(request: ExpressRequest): Promise<string | null> {
  const { cookie, host = "localhost" } = request.headers;
  if (cookie === undefined) return null;
  try {
    const asked = new Request(`${request.protocol}://${host}/`, { headers: { Cookie: cookie } });
    const actor = await actorOf(asked);
    return actor.kind === "person" ? actor.id : null;
  } catch (error) {
    log.warn(errorFacts(error), "finding out who opens a stream");
    return null;
  }
}
