import type { RequestHandler } from "express";
import { refuseEarly } from "./refuse.ts";

/** Refuses every changing request that another site's page has caused. The API reads no cookies and needs no check: what a
 * browser says of the origin there is taken away, so that nobody behind judges it again. Paths have been found to be plain.
 * A browser always names the origin of such a request; a program that names none has no cookies of a victim. */
export function refuseForeignOrigin(): RequestHandler {
  return (request, response, next) => {
    const isApi = request.path.startsWith("/api/v1/");
    if (isApi) delete request.headers.origin;
    const isHarmless = request.method === "GET" || request.method === "HEAD" || isApi;
    if (
      isHarmless ||
      isOwnOrigin(request.headers.origin, request.headers["sec-fetch-site"], request.headers.host)
    ) {
      next();
      return;
    }
    refuseEarly(response, "foreign_origin");
  };
}

function isOwnOrigin(
  origin: string | undefined,
  site: string | string[] | undefined,
  host: string | undefined,
): boolean {
  if (site !== undefined && site !== "same-origin" && site !== "none") return false;
  if (origin === undefined) return site !== undefined;
  return URL.canParse(origin) && new URL(origin).host === host;
}
