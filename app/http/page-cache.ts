import type { Request, RequestHandler, Response } from "express";
import { schemeOf } from "./color-scheme.ts";
import type { LiveChanges } from "./live-changes.ts";
import { PreparedPage } from "./prepared-page.ts";

type Page = { content: PreparedPage; headers: Record<string, string>; askedAt: number };

const pagesAtMost = 500;
const freshForMs = 60_000;
/** For how much longer a page may be shown while the next one is being rendered. */
const oldForMs = 2_000;
const cached = /^\/(fr|en)\/challenges\/[a-z0-9-]+\/leaderboard(\.data)?$/;
const keptHeaders = ["content-type", "x-remix-response"];

/** Keeps the boards that visitors see: rendered once per change however many ask at that moment, with each answer's own
 * nonce filled in. While the first one to ask after a change waits for the new rendering, the others get the page as it
 * was a moment ago; an open page, which asks for its data because it was told of the change, never does.
 * Whoever is signed in gets a page of their own. */
export function pageCache(changes: Pick<LiveChanges, "onChange">): RequestHandler {
  const pages = new Pages();
  changes.onChange((change) => {
    if (change?.kind !== "submission") pages.hasChanged();
  });
  return (request, response, next) => {
    const cookies = request.headers.cookie ?? "";
    if (request.method !== "GET" || !cached.test(request.path) || /palmares=/.test(cookies)) {
      next();
      return;
    }
    const key = `${request.originalUrl} ${schemeOf(cookies) ?? ""}`;
    const mayBeOld = !request.path.endsWith(".data");
    const found = pages.find(key, mayBeOld);
    if (found === null) {
      pages.keep(key, captured(request, response));
      next();
    } else {
      void Promise.resolve(found).then((page) => {
        if (page === null) next();
        else answer(request, response, page);
      });
    }
  };
}

/** The rendered pages, and those that are being rendered: a promise of null is a rendering that came to nothing. */
class Pages {
  readonly #pages = new Map<string, Page>();
  #renderings = new Map<string, Promise<Page | null>>();
  #changedAt = 0;

  hasChanged(): void {
    this.#changedAt = Date.now();
    // Who has asked before the change may get what is being rendered; who asks from now on may not.
    this.#renderings = new Map();
  }

  /** @returns null when the page has to be rendered now */
  find(key: string, mayBeOld: boolean): Page | Promise<Page | null> | null {
    const page = this.#pages.get(key);
    const rendering = this.#renderings.get(key) ?? null;
    if (page === undefined) return rendering;
    const age = Date.now() - page.askedAt;
    if (page.askedAt > this.#changedAt && age < freshForMs) return page;
    return rendering !== null && mayBeOld && age < freshForMs + oldForMs ? page : rendering;
  }

  keep(key: string, rendering: Promise<Page | null>): void {
    const renderings = this.#renderings;
    renderings.set(key, rendering);
    void rendering.then((page) => {
      renderings.delete(key);
      if (page === null) return;
      if (this.#pages.size >= pagesAtMost) this.#pages.clear();
      this.#pages.set(key, page);
    });
  }
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
  const askedAt = Date.now();
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
      const page = response.statusCode === 200 ? prepared(response, content, askedAt) : null;
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

function prepared(response: Response, content: Buffer, askedAt: number): Page {
  const page = new PreparedPage(content.toString("utf8"), nonceOf(response));
  return { content: page, headers: kept(response), askedAt };
}

function kept(response: Response): Record<string, string> {
  const pairs = keptHeaders.flatMap((name) => {
    const value = response.getHeader(name);
    return value === undefined ? [] : [[name, String(value)]];
  });
  return Object.fromEntries(pairs);
}
