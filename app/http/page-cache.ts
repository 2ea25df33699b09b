import type { RequestHandler, Response } from "express";
import type { LiveChanges } from "./live-changes.ts";

type Page = { html: string; contentType: string; at: number };

const pagesAtMost = 500;
const freshForMs = 60_000;
const cached = /^\/(fr|en)\/challenges\/[a-z0-9-]+\/leaderboard$/;

/** Keeps the boards that visitors see: rendered once per change, with each answer's own nonce filled in.
 * Whoever is signed in gets a page of their own. */
export function pageCache(changes: LiveChanges): RequestHandler {
  const pages = new Map<string, Page>();
  let generation = 0;
  changes.onChange((change) => {
    if (change?.kind === "submission") return;
    generation += 1;
    pages.clear();
  });
  return (request, response, next) => {
    const isCached =
      request.method === "GET" &&
      cached.test(request.path) &&
      !/palmares=/.test(request.headers.cookie ?? "");
    if (!isCached) {
      next();
      return;
    }
    const key = `${request.originalUrl} ${/scheme=(\w+)/.exec(request.headers.cookie ?? "")?.[1] ?? ""}`;
    const page = pages.get(key);
    if (page !== undefined && Date.now() - page.at < freshForMs) {
      response.setHeader("Content-Type", page.contentType);
      response.end(page.html.replaceAll(placeholder, nonceOf(response)));
      return;
    }
    const renderedFor = generation;
    captureHtml(response, (html) => {
      if (renderedFor !== generation) return;
      if (pages.size >= pagesAtMost) pages.clear();
      const contentType = String(response.getHeader("content-type"));
      pages.set(key, { html: html.replaceAll(nonceOf(response), placeholder), contentType, at: Date.now() });
    });
    next();
  };
}

const placeholder = "{{palmares-nonce}}";

function nonceOf(response: Response): string {
  return String(response.locals["cspNonce"]);
}

/** Hears a page on its way out, and hands it over when it was answered with 200. */
function captureHtml(response: Response, keep: (html: string) => void): void {
  const chunks: Buffer[] = [];
  const hear = (chunk: unknown) => {
    if (typeof chunk === "string" || chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
  };
  const write = response.write.bind(response);
  const end = response.end.bind(response);
  response.write = ((chunk: unknown, ...rest: []) => {
    hear(chunk);
    return write(chunk, ...rest);
  }) as Response["write"];
  response.end = ((chunk: unknown, ...rest: []) => {
    hear(chunk);
    if (response.statusCode === 200) keep(Buffer.concat(chunks).toString("utf8"));
    return end(chunk, ...rest);
  }) as Response["end"];
}
