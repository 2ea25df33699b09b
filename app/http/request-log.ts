import type { RequestHandler } from "express";
import { log } from "#db/log.ts";
import type { Scope } from "./request-scope.ts";

declare module "express-serve-static-core" {
  interface Locals {
    /** Of a request that the site itself answers. */
    scope?: Scope;
  }
}

/** One line per request: method, path without query, status, duration, and by its id the account that asked, so that after a
 * breach it can be told who has read what. Secrets of links stand in the query. */
export function logRequests(): RequestHandler {
  return (request, response, next) => {
    const startedAt = performance.now();
    response.on("finish", () => {
      const durationMs = Math.round(performance.now() - startedAt);
      const { method, path } = request;
      const person = response.locals.scope?.personId ?? undefined;
      log.info({ method, path, status: response.statusCode, durationMs, person }, "request");
    });
    next();
  };
}
