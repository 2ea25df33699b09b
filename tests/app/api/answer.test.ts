import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createApiToken } from "#app/accounts/create-api-token.server.ts";
import { answerApi } from "#app/api/answer.server.ts";
import { eq } from "drizzle-orm";
import { db } from "#db/connections.ts";
import { fingerprintOf } from "#db/fingerprint.ts";
import { apiTokens } from "#db/schema/accounts.ts";
import { makeChallenge, makeCompetitor } from "#tests/support/challenge.ts";
import { freshWorld, type TestWorld } from "#tests/support/world.ts";

let world: TestWorld;

beforeAll(async () => {
  world = await freshWorld();
  await makeChallenge({ slug: "trial" });
});
afterAll(() => world.close());

async function ask(path: string, token?: string) {
  const headers: HeadersInit = token === undefined ? {} : { Authorization: `Bearer ${token}` };
  const answer = await answerApi(
    new Request(`http://palmares.invalid/api/v1${path}`, { headers }),
    "192.0.2.1",
  );
  return { status: answer.status, code: (await answer.json()).code };
}

describe("what no database can hold is answered as bad input, not as a fault of the site", () => {
  test.each([
    ["a NUL in an address", "/challenges/a%00b"],
    ["a year beyond the calendar", "/challenges/trial/leaderboard?at=%2B275760-01-01T00:00:00Z"],
    ["a year before the first", "/challenges/trial/leaderboard?at=-000001-01-01T00:00:00Z"],
  ])("%s", async (_name, path) => {
    expect(await ask(path)).toEqual({ status: 422, code: "invalid_input" });
  });
});

test("a token without the right to read submissions lists none", async () => {
  const person = await makeCompetitor("trial", "Ardant");
  const { token } = await createApiToken(person.id, { name: "narrow", access: "read", days: null });
  expect((await ask("/challenges/trial/submissions", token)).status).toBe(200);

  const own = eq(apiTokens.tokenHash, fingerprintOf(token));
  await db()
    .update(apiTokens)
    .set({ scopes: ["challenges:read"] })
    .where(own);

  expect(await ask("/challenges/trial/submissions", token)).toEqual({ status: 403, code: "scope_missing" });
});
