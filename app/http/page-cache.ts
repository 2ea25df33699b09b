import type { Request, RequestHandler, Response } from "express";
import type { LiveChanges } from "./live-changes.ts";
import { PreparedPage } from "./prepared-page.ts";

type Page = { content: PreparedPage; headers: Record<string, string>; at: number };

const pagesAtMost = 500;
const freshForMs = 60_000;
const cached = /^\/(fr|en)\/challenges\/[a-z0-9-]+\/leaderboard(\.data)?$/;
const keptHeaders = ["content-type", "x-remix-response"];

/** Keeps the boards that visitors see: rendered once per change however many ask at that moment, with each answer's own
 * nonce filled in. Whoever is signed in gets a page of their own. */
export function pageCache(changes: LiveChanges): RequestHandler {
  const pages = new Map<string, Page>();
  /** Pages that are being rendered; null when it came to nothing. */
  let renderings = new Map<string, Promise<Page | null>>();
  changes.onChange((change) => {
    if (change?.kind === "submission") return;
    pages.clear();
    // Who has asked before the change may get what is being rendered; who asks from now on may not.
    renderings = new Map();
  });
  return (request, response, next) => {
    const cookies = request.headers.cookie ?? "";
    if (request.method !== "GET" || !cached.test(request.path) || /palmares=/.test(cookies)) {
      next();
      return;
    }
    const key = `${request.originalUrl} ${/scheme=(\w+)/.exec(cookies)?.[1] ?? ""}`;
    const page = pages.get(key);
    if (page !== undefined && Date.now() - page.at < freshForMs) {
      answer(request, response, page);
      return;
    }
    const running = renderings.get(key);
    if (running !== undefined) {
      void running.then((rendered) => {
        if (rendered === null) next();
        else answer(request, response, rendered);
      });
      return;
    }
    const current = renderings;
    const rendering = captured(request, response).then((rendered) => {
      current.delete(key);
      if (rendered === null || current !== renderings) return rendered;
      if (pages.size >= pagesAtMost) pages.clear();
      pages.set(key, rendered);
      return rendered;
    });
    current.set(key, rendering);
    next();
  };
}

function answer(request: Request, response: Response, page: Page): void {
  for (const [name, value] of Object.entries(page.headers)) response.setHeader(name, value);
  response.vary("Accept-Encoding");
  if (request.acceptsEncodings("gzip") === "gzip") {
    response.setHeader("Content-Encoding", "gzip");
    response.end(page.content.gzipped(nonceOf(response)));
  } else {
    response.end(page.content.plain(nonceOf(response)));
  }
}

function nonceOf(response: Response): string {
  return String(response.locals["cspNonce"]);
}

/** Holds a page back until it is whole, then answers with it.
 * @returns the page when it came with 200, else null */
function captured(request: Request, response: Response): Promise<Page | null> {
  const chunks: Buffer[] = [];
  const hear = (chunk: unknown) => {
    if (typeof chunk === "string" || chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
  };
  const write = response.write.bind(response);
  const end = response.end.bind(response);
  response.write = ((chunk: unknown) => {
    hear(chunk);
    return true;
  }) as Response["write"];
  return new Promise((resolve) => {
    response.end = ((chunk: unknown) => {
      hear(chunk);
      Object.assign(response, { write, end });
      const content = Buffer.concat(chunks);
      const page = response.statusCode === 200 ? prepared(response, content) : null;
      if (page === null) response.end(content);
      else answer(request, response, page);
      resolve(page);
      return response;
    }) as Response["end"];
    // A visitor who has left before the end got no page.
    response.once("close", () => {
      resolve(null);
    });
  });
}

function prepared(response: Response, content: Buffer): Page {
  const page = new PreparedPage(content.toString("utf8"), nonceOf(response));
  return { content: page, headers: kept(response), at: Date.now() };
}

function kept(response: Response): Record<string, string> {
  const pairs = keptHeaders.flatMap((name) => {
    const value = response.getHeader(name);
    return value === undefined ? [] : [[name, String(value)]];
  });
  return Object.fromEntries(pairs);
}
