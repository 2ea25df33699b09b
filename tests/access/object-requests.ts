import { doors, type Door } from "./doors.ts";
import { objectMatrix, type Line } from "./object-matrix.ts";
import { actors, relations, unknownIds, type Actor, type Objects, type Thing } from "./real-objects.ts";
import type { ObjectWorld, Sent } from "../support/object-world.ts";

/** One request of the matrix: who asks for which object by which line, and what they are to it. */
export type Asked = {
  actor: Actor;
  line: Line;
  relation: string;
  thing: Thing;
  part: "let in" | "reader" | "known" | "outside";
};

/** All of them, but of the forms that somebody never gets far enough to send about any object only one each: their answer
 * cannot depend on which object it is. */
export function allAsked(objects: Objects): Asked[] {
  return objectMatrix.flatMap((line) => {
    const door: Door = doors[line.door];
    const things: Record<string, Thing> = objects[door.kind];
    const all: readonly string[] = relations[door.kind];
    const insiders = new Set(Object.values(door.letIn).flat());
    return actors.flatMap((actor, index) => {
      const isOutside = line.method === "POST" && !insiders.has(actor);
      const theirs = isOutside ? all.slice(index % all.length).slice(0, 1) : all;
      return theirs.map((relation): Asked => {
        const thing = things[relation];
        if (thing === undefined) throw new Error(`There is no ${door.kind} that is ${relation}.`);
        return { actor, line, relation, thing, part: partOf(door, relation, actor) };
      });
    });
  });
}

function partOf(door: Door, relation: string, actor: Actor): Asked["part"] {
  if (door.letIn[relation]?.includes(actor) !== true) return "outside";
  if (door.knows?.who[relation]?.includes(actor) === true) return "known";
  return door.readers?.[relation]?.includes(actor) === true ? "reader" : "let in";
}

/** The request as it is sent for an object. */
export function sentFor(
  { method, url, form, json, isApi }: Line,
  thing: Thing,
  named: ObjectWorld["named"],
): Sent {
  const fill = (text: string) =>
    Object.entries({ ...named, ...thing }).reduce(
      (filled, [name, value]) => filled.replaceAll(`{${name}}`, value),
      text,
    );
  return {
    ...{ method, url: fill(url) },
    ...(form === undefined
      ? {}
      : { form: Object.fromEntries(Object.entries(form).map(([name, value]) => [name, fill(value)])) }),
    ...(json === undefined ? {} : { json: JSON.parse(fill(JSON.stringify(json))) as unknown }),
    ...(isApi === undefined ? {} : { isApi }),
  };
}

/** The object that is not there, looked for in the same place. */
export function unknownLike({ line, thing }: Asked): Thing {
  const { kind } = doors[line.door];
  const id = unknownIds[kind];
  return { id, slug: thing.slug === thing.id ? id : thing.slug };
}

/** The request for the data of a page without the page around it, which costs a tenth; of a file, the file itself. */
export function forData(sent: Sent): Sent {
  return { ...sent, url: isPage(sent.url) ? sent.url.replace(/(\?|$)/, ".data$1") : sent.url };
}

function isPage(url: string): boolean {
  return /^\/(en|fr)\//.test(url);
}

/** The same request in other ways: the whole page, other methods, other spellings of its address. */
export function otherWays(sent: Sent): Sent[] {
  const { form: _form, json: _json, ...plain } = sent;
  const isGet = sent.method === "GET";
  const methods = isGet
    ? ["HEAD", "OPTIONS", "DELETE"].map((method) => ({ ...plain, method }))
    : ["PUT", "PATCH", "DELETE"].map((method) => forData({ ...sent, method }));
  const [path = "", query] = sent.url.split("?");
  const asked = query === undefined ? "" : `?${query}`;
  const old = `${sent.url}${query === undefined ? "?" : "&"}_data=routes%2Flocale`;
  const spellings = isGet ? [`${path}/${asked}`, `/${path}${asked}`] : [];
  return [
    sent,
    ...methods,
    ...[...(isPage(sent.url) ? [old] : []), ...spellings].map((url) => ({ ...sent, url })),
  ];
}

/** Of each line the request that says most: by who is let in elsewhere through the same door, for what they may not see. */
export function oneOfEach(outside: readonly Asked[]): Asked[] {
  const chosen = new Map<Line, Asked>();
  for (const one of outside) {
    const insiders = Object.values((doors[one.line.door] as Door).letIn).flat();
    const before = chosen.get(one.line);
    const isBetter =
      before === undefined || (insiders.includes(one.actor) && !insiders.includes(before.actor));
    if (isBetter) chosen.set(one.line, one);
  }
  return [...chosen.values()];
}
