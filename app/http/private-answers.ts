import type { RequestHandler } from "express";

/** What is answered to somebody with a session or a token is for them alone: no cache on the way may give it to the next
 * one. Their own browser may keep it, so that going back loses nothing that was typed; signing out empties that, too. */
export function privateAnswers(): RequestHandler {
  return (request, response, next) => {
    const { authorization, cookie = "" } = request.headers;
    if (authorization !== undefined || /palmares=/.test(cookie))
      response.setHeader("Cache-Control", "private, no-cache");
    next();
  };
}
