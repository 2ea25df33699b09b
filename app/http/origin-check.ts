import type { RequestHandler } from "express";

/** Refuses every changing request that another site's page has caused. The API reads no cookies and needs no check.
 * A browser always names the origin of such a request; a program that names none has no cookies of a victim. */
export function refuseForeignOrigin(): RequestHandler {
  return (request, response, next) => {
    const isHarmless =
      request.method === "GET" || request.method === "HEAD" || request.path.startsWith("/api/v1/");
    if (
      isHarmless ||
      isOwnOrigin(request.headers.origin, request.headers["sec-fetch-site"], hostOf(request))
    ) {
      next();
      return;
    }
    response.status(403).json({ code: "foreign_origin" });
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

/** Behind trusted proxies Express reads the forwarded host. */
function hostOf(request: Parameters<RequestHandler>[0]): string | undefined {
  return request.get("x-forwarded-host") !== undefined && request.app.get("trust proxy")
    ? request.get("x-forwarded-host")
    : request.get("host");
}
