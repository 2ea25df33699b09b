import type { RequestHandler } from "express";
import { log } from "#db/log.ts";

/** One line per request: method, path without query, status, duration. Paths that carry a secret lose it. */
export function logRequests(): RequestHandler {
  return (request, response, next) => {
    const startedAt = performance.now();
    response.on("finish", () => {
      const path = request.path.replace(/\/(confirm|reset)\/[^/]+/, "/$1/…");
      const durationMs = Math.round(performance.now() - startedAt);
      log.info({ method: request.method, path, status: response.statusCode, durationMs }, "request");
    });
    next();
  };
}
