import type { RequestHandler, Response } from "express";
import { retryAfterSeconds } from "#app/limits.ts";
import type { Draining } from "./draining.ts";

/** Headers that mean nothing, or the wrong thing, when they are there twice: the last one given counts. */
const single = [
  "content-security-policy",
  "cross-origin-resource-policy",
  "cache-control",
  "x-content-type-options",
];

/** Completes the head of every answer at the moment when it is written, whoever has made it. */
export function answerHead(draining: Draining): RequestHandler {
  return (_request, response, next) => {
    const writeHead = response.writeHead.bind(response) as (...head: unknown[]) => Response;
    response.writeHead = ((...head: unknown[]) => {
      complete(response, Number(head[0]), draining);
      return writeHead(...head);
    }) as Response["writeHead"];
    next();
  };
}

/** The last that was given; but what is somebody's own is nobody else's, however public the rest of it is. */
function theOneOf(given: string[]): string {
  return given.filter((one) => /private|no-store/.test(one)).at(-1) ?? given.at(-1) ?? "";
}

function complete(response: Response, status: number, draining: Draining): void {
  for (const name of single) {
    const given = response.getHeader(name);
    if (Array.isArray(given)) response.setHeader(name, theOneOf(given));
  }
  if (draining.hasBegun) response.setHeader("Connection", "close");
  if (response.hasHeader("Retry-After")) return;
  if (status === 429) response.setHeader("Retry-After", String(retryAfterSeconds.tooMany));
  if (status === 503) response.setHeader("Retry-After", String(retryAfterSeconds.unavailable));
}
