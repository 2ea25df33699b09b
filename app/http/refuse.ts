import type { Response } from "express";

const sentences = {
  bad_request: [400, "The request cannot be understood."],
  unknown_host: [
    400,
    "This site is not reached under that name. PUBLIC_URL and ALLOWED_HOSTS say its names.",
  ],
  foreign_origin: [403, "This was sent by another site's page."],
  not_found: [404, "There is nothing here."],
  method_not_allowed: [405, "Only GET, HEAD and POST are answered."],
  too_slow: [408, "The body came too slowly."],
  body_too_large: [413, "The body is longer than anything that is read at this address."],
  too_many_at_once: [
    429,
    "Your network has too many requests under way. Let some of them end, then try again.",
  ],
  failed: [500, "Something went wrong here. It has been noted; try again."],
  busy: [503, "Too many requests are under way. Try again in a moment."],
} as const satisfies Record<string, readonly [number, string]>;

export type EarlyRefusal = keyof typeof sentences;

/** Refuses a request before it has reached the site: with a code for programs and a sentence for people. */
export function refuseEarly(response: Response, code: EarlyRefusal): void {
  const [status, title] = sentences[code];
  response.setHeader("Cache-Control", "no-store");
  if (code === "method_not_allowed") response.setHeader("Allow", "GET, HEAD, POST");
  response.status(status).json({ code, title });
}
