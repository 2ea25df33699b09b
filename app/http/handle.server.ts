import { data } from "@remix-run/node";
import type { Actor } from "#app/accounts/actor.ts";
import { Refused, type Refusal } from "#app/accounts/refusal.ts";
import { preferredLocale } from "#app/i18n/locale.ts";
import { shellTexts } from "#app/i18n/messages-shell.ts";
import { isUnavailable, isUnstorable } from "#db/unavailable.ts";
import { headersOf, statusOf } from "./refusals.ts";
import { oncePerRequest } from "./request-scope.ts";
import { actorOf } from "./session.server.ts";

/** What an action answers when it refuses: the page shows it where the person stands. */
export type ActionRefusal = { refusal: Refusal };

/** Runs a loader's work for whoever sent the request, whom the loaders of a page look up once.
 * A refusal or a database that is down becomes an answer with its status, shown by the error page. */
export async function handle<Result>(
  request: Request,
  work: (actor: Actor) => Promise<Result>,
): Promise<Result> {
  try {
    // Actions that begin or end a session are run by `handleAction`, which remembers nobody for the loaders after it.
    return await work(await oncePerRequest("actor", () => actorOf(request)));
  } catch (error) {
    const refusal = refusalIn(error);
    if (refusal === null) throw error;
    throw Response.json(refusal, { status: statusOf(refusal.code), headers: headersOf(refusal.code) });
  }
}

/** The same for an action, whose refusal is returned to the form instead of replacing the page. */
export async function handleAction<Result>(request: Request, work: (actor: Actor) => Promise<Result>) {
  try {
    return await work(await actorOf(request));
  } catch (error) {
    const refusal = refusalIn(error);
    if (refusal === null) throw error;
    return data<ActionRefusal>(
      { refusal },
      { status: statusOf(refusal.code), headers: headersOf(refusal.code) },
    );
  }
}

/** The same for an address that gives a file, which no page surrounds: what is away for a moment is said in a sentence. */
export async function handleFile(
  request: Request,
  work: (actor: Actor) => Promise<Response>,
): Promise<Response> {
  try {
    return await handle(request, work);
  } catch (answer) {
    if (!(answer instanceof Response) || answer.status !== 503) throw answer;
    const locale = preferredLocale(request.headers.get("Accept-Language") ?? "");
    const sentence = shellTexts[locale].errors.unavailable.join("\n\n");
    return new Response(sentence, {
      status: 503,
      headers: {
        ...headersOf("unavailable"),
        "Content-Type": "text/plain; charset=utf-8",
        "Cache-Control": "no-store",
        Vary: "Accept-Language",
      },
    });
  }
}

/** What to tell the sender of a failed request; null when it is a bug of ours. */
export function refusalIn(error: unknown): Refusal | null {
  if (error instanceof Refused) return error.refusal;
  if (isUnavailable(error)) return { code: "unavailable" };
  if (isUnstorable(error)) return { code: "invalid_input" };
  return null;
}
