import { ServerResponse } from "node:http";
import type { Request, RequestHandler, Response } from "express";
import { schemeOf } from "./color-scheme.ts";
import type { LiveChanges } from "./live-changes.ts";
import { PreparedPage } from "./prepared-page.ts";

type Page = { content: PreparedPage; headers: Record<string, string>; askedAt: number };
/** A promise of null is a rendering that came to nothing. */
type Rendering = Promise<Page | null>;

const pagesAtMost = 500;
const freshForMs = 60_000;
/** For how much longer a page may be shown while the next one is being rendered. */
const oldForMs = 2_000;
/** What is left to other answers between two renderings that nobody waits for. */
const pauseMs = 10;
const cached = /^\/(fr|en)\/challenges\/[a-z0-9-]+\/leaderboard(\.data)?$/;
const keptHeaders = ["content-type", "x-remix-response"];

/** Keeps the boards that visitors see: rendered once per change however many ask at that moment, with each answer's own
 * nonce filled in. Who asks within two seconds of a change gets the page as it was, and the new one is rendered beside;
 * who asks later waits for it. An open page, which asks for its data because it was told of the change, never gets an
 * old one. Whoever is signed in gets a page of their own.
 * @param render answers a request anew */
export function pageCache(changes: Pick<LiveChanges, "onChange">, render: RequestHandler): RequestHandler {
  const pages = new Pages();
  const renderBeside = inTurn();
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
    const page = pages.find(key, mayBeOld ? oldForMs : 0);
    const rendering = pages.rendering(key);
    if (page !== null) {
      answer(request, response, page);
      if (rendering === null && !pages.isFresh(page))
        pages.keep(
          key,
          renderBeside(() => renderedFor(detached(request, response))),
        );
    } else if (rendering === null) {
      pages.keep(key, heldBack(request, response));
      next();
    } else {
      void rendering.then((found) => {
        if (found === null) next();
        else answer(request, response, found);
      });
    }
  };

  async function renderedFor(beside: Response): Rendering {
    const captured = capture(beside);
    void render(beside.req, beside, () => {
      beside.status(500).end();
    });
    return (await captured).page;
  }
}

/** Answers with what is being rendered once it is whole. */
async function heldBack(request: Request, response: Response): Rendering {
  const { page, content } = await capture(response);
  if (page === null) response.end(content);
  else answer(request, response, page);
  return page;
}

/** Does one thing after the other, and lets what waits at the process have its turn between two. */
function inTurn(): (work: () => Rendering) => Rendering {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const done = last.then(work);
    last = done.then(() => new Promise((resume) => setTimeout(resume, pauseMs)));
    return done;
  };
}

/** The rendered pages, and those that are being rendered. */
class Pages {
  readonly #pages = new Map<string, Page>();
  #renderings = new Map<string, Rendering>();
  #changedAt = 0;

  hasChanged(): void {
    this.#changedAt = Date.now();
    // Who has asked before the change may get what is being rendered; who asks from now on may not.
    this.#renderings = new Map();
  }

  isFresh(page: Page): boolean {
    return Date.now() < this.#oldSince(page);
  }

  /** @param oldBy for how long a page may be out of date, in ms */
  find(key: string, oldBy: number): Page | null {
    const page = this.#pages.get(key);
    return page !== undefined && Date.now() < this.#oldSince(page) + oldBy ? page : null;
  }

  rendering(key: string): Rendering | null {
    return this.#renderings.get(key) ?? null;
  }

  keep(key: string, rendering: Rendering): void {
    const renderings = this.#renderings;
    renderings.set(key, rendering);
    void rendering.then((page) => {
      renderings.delete(key);
      if (page === null) return;
      if (this.#pages.size >= pagesAtMost) this.#pages.clear();
      this.#pages.set(key, page);
    });
  }

  #oldSince({ askedAt }: Page): number {
    const oldAt = askedAt + freshForMs;
    return askedAt > this.#changedAt ? oldAt : Math.min(this.#changedAt, oldAt);
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

/** An answer that nobody waits for, to the same request. */
function detached(request: Request, response: Response): Response {
  const beside = new ServerResponse(request);
  // Express gives its responses their methods in the same way.
  Object.setPrototypeOf(beside, Object.getPrototypeOf(response) as object);
  return Object.assign(beside as Response, { req: request, locals: response.locals });
}

/** Takes what is written to an answer, until it is whole, instead of sending it.
 * @returns the page when it came with 200, else null; and what was written */
function capture(response: Response): Promise<{ page: Page | null; content: Buffer }> {
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
      resolve({ page: response.statusCode === 200 ? prepared(response, content, askedAt) : null, content });
      return response;
    }) as Response["end"];
    // A visitor who has left before the end got no page.
    response.once("close", () => {
      resolve({ page: null, content: Buffer.alloc(0) });
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
