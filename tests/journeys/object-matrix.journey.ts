import { expect, test } from "@playwright/test";
import { doors } from "../access/doors.ts";
import { allAsked, otherWays, sentFor, unknownLike, type Asked } from "../access/object-requests.ts";
import { policyMatrix } from "../access/policy-matrix.ts";
import { actors, callSlugs, type Actor } from "../access/real-objects.ts";
import { settled, type Answer } from "../access/two-worlds.ts";
import { atOnce } from "../support/at-once.ts";
import { objectWorld, type ObjectWorld, type Sent } from "../support/object-world.ts";

/** Everybody asks for real objects: their own, others', those of another call, those that a conflict closes to them. What
 * somebody may not see is answered exactly as what is not there: status, headers, every byte. */

const requestsAtOnce = 8;
let world: ObjectWorld;
let asked: Asked[];

// Each sends thousands of requests.
test.describe.configure({ timeout: 600_000 });

test.beforeAll(async () => {
  world = await objectWorld(process.env["JOURNEYS_DATA_DIR"] ?? "");
  asked = allAsked(world.objects);
});
test.afterAll(async () => {
  await world.close();
});

const sentOf = ({ line, thing }: Asked) => sentFor(line, thing, world.named);
const named = ({ actor, line, relation }: Asked, { method, url }: Sent) =>
  `${actor}, ${line.door} ${relation}, ${method} ${url}${line.form?.["intent"] === undefined ? "" : ` (${line.form["intent"]})`}`;

/** The words in an answer that its reader may not know. */
function leaks(actor: Actor, { body, headers }: Answer): string[] {
  const text = `${JSON.stringify(headers)}${body.toString("utf8")}`;
  return world.marks
    .filter(({ word, mayKnow }) => !mayKnow.includes(actor) && text.includes(word))
    .map(({ word }) => `reads ${word}`);
}

/** An answer without the name of what was asked for. */
function nameless(answer: Answer, id: string): string {
  const { status, headers, body } = settled(answer);
  return [status, headers, body]
    .join("\n\n")
    .replaceAll(id, "(id)")
    .replaceAll(encodeURIComponent(id), "(id)");
}

function parting(one: string, other: string): string {
  let at = 0;
  while (one[at] === other[at]) at++;
  const around = (text: string) => text.slice(Math.max(0, at - 60), at + 60).replaceAll("\n", " ");
  return `hidden …${around(one)}… unknown …${around(other)}…`;
}

/** Asks for a hidden object and for an unknown one in the same way.
 * @returns what tells them apart, and the status */
async function compared(
  one: Asked,
  way: (sent: Sent) => Sent,
): Promise<{ sent: Sent; faults: string[]; status: number }> {
  const unknown = unknownLike(one);
  const sent = way(sentOf(one));
  const look = async () => {
    const [hidden, missing] = await Promise.all([
      world.ask(one.actor, sent),
      world.ask(one.actor, way(sentFor(one.line, unknown, world.named))),
    ]);
    const texts = [nameless(hidden, one.thing.id), nameless(missing, unknown.id)] as const;
    return { hidden, texts };
  };
  const first = await look();
  // A minute may turn between two answers: a difference counts when it is there at a second look.
  const { hidden, texts } = first.texts[0] === first.texts[1] ? first : await look();
  const differs = texts[0] === texts[1] ? [] : [parting(texts[0], texts[1])];
  return { sent, faults: [...differs, ...leaks(one.actor, hidden)], status: hidden.status };
}

test("who may see an object gets it, and who may only read it is refused every change", async () => {
  const inside = asked.filter(
    ({ part, line }) =>
      part !== "outside" && (line.method === "GET" || line.isReading === true || part !== "let in"),
  );

  const faults = await atOnce(requestsAtOnce, inside, async (one) => {
    const sent = sentOf(one);
    const answer = await world.ask(one.actor, sent);
    const isRead = one.line.method === "GET" || one.line.isReading === true;
    const expected = one.part === "early" ? 404 : isRead ? 200 : 403;
    const wrong =
      answer.status === expected ? [] : [`${String(answer.status)} instead of ${String(expected)}`];
    return [...wrong, ...leaks(one.actor, answer)].map((fault) => `${named(one, sent)}: ${fault}`);
  });

  expect(inside.length).toBeGreaterThan(80);
  expect(faults.flat()).toEqual([]);
});

test("what somebody may not see is answered as what is not there, and nothing of it changes", async () => {
  const outside = asked.filter(({ part }) => part === "outside");
  const before = await world.digest();

  const faults = await atOnce(requestsAtOnce, outside, async (one) => {
    const { sent, faults: found, status } = await compared(one, (plain) => plain);
    const expected = doors[one.line.door].unknown(one.actor, one.thing.slug);
    const wrong = status === expected ? [] : [`${String(status)} instead of ${String(expected)}`];
    return [...wrong, ...found].map((fault) => `${named(one, sent)}: ${fault}`);
  });

  expect(faults.flat()).toEqual([]);
  expect(await world.digest()).toEqual(before);
});

test("no other method and no other spelling of an address says more, or changes anything", async () => {
  const seen = new Set<string>();
  const outside = asked.filter(({ part, line, actor }) => {
    const one = `${actor} ${line.method} ${line.url} ${line.door} ${line.form?.["intent"] ?? ""}`;
    if (part !== "outside" || seen.has(one)) return false;
    seen.add(one);
    return true;
  });
  const tries = outside.flatMap((one) => otherWays(sentOf(one)).map((_sent, index) => ({ one, index })));
  const before = await world.digest();

  const faults = await atOnce(requestsAtOnce, tries, async ({ one, index }) => {
    const way = (sent: Sent) => otherWays(sent)[index] ?? sent;
    const { sent, faults: found, status } = await compared(one, way);
    const broken = status >= 500 ? [`${String(status)}`] : [];
    return [...broken, ...found].map((fault) => `${named(one, sent)}: ${fault}`);
  });

  expect(faults.flat()).toEqual([]);
  expect(await world.digest()).toEqual(before);
});

test("no list, table, file or search says anything of what its reader may not see", async () => {
  const parts = [
    "",
    "/questions",
    "/organise",
    "/applications",
    "/jury",
    "/jury/assignments",
    "/jury/ranking",
  ];
  const more = ["/decisions", "/decisions/letters", "/publication", "/interests", "/reviews", "/laureates"];
  const pages = [...parts, ...more].flatMap((part) =>
    Object.values(callSlugs).map((slug) => `/en/calls/${slug}${part}`),
  );
  const found = [
    "/en/laureates?search=zq",
    "/open-data/laureates.json?search=zq",
    "/en/challenges/wdbc/leaderboard?search=zq",
  ];
  const listed = policyMatrix
    .filter(({ method, url }) => method === "GET" && url !== "/en/sign-out")
    .map(({ url }) => url);
  const urls = [...new Set([...pages, ...found, ...listed])];
  const visits = actors.flatMap((actor) =>
    urls.flatMap((url) => [
      { actor, url },
      { actor, url: dataOf(url) },
    ]),
  );

  const faults = await atOnce(requestsAtOnce, visits, async ({ actor, url }) => {
    const answer = await world.ask(actor, { method: "GET", url });
    const isBroken = answer.status >= 500 ? [String(answer.status)] : [];
    return [...isBroken, ...leaks(actor, answer)].map((fault) => `${actor}, ${url}: ${fault}`);
  });

  expect(faults.flat()).toEqual([]);
});

test("the marks are there to be found: who may know of them reads most of them", async () => {
  const { judging } = callSlugs;
  const answer = await world.ask("chair", { method: "GET", url: `/en/calls/${judging}/decisions` });
  const text = answer.body.toString("utf8");

  for (const relation of ["assigned", "unassigned", "organiserconflict"])
    expect(text).toContain(`zqanswer${relation}zq`);
});

/** The address of a page's data alone; of a file, the file itself. */
function dataOf(url: string): string {
  return /^\/(en|fr)\//.test(url) ? url.replace(/(\?|$)/, ".data$1") : url;
}
