import type { RequestHandler } from "express";

/** Refuses requests with the parameter `_data`, by which older pages of Remix asked for what one loader returns. Ours ask at
 * the address with `.data`; Remix would take such a request for a bug of ours. */
export function refuseDataParameter(): RequestHandler {
  return (request, response, next) => {
    if ("_data" in request.query) response.status(404).json({ code: "not_found" });
    else next();
  };
}
