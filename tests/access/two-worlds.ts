/** Non-interference: two worlds that differ in one secret must answer the same, byte for byte, to everybody who may not
 * know it. Whoever adds a feature adds its secrets and its routes, not another comparison. */

export type Answer = { status: number; headers: Record<string, string>; body: Buffer };
export type Visit = { method: "GET" | "POST"; url: string };

/** A world, as its actors reach it: pages, JSON, CSV by `ask`, and what was sent to people by `letters`. */
export type World<Actor extends string> = {
  ask: (actor: Actor, visit: Visit) => Promise<Answer>;
  letters: () => Promise<string[]>;
};

export type Difference = { actor: string; what: string; place: string; one: string; other: string };

/** Headers that differ between any two answers, whatever is in them. */
const volatileHeaders = new Set(["date", "connection", "keep-alive", "transfer-encoding", "x-request-id"]);
const noncePattern = /'nonce-([^']+)'/;

/** Asks every visit of every actor in both worlds, then compares what was sent to people.
 * A difference counts when it is there at a second look: a minute may turn between two answers.
 * @returns the first difference, or null */
export async function firstDifference<Actor extends string>(
  worlds: readonly [World<Actor>, World<Actor>],
  visits: readonly { actor: Actor; visit: Visit }[],
): Promise<Difference | null> {
  for (const { actor, visit } of visits) {
    const seen = await compareVisit(worlds, actor, visit);
    if (seen !== null && (await compareVisit(worlds, actor, visit)) !== null) return seen;
  }
  const [letters, others] = [await worlds[0].letters(), await worlds[1].letters()];
  return differenceOf(
    { actor: "recipients", what: "letters", place: "text" },
    letters.join("\n"),
    others.join("\n"),
  );
}

async function compareVisit<Actor extends string>(
  [world, other]: readonly [World<Actor>, World<Actor>],
  actor: Actor,
  visit: Visit,
): Promise<Difference | null> {
  const askIn = async (place: World<Actor>) => settled(await place.ask(actor, visit));
  const [one, two] = await Promise.all([askIn(world), askIn(other)]);
  const about = { actor, what: `${visit.method} ${visit.url}` };
  return (
    differenceOf({ ...about, place: "status" }, one.status, two.status) ??
    differenceOf({ ...about, place: "headers" }, one.headers, two.headers) ??
    differenceOf({ ...about, place: "body" }, one.body, two.body)
  );
}

/** An answer as text, without what is declared volatile: its nonce, its moment, its way through the network. */
export function settled({ status, headers, body }: Answer) {
  const nonce = noncePattern.exec(headers["content-security-policy"] ?? "")?.[1];
  const without = (text: string) => (nonce === undefined ? text : text.replaceAll(nonce, "(nonce)"));
  const kept = Object.entries(headers).filter(([name]) => !volatileHeaders.has(name));
  return {
    status: String(status),
    headers: without(
      kept
        .map(([name, value]) => `${name}: ${value}`)
        .sort()
        .join("\n"),
    ),
    body: withoutMoment(without(body.toString("utf8")), headers["date"] ?? ""),
  };
}

/** A page may have been rendered so long before it is answered. */
const renderedWithinMs = 65_000;
const unit = "(?:minute|hour|day|month|year|heure|jour|mois|an)s?";
const relativeTime = new RegExp(
  `(?:il y a|dans|in) \\d+ ${unit}\\b|\\d+ ${unit} ago|à l’instant|just now`,
  "gu",
);

/** Without the moment of the answer, as pages carry it: in milliseconds since 1970, and as the time since some event,
 * whose own moment stands in the interface's answers and is compared there. */
function withoutMoment(text: string, date: string): string {
  const answeredAt = Date.parse(date);
  const isNow = (digits: string) => Math.abs(Number(digits) - answeredAt) < renderedWithinMs;
  return text
    .replace(/\b\d{13}\b/g, (digits) => (isNow(digits) ? "(now)" : digits))
    .replace(relativeTime, "(since)");
}

const shown = 80;

function differenceOf(
  about: Pick<Difference, "actor" | "what" | "place">,
  one: string,
  other: string,
): Difference | null {
  if (one === other) return null;
  let at = 0;
  while (one[at] === other[at]) at++;
  const around = (text: string) => text.slice(Math.max(0, at - shown), at + shown);
  return {
    ...about,
    place: `${about.place}, character ${String(at)}`,
    one: around(one),
    other: around(other),
  };
}

/** Says where two worlds part, for the report of a test. */
export function describeDifference(difference: Difference | null): string {
  if (difference === null) return "the same";
  const { actor, what, place, one, other } = difference;
  return `${actor}, ${what}, ${place}:\n  …${one}…\n  …${other}…`;
}
