import type { RequestHandler } from "express";
import { log } from "#db/log.ts";

/** One line per request: method, path without query, status, duration. Secrets of links stand in the query. */
export function logRequests(): RequestHandler {
  return (request, response, next) => {
    const startedAt = performance.now();
    response.on("finish", () => {
      const durationMs = Math.round(performance.now() - startedAt);
      log.info(
        { method: request.method, path: request.path, status: response.statusCode, durationMs },
        "request",
      );
    });
    next();
  };
}
