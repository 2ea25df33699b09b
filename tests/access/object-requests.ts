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
  part: "let in" | "reader" | "early" | "outside";
};

/** All of them. */
export function allAsked(objects: Objects): Asked[] {
  return objectMatrix.flatMap((line) => {
    const door: Door = doors[line.door];
    return relations[door.kind].flatMap((relation) => {
      const things: Record<string, Thing> = objects[door.kind];
      const thing = things[relation];
      if (thing === undefined) throw new Error(`There is no ${door.kind} that is ${relation}.`);
      return actors.map((actor): Asked => ({
        actor,
        line,
        relation,
        thing,
        part: partOf(door, relation, actor),
      }));
    });
  });
}

function partOf(door: Door, relation: string, actor: Actor): Asked["part"] {
  if (door.letIn[relation]?.includes(actor) !== true) return "outside";
  if (door.early?.[relation]?.includes(actor) === true) return "early";
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

/** The same request in other ways: methods, the data of a page alone, other spellings of its address. */
export function otherWays(sent: Sent): Sent[] {
  const [path = "", query] = sent.url.split("?");
  const asked = query === undefined ? "" : `?${query}`;
  const isPage = /^\/(en|fr)\//.test(path);
  const data = isPage
    ? [`${path}.data${asked}`, `${path}${asked}${asked === "" ? "?" : "&"}_data=routes%2Flocale`]
    : [];
  if (sent.method === "GET") {
    const { form: _form, json: _json, ...plain } = sent;
    return [
      ...["HEAD", "OPTIONS", "DELETE"].map((method) => ({ ...plain, method })),
      ...[...data, `${path}/${asked}`, `/${path}${asked}`].map((url) => ({ ...plain, url })),
    ];
  }
  return [
    ...["PUT", "PATCH", "DELETE"].map((method) => ({ ...sent, method })),
    ...data.map((url) => ({ ...sent, url })),
  ];
}
