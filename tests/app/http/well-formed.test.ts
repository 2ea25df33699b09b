import { expect, test } from "vitest";
import { isPlainTarget } from "#app/http/well-formed.ts";

test.each([
  "/api/v1/../../en/account",
  "/api/v1/%2e%2e/%2E%2e/en/account",
  "/api/v1/.%2e/en",
  "/api/v1/./tokens",
  "/en/account/..",
  "//evil.example/en",
  "/api/v1//../en",
  "/en%2faccount",
  "/en%5Caccount",
  "/en\\account",
  "/en/%00",
  "/en/%0d%0aSet-Cookie:a",
  "/en/%7f",
  "/en/%",
  "/en/%zz",
  "/en/%ff",
  "/en/é",
  "/en#/account",
  "http://evil.example/en",
  "*",
  "",
])("%s is not what it seems, and refused", (target) => {
  expect(isPlainTarget(target)).toBe(false);
});

test.each([
  "/",
  "/en/calls/recherche-2027?next=/en//account/../x&a=%2f",
  "/assets/root-Bx.js",
  "/fr/pages/donn%C3%A9es",
  "/en/a..b/...",
  "/palmares.py",
])("%s is a plain path", (target) => {
  expect(isPlainTarget(target)).toBe(true);
});

test("every plain path is to the resolver of addresses what it is to us", () => {
  const pieces = [
    "a",
    ".",
    "..",
    "%2e",
    "%2E.",
    "/",
    "\\",
    "%2f",
    "?",
    "#",
    "%",
    ";",
    ":",
    "@",
    "api",
    "v1",
    "\t",
    "é",
  ];
  let plain = 0;
  for (let seed = 0; seed < 20_000; seed++) {
    // Five pieces of eighteen, by the digits of the seed in that base, scrambled so that all combinations are sampled.
    let rest = (seed * 7_919) % 18 ** 5;
    let target = "/";
    for (let place = 0; place < 5; place++) {
      target += pieces[rest % pieces.length] ?? "";
      rest = Math.floor(rest / pieces.length);
    }
    if (!isPlainTarget(target)) continue;
    plain += 1;
    expect(new URL(`http://site.example${target}`).pathname).toBe(target.split("?", 1)[0]);
  }
  expect(plain).toBeGreaterThan(1_000);
});
