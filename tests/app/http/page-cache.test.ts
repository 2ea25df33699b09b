import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { afterAll, beforeAll, expect, test } from "vitest";
import { schemeOf } from "#app/http/color-scheme.ts";
import { pageCache } from "#app/http/page-cache.ts";

// A page that is drawn in the visitor's appearance, behind the cache.
const site = express();
site.use(pageCache({ onChange: () => () => true }));
site.use((request, response) => {
  response.type("html").end(`drawn ${schemeOf(request.headers.cookie ?? null) ?? "auto"}`);
});
const server = createServer(site);
let address = "";

beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});
afterAll(() => void server.close());

async function board(query: string, cookie: string): Promise<string> {
  const answer = await fetch(`${address}/fr/challenges/trial/leaderboard?${query}`, { headers: { cookie } });
  return answer.text();
}

test("nobody puts a page of another appearance into the cache, whatever their cookies are called", async () => {
  expect(await board("a", "otherscheme=dark")).toBe("drawn auto");
  expect(await board("a", "scheme=dark")).toBe("drawn dark");
  expect(await board("b", "otherscheme=light; scheme=dark")).toBe("drawn dark");
  expect(await board("b", "scheme=light")).toBe("drawn light");
  expect(await board("b", "")).toBe("drawn auto");
});
