import type { Request, RequestHandler, Response } from "express";
import { largeFromBytes } from "#app/submissions/rules.ts";
import { bodyLimits, timing } from "#app/limits.ts";
import { refuseEarly } from "./refuse.ts";

const lookEveryMs = 1_000;
const takesFiles = /^\/upload\/[^/]+$|^\/api\/v1\/challenges\/[^/]+\/submissions$/;

/** Watches over the bodies of requests: none is announced longer than what its address can take, none may trickle in, and
 * what nobody reads any more is soon cut off. How much of a body is read is for its reader to bound. */
export function guardBodies(): RequestHandler {
  return (request, response, next) => {
    if (!hasBody(request)) {
      next();
      return;
    }
    endAfterReading(request, response);
    const longest = takesFiles.test(request.path) ? largeFromBytes : bodyLimits.long.bytes;
    if (Number(request.headers["content-length"]) > longest) refuseEarly(response, "body_too_large");
    else {
      endWhenTooSlow(request, response);
      next();
    }
  };
}

function hasBody({ headers }: Request): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}

/** Lets an answer that is given before the body has come to its end be ended a little later, while the rest is read and
 * thrown away: a connection that is closed while something arrives is reset, and its sender never sees the answer. */
function endAfterReading(request: Request, response: Response): void {
  const end = response.end.bind(response) as (...last: unknown[]) => Response;
  response.end = ((...last: unknown[]) => {
    if (request.complete || request.destroyed) return end(...last);
    response.flushHeaders();
    request.removeAllListeners("data").resume();
    const finish = () => {
      clearTimeout(timer);
      end(...last);
      if (!request.complete) request.socket.destroySoon();
    };
    const timer = setTimeout(finish, timing.lingerMs);
    request.once("end", finish);
    return response;
  }) as Response["end"];
}

function endWhenTooSlow(request: Request, response: Response): void {
  const before = request.socket.bytesRead;
  let waitedMs = -timing.bodyGraceMs;
  const timer = setInterval(() => {
    if (request.complete || request.destroyed) {
      clearInterval(timer);
      return;
    }
    // While something has arrived that nobody has read yet, it is us who are slow.
    if (request.readableLength === 0) waitedMs += lookEveryMs;
    if (request.socket.bytesRead - before >= (waitedMs / 1000) * timing.bodyBytesPerSecond) return;
    clearInterval(timer);
    if (response.headersSent) request.destroy();
    else refuseEarly(response, "too_slow");
  }, lookEveryMs);
  timer.unref();
  response.once("close", () => {
    clearInterval(timer);
  });
}
