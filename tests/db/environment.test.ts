import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { databaseUrls, parseEnvironment, variableNames } from "#db/environment.ts";

test("every variable is documented, and nothing else is", () => {
  const documented = readFileSync(".env.example", "utf8").matchAll(/^([A-Z0-9_]+)=/gm);

  expect([...documented].map(([, name]) => name).sort()).toEqual([...variableNames].sort());
});

test("a wrong value is refused with the name of its variable", () => {
  expect(() => parseEnvironment({ PORT: "many" })).toThrow(/PORT/);
});

test("a process without a login of its own is refused, and does not fall back on the owner's", () => {
  const settings = parseEnvironment({ DATABASE_URL: "postgres://owner@db/palmares" });

  expect(() => databaseUrls("web", settings)).toThrow(/DATABASE_URL_WEB is missing.*palmares_web/);
});

test("what needs a session has an address of its own where a pooler stands before the database", () => {
  const pooled = "postgres://web@pooler/palmares";
  const direct = "postgres://web@db/palmares";

  expect(databaseUrls("web", parseEnvironment({ DATABASE_URL_WEB: pooled }))).toEqual({
    url: pooled,
    directUrl: pooled,
  });
  expect(
    databaseUrls("web", parseEnvironment({ DATABASE_URL_WEB: pooled, DATABASE_URL_WEB_DIRECT: direct })),
  ).toEqual({ url: pooled, directUrl: direct });
});
