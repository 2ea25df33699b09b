import { ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import type { Request, RequestHandler, Response } from "express";
import { errorFacts, log } from "#db/log.ts";
import { schemeOf } from "./color-scheme.ts";
import type { LiveChanges } from "./live-changes.ts";
import { PreparedPage } from "./prepared-page.ts";

/** Until when a page is what would be rendered now: lowered by a change, also while it is being rendered. */
type Age = { freshUntil: number };
type Page = { content: PreparedPage; headers: Record<string, string>; age: Age };
/** A promise of null is a rendering that came to nothing. */
type Rendering = Promise<Page | null>;

const pagesAtMost = 500;
const freshForMs = 60_000;
/** For how much longer a page may be shown while the next one is being rendered. */
const oldForMs = 2_000;
/** What is left to other answers between two renderings that nobody waits for. */
const pauseMs = 10;
const patienceMs = 15_000;
const cached = /^\/(fr|en)\/challenges\/[a-z0-9-]+\/leaderboard(\.data)?$/;
const keptHeaders = ["content-type", "x-remix-response"];

/** Keeps the boards that visitors see: rendered once per change however many ask at that moment, with each answer's own
 * nonce filled in. Who asks within two seconds of a change gets the page as it was, and the new one is rendered beside;
 * who asks later waits for it. An open page, which asks for its data because it was told of the change, never gets an
 * old one. Whoever is signed in gets a page of their own.
 * @param render answers a request anew */
export function pageCache(changes: Pick<LiveChanges, "onChange">, render: RequestHandler): RequestHandler {
  const pages = new Pages();
  const beside = new Backlog();
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
    const page = pages.find(key, request.path.endsWith(".data") ? 0 : oldForMs);
    const rendering = pages.rendering(key);
    if (page !== null) {
      answer(request, response, page);
      if (!isFresh(page)) beside.add(key, () => renderBeside(key, request, response));
    } else if (rendering === null) {
      void pages.render(key, (age) => heldBack(request, response, age));
      next();
    } else {
      void rendering.then((found) => {
        if (found === null) next();
        else answer(request, response, found);
      });
    }
  };

  async function renderBeside(key: string, request: Request, response: Response): Promise<void> {
    // Somebody who could not wait may have had it rendered meanwhile.
    if (pages.find(key, 0) !== null || pages.rendering(key) !== null) return;
    await pages.render(key, async (age) => {
      const other = detached(request, response);
      const captured = capture(other, age);
      void render(request, other, (error: unknown) => {
        log.error(errorFacts(error), "rendering a board");
        other.status(500).end();
      });
      // A rendering that hangs on a lost connection must not hold up the others for ever.
      return Promise.race([captured.then(({ page }) => page), pause(patienceMs, null, { ref: false })]);
    });
  }
}

/** Answers with what is being rendered once it is whole. */
async function heldBack(request: Request, response: Response, age: Age): Rendering {
  const { page, content } = await capture(response, age);
  if (page === null) response.end(content);
  else answer(request, response, page);
  return page;
}

/** What is rendered while nobody waits for it: one page after the other, once each, so that other answers have their turn
 * between two. */
class Backlog {
  readonly #waiting = new Map<string, () => Promise<void>>();
  #isBusy = false;

  /** @param work begins when its turn comes; what waits under the same key already keeps its place */
  add(key: string, work: () => Promise<void>): void {
    if (!this.#waiting.has(key)) this.#waiting.set(key, work);
    if (!this.#isBusy) void this.#doAll();
  }

  async #doAll(): Promise<void> {
    this.#isBusy = true;
    for (const [key, work] of this.#waiting) {
      this.#waiting.delete(key);
      await work().catch((error: unknown) => {
        log.error(errorFacts(error), "rendering a board");
      });
      await pause(pauseMs);
    }
    this.#isBusy = false;
  }
}

/** The rendered pages, and those that are being rendered. */
class Pages {
  readonly #pages = new Map<string, Page>();
  readonly #begun = new Set<Age>();
  #renderings = new Map<string, Rendering>();

  hasChanged(): void {
    const now = Date.now();
    const ages = [...this.#begun, ...[...this.#pages.values()].map(({ age }) => age)];
    for (const age of ages) age.freshUntil = Math.min(age.freshUntil, now);
    // Who has asked before the change may get what is being rendered; who asks from now on may not.
    this.#renderings = new Map();
  }

  /** @param oldBy for how long a page may be out of date, in ms */
  find(key: string, oldBy: number): Page | null {
    const page = this.#pages.get(key);
    return page !== undefined && isFresh(page, oldBy) ? page : null;
  }

  rendering(key: string): Rendering | null {
    return this.#renderings.get(key) ?? null;
  }

  /** Remembers a rendering that begins now, and then its page. */
  async render(key: string, work: (age: Age) => Rendering): Promise<void> {
    const age = { freshUntil: Date.now() + freshForMs };
    const renderings = this.#renderings;
    this.#begun.add(age);
    const rendering = work(age);
    renderings.set(key, rendering);
    const page = await rendering;
    this.#begun.delete(age);
    renderings.delete(key);
    if (page === null) return;
    const known = this.#pages.get(key);
    // Begun before a change, it may end after the one that was begun afterwards.
    if (known !== undefined && known.age.freshUntil > age.freshUntil) return;
    if (this.#pages.size >= pagesAtMost) this.#pages.clear();
    this.#pages.set(key, page);
  }
}

function isFresh({ age }: Page, oldBy = 0): boolean {
  return Date.now() < age.freshUntil + oldBy;
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
function capture(response: Response, age: Age): Promise<{ page: Page | null; content: Buffer }> {
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
      resolve({ page: response.statusCode === 200 ? prepared(response, content, age) : null, content });
      return response;
    }) as Response["end"];
    // A visitor who has left before the end got no page.
    response.once("close", () => {
      resolve({ page: null, content: Buffer.alloc(0) });
    });
  });
}

function prepared(response: Response, content: Buffer, age: Age): Page {
  const page = new PreparedPage(content.toString("utf8"), nonceOf(response));
  return { content: page, headers: kept(response), age };
}

function kept(response: Response): Record<string, string> {
  const pairs = keptHeaders.flatMap((name) => {
    const value = response.getHeader(name);
    return value === undefined ? [] : [[name, String(value)]];
  });
  return Object.fromEntries(pairs);
}
