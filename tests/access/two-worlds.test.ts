import { describe, expect, test } from "vitest";
import { describeDifference, firstDifference, type Answer, type World } from "./two-worlds.ts";

type Actor = "visitor";
const visits = [{ actor: "visitor" as const, visit: { method: "GET" as const, url: "/page" } }];

/** A world that gives the same answer at every visit, but for what changes with each answer. */
function worldOf(
  answer: Partial<{ status: number; headers: Record<string, string>; body: string }>,
  letters: string[] = [],
) {
  let visit = 0;
  const world: World<Actor> = {
    ask: () => {
      visit += 1;
      const nonce = `nonce${String(Math.random())}`;
      const given: Answer = {
        status: answer.status ?? 200,
        headers: {
          date: String(visit),
          "content-security-policy": `script-src 'nonce-${nonce}'`,
          ...answer.headers,
        },
        body: Buffer.from(`<script nonce="${nonce}"></script>${answer.body ?? ""}`),
      };
      return Promise.resolve(given);
    },
    letters: () => Promise.resolve(letters),
  };
  return world;
}

const compare = async (one: World<Actor>, other: World<Actor>) =>
  describeDifference(await firstDifference([one, other], visits));

describe("two worlds", () => {
  test("are the same when only nonce and moment differ", async () => {
    expect(await compare(worldOf({ body: "é" }), worldOf({ body: "é" }))).toBe("the same");
  });

  test("are told apart by one count, and the report shows it in its surroundings", async () => {
    const report = await compare(
      worldOf({ body: "3 reviews, average 12" }),
      worldOf({ body: "2 reviews, average 12" }),
    );

    expect(report).toContain("visitor, GET /page, body");
    expect(report).toContain("3 reviews");
    expect(report).toContain("2 reviews");
  });

  test("are told apart by an order, a status, a header and a length", async () => {
    expect(await compare(worldOf({ body: "a b" }), worldOf({ body: "b a" }))).toContain("body");
    expect(await compare(worldOf({ status: 403 }), worldOf({ status: 404 }))).toContain("status");
    expect(await compare(worldOf({ headers: { etag: "1" } }), worldOf({ headers: { etag: "2" } }))).toContain(
      "headers",
    );
    expect(await compare(worldOf({ body: "a" }), worldOf({ body: "a " }))).toContain("body");
  });

  test("are told apart by a letter", async () => {
    expect(await compare(worldOf({}, ["to A"]), worldOf({}, ["to A", "to B"]))).toContain(
      "recipients, letters",
    );
  });

  test("are the same when a difference is gone at the second look", async () => {
    const [steady, turning] = [worldOf({ body: "12:00" }), worldOf({ body: "12:00" })];
    let isFirst = true;
    const once: World<Actor> = {
      ...turning,
      ask: async (actor, visit) => {
        const answer = await turning.ask(actor, visit);
        const body = isFirst ? Buffer.from("11:59") : answer.body;
        isFirst = false;
        return { ...answer, body };
      },
    };

    expect(await compare(steady, once)).toBe("the same");
  });
});
