import { afterAll, beforeAll, expect, test } from "vitest";
import { visitor } from "#app/accounts/actor.ts";
import { submitBody } from "#app/http/submission-request.server.ts";
import { makeChallenge, makeCompetitor, makePerson, perfectFile } from "#tests/support/challenge.ts";
import { refusedCode } from "#tests/support/refused.ts";
import { freshWorld, type TestWorld } from "#tests/support/world.ts";

let world: TestWorld;

beforeAll(async () => {
  world = await freshWorld();
  await makeChallenge({ slug: "trial" });
});
afterAll(() => world.close());

/** An upload of sixteen mebibytes, and how much of it has been received. */
function largeUpload() {
  const received = { bytes: 0 };
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (received.bytes >= 2 ** 24) controller.close();
      else controller.enqueue(Buffer.alloc(2 ** 16, "a"));
      received.bytes += 2 ** 16;
    },
  });
  const request = new Request("http://palmares.invalid/", { method: "POST", body, duplex: "half" });
  return { request, received };
}

test("nothing is received of a file whose sender may not submit", async () => {
  const stranger = await makePerson("Stranger");
  for (const [actor, code] of [
    [visitor, "sign_in_required"],
    [stranger, "rules_not_accepted"],
  ] as const) {
    const { request, received } = largeUpload();

    expect(
      await refusedCode(submitBody(request, "trial", { actor, address: "192.0.2.1", origin: "page" })),
    ).toBe(code);
    expect(received.bytes).toBeLessThanOrEqual(2 ** 17);
  }
});

test("the file of a competitor is received and taken in", async () => {
  const person = await makeCompetitor("trial", "Ardant");
  const request = new Request("http://palmares.invalid/", { method: "POST", body: perfectFile });

  expect(await submitBody(request, "trial", { actor: person, address: "192.0.2.1", origin: "page" })).toMatch(
    /^sub_/,
  );
});
