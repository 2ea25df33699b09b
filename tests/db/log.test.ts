import { expect, test } from "vitest";
import { errorFacts } from "#db/log.ts";

test("what is logged of an error holds neither its text nor what somebody has sent", () => {
  const cause = Object.assign(new Error("canary in the cause"), { code: "22021", detail: "canary" });
  const error = new Error("canary@example.org\n    at canary (canary.ts:1:1)\nmore", { cause });

  const facts = errorFacts(error);

  expect(JSON.stringify(facts)).not.toContain("canary");
  expect(facts).toMatchObject({ error: "Error", code: "22021" });
  expect(facts.at[0]).toContain("log.test.ts");
});

test("of something thrown that is no error only its type is logged", () => {
  expect(errorFacts("canary")).toEqual({ error: "string", code: null, at: [] });
});
