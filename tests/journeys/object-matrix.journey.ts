import { expect, test } from "@playwright/test";
import { doors, type Door } from "../access/doors.ts";
import {
  allAsked,
  forData,
  oneOfEach,
  otherWays,
  sentFor,
  unknownLike,
  type Asked,
} from "../access/object-requests.ts";
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
  world = await objectWorld();
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
function nameless(answer: Answer, ids: readonly string[]): string {
  const { status, headers, body } = settled(answer);
  return ids.reduce((text, id) => text.replaceAll(id, "(id)"), [status, headers, body].join(" | "));
}

function parting(one: string, other: string): string {
  let at = 0;
  while (one[at] === other[at]) at++;
  const around = (text: string) => text.slice(Math.max(0, at - 60), at + 60).replaceAll("\n", " ");
  return `hidden …${around(one)}… unknown …${around(other)}…`;
}

const missing = new Map<string, Promise<Answer>>();

/** What an actor is answered about an object that is not there. */
function answerToUnknown(one: Asked, way: (sent: Sent) => Sent, isAnew: boolean): Promise<Answer> {
  const unknown = unknownLike(one);
  const sent = way(sentFor(one.line, unknown, world.named));
  const key = JSON.stringify([one.actor, sent]);
  const known = isAnew ? undefined : missing.get(key);
  const answer = known ?? world.ask(one.actor, sent);
  missing.set(key, answer);
  return answer;
}

/** Asks for a hidden object and for an unknown one in the same way.
 * @returns what tells them apart, and the status */
async function compared(one: Asked, way: (sent: Sent) => Sent) {
  const sent = way(sentOf(one));
  const look = async (isAnew: boolean) => {
    // The frame around a page may name the viewer's own application, which is the same in both.
    const ids = [one.thing.id, unknownLike(one).id];
    const unknown = nameless(await answerToUnknown(one, way, isAnew), ids);
    const answer = await world.ask(one.actor, sent);
    const hidden = nameless(answer, ids);
    return { answer, parted: hidden === unknown ? [] : [parting(hidden, unknown)] };
  };
  const first = await look(false);
  // A minute may turn between two answers: a difference counts when it is there at a second look.
  const { answer, parted } = first.parted.length === 0 ? first : await look(true);
  return { sent, status: answer.status, faults: [...parted, ...leaks(one.actor, answer)] };
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
    const door: Door = doors[one.line.door];
    const expected = one.part === "known" ? door.knows?.status : isRead ? 200 : 403;
    const wrong =
      answer.status === expected ? [] : [`${String(answer.status)} instead of ${String(expected)}`];
    // No cache on the way may keep it, and no tag of it tells whether it has changed since.
    const control = answer.headers["cache-control"] ?? "";
    const isKept = one.actor !== "visitor" && (!/private|no-store/.test(control) || "etag" in answer.headers);
    return [...wrong, ...(isKept ? ["for any cache"] : []), ...leaks(one.actor, answer)].map(
      (fault) => `${named(one, sent)}: ${fault}`,
    );
  });

  expect(inside.length).toBeGreaterThan(80);
  expect(faults.flat()).toEqual([]);
});

test("what somebody may not see is answered as what is not there, and nothing of it changes", async () => {
  const outside = asked.filter(({ part }) => part === "outside");
  const before = await world.digest();

  const faults = await atOnce(requestsAtOnce, outside, async (one) => {
    const { sent, faults: found, status } = await compared(one, forData);
    const expected = doors[one.line.door].unknown(one.actor, one.thing.slug);
    const wrong = status === expected ? [] : [`${String(status)} instead of ${String(expected)}`];
    return [...wrong, ...found].map((fault) => `${named(one, sent)}: ${fault}`);
  });

  expect(faults.flat()).toEqual([]);
  expect(await world.digest()).toEqual(before);
});

test("no other method and no other spelling of an address says more, or changes anything", async () => {
  const outside = oneOfEach(asked.filter(({ part }) => part === "outside"));
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
    urls.map((url) => ({ actor, sent: forData({ method: "GET", url }) })),
  );

  const faults = await atOnce(requestsAtOnce, visits, async ({ actor, sent }) => {
    const answer = await world.ask(actor, sent);
    const isBroken = answer.status >= 500 ? [String(answer.status)] : [];
    return [...isBroken, ...leaks(actor, answer)].map((fault) => `${actor}, ${sent.url}: ${fault}`);
  });

  expect(faults.flat()).toEqual([]);
});

test("no search and no count finds a text by words that its reader may not see", async () => {
  const { judging, open } = callSlugs;
  const lists = ["/en/laureates", "/open-data/laureates.json", "/en/challenges/wdbc/leaderboard"];
  const inside = [judging, open].map((slug) => `/en/calls/${slug}/applications`);
  const searched = [...lists, ...inside, "/en/administration/people"];
  const ask = async (actor: Actor, path: string, word: string) => {
    const answer = await world.ask(actor, forData({ method: "GET", url: `${path}?search=${word}` }));
    return { status: answer.status, text: nameless(answer, [word]) };
  };

  const faults = await atOnce(
    2,
    actors.flatMap((actor) => searched.map((path) => ({ actor, path }))),
    async ({ actor, path }) => {
      const nothing = await ask(actor, path, "zqnowordofanybodyzq");
      if (nothing.status !== 200) return [];
      const hidden = world.marks.filter(({ mayKnow }) => !mayKnow.includes(actor));
      const found = await atOnce(4, hidden, async ({ word }) => ({
        word,
        ...(await ask(actor, path, word)),
      }));
      return found
        .filter(({ text }) => text !== nothing.text)
        .map(({ word, text }) => `${actor}, ${path}, ${word}: ${parting(text, nothing.text)}`);
    },
  );

  expect(faults.flat()).toEqual([]);
});

test("the marks are there to be found: who may know of them reads most of them", async () => {
  const { judging } = callSlugs;
  const answer = await world.ask("chair", { method: "GET", url: `/en/calls/${judging}/decisions` });
  const text = answer.body.toString("utf8");

  for (const relation of ["assigned", "unassigned", "organiserconflict"])
    expect(text).toContain(`zqanswer${relation}zq`);
});
