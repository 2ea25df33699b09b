import type { ErrorRequestHandler } from "express";
import { errorFacts, log } from "#db/log.ts";
import { refuseEarly } from "./refuse.ts";

/** Answers what has failed on its way to or from the site, and says nothing of why: that is for the log. */
export const answerFailure: ErrorRequestHandler = (error: unknown, request, response, next) => {
  void next;
  // Whoever has left, or was answered already, caused no failure of ours.
  if (response.headersSent || request.destroyed) {
    response.destroy();
    return;
  }
  if (isOfSender(error)) {
    refuseEarly(response, "bad_request");
    return;
  }
  log.error(errorFacts(error), "bug");
  refuseEarly(response, "failed");
};

/** Express says so of what it cannot decode. */
function isOfSender(error: unknown): boolean {
  if (typeof error !== "object" || error === null || !("status" in error)) return false;
  return typeof error.status === "number" && error.status >= 400 && error.status < 500;
}
