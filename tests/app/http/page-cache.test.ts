import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { schemeOf } from "#app/http/color-scheme.ts";
import type { Change } from "#app/http/live-changes.ts";
import { pageCache } from "#app/http/page-cache.ts";

let change: (change: Change | null) => void = () => {};
let version = 0;
let renderings = 0;

// A page that is drawn in the visitor's appearance, behind the cache.
const render: express.RequestHandler = (request, response) => {
  renderings++;
  const text = `drawn ${schemeOf(request.headers.cookie ?? null) ?? "auto"} ${String(version)}`;
  setTimeout(() => response.type("html").end(text), 20);
};
const site = express();
site.use(
  pageCache(
    {
      onChange: (listener) => {
        change = listener;
        return () => true;
      },
    },
    render,
  ),
);
site.use(render);
const server = createServer(site);
let address = "";

beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/fr/challenges/trial/leaderboard`;
});
afterEach(() => {
  vi.useRealTimers();
});
afterAll(() => void server.close());

async function board(query: string, cookie = ""): Promise<string> {
  const answer = await fetch(`${address}?${query}`, { headers: { cookie } });
  return answer.text();
}

function changeBoard(): void {
  version++;
  change({ kind: "board", id: "phase_1" });
}

/** Only the clock that says how old a page is. */
function passSeconds(seconds: number): void {
  const now = Date.now();
  vi.useFakeTimers({ toFake: ["Date"], now: now + seconds * 1000 });
}

test("nobody puts a page of another appearance into the cache, whatever their cookies are called", async () => {
  expect(await board("a", "otherscheme=dark")).toBe("drawn auto 0");
  expect(await board("a", "scheme=dark")).toBe("drawn dark 0");
  expect(await board("b", "otherscheme=light; scheme=dark")).toBe("drawn dark 0");
  expect(await board("b", "scheme=light")).toBe("drawn light 0");
  expect(await board("b")).toBe("drawn auto 0");
});

test("a page is rendered once, for all who ask meanwhile, and again when it may have aged", async () => {
  const before = renderings;
  expect(new Set(await Promise.all(Array.from({ length: 8 }, () => board("once")))).size).toBe(1);
  await board("once");
  expect(renderings - before).toBe(1);
  passSeconds(100);
  await board("once");
  expect(renderings - before).toBe(2);
});

test("within two seconds of a change visitors wait for no rendering, and one rendering is enough for all", async () => {
  const old = await board("soon");
  const before = renderings;
  passSeconds(1);
  changeBoard();
  expect(new Set(await Promise.all(Array.from({ length: 8 }, () => board("soon"))))).toEqual(new Set([old]));
  await vi.waitFor(async () => expect(await board("soon")).toBe(`drawn auto ${String(version)}`));
  expect(renderings - before).toBe(1);
});

test("who asks later than two seconds after a change gets the new page", async () => {
  await board("late");
  passSeconds(1);
  changeBoard();
  passSeconds(3);
  expect(await board("late")).toBe(`drawn auto ${String(version)}`);
});

test("a page is out of date since the first change that it lacks, not since the last", async () => {
  await board("often");
  passSeconds(1);
  changeBoard();
  passSeconds(1.5);
  changeBoard();
  passSeconds(1);
  expect(await board("often")).toBe(`drawn auto ${String(version)}`);
});

test("an open page that was told of a change never gets the data of before", async () => {
  const data = async () => (await fetch(`${address}.data?page=1`)).text();
  await data();
  passSeconds(1);
  changeBoard();
  expect(await data()).toBe(`drawn auto ${String(version)}`);
});
