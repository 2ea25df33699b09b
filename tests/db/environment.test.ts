import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { databaseUrl, parseEnvironment, variableNames } from "#db/environment.ts";

test("every variable is documented, and nothing else is", () => {
  const documented = readFileSync(".env.example", "utf8").matchAll(/^([A-Z0-9_]+)=/gm);

  expect([...documented].map(([, name]) => name).sort()).toEqual([...variableNames].sort());
});

test("a wrong value is refused with the name of its variable", () => {
  expect(() => parseEnvironment({ PORT: "many" })).toThrow(/PORT/);
});

test("without a login of its own a process has the rights of its role only", () => {
  const settings = parseEnvironment({ DATABASE_URL: "postgres://owner@db/palmares" });

  expect(databaseUrl("web", settings)).toBe("postgres://owner@db/palmares?options=-c%20role%3Dpalmares_web");
  const signed = parseEnvironment({ DATABASE_URL: "postgres://owner:a+b@db/palmares" });
  expect(databaseUrl("jobs", signed)).toBe(
    "postgres://owner:a+b@db/palmares?options=-c%20role%3Dpalmares_jobs",
  );
});
