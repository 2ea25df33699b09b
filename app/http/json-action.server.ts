import { Refused } from "#app/accounts/refusal.ts";
import type { Actor } from "#app/accounts/actor.ts";
import { refusalIn } from "./handle.server.ts";
import { headersOf, statusOf } from "./refusals.ts";
import { actorOf } from "./session.server.ts";

/** Runs the work of an address that a page's own script calls, and answers with JSON; a refusal with its code. */
export async function jsonAction(
  request: Request,
  work: (actor: Actor) => Promise<unknown>,
): Promise<Response> {
  try {
    return Response.json(await work(await actorOf(request)));
  } catch (error) {
    const refusal = refusalIn(error);
    if (refusal === null) throw error;
    const details = error instanceof Refused ? error.refusal.details : undefined;
    return Response.json(
      { code: refusal.code, details },
      { status: statusOf(refusal.code), headers: headersOf(refusal.code) },
    );
  }
}
