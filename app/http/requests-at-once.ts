import type { RequestHandler } from "express";
import { requestsAtOnce } from "#app/limits.ts";
import { networkOfRequest } from "./client.ts";
import { Pot } from "./pot.ts";
import { refuseEarly } from "./refuse.ts";

/** Answers only so many requests of one network at the same time. */
export function limitRequestsAtOnce(): RequestHandler {
  const pot = new Pot(requestsAtOnce);
  return (request, response, next) => {
    const taking = pot.take({ address: networkOfRequest(request), personId: null });
    if ("full" in taking) {
      refuseEarly(response, taking.full === "total" ? "busy" : "too_many_at_once");
      return;
    }
    response.once("close", taking.release);
    next();
  };
}
