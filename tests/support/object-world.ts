import postgres from "postgres";
import { fingerprintOf, newKey } from "#db/fingerprint.ts";
import { newId } from "#db/ids.ts";
import { scopes } from "#db/vocabulary.ts";
import { plantObjects, type Mark } from "../access/planted-objects.ts";
import {
  actors,
  applicationsOf,
  callSlugs,
  realObjects,
  type Actor,
  type Objects,
} from "../access/real-objects.ts";
import type { Answer } from "../access/two-worlds.ts";
import { copyWorld, sharedAddress } from "./copied-world.ts";
import { seededOriginal } from "./photograph-seed.ts";
import { plainRequest } from "./plain-request.ts";

/** How one request is sent, but for who sends it. */
export type Sent = {
  method: string;
  url: string;
  form?: Record<string, string>;
  json?: unknown;
  isApi?: true;
};

/** A copy of the demonstration with planted objects, in which requests may change what they can. */
export type ObjectWorld = {
  objects: Objects;
  marks: readonly Mark[];
  /** What else a request names: the applicant's draft, a juror of the call in evaluation and the juror's person. */
  named: { own: string; juror: string; person: string };
  sql: postgres.Sql;
  port: number;
  ask: (actor: Actor, sent: Sent) => Promise<Answer>;
  /** Everything in the database but what each request touches. */
  digest: () => Promise<Record<string, string>>;
  close: () => Promise<void>;
};

/** It begins as the demonstration was before any journey: whatever they have left in it, the objects are the same. */
export async function objectWorld(): Promise<ObjectWorld> {
  const world = await copyWorld(seededOriginal(), {}, null);
  const sql = postgres(world.databaseUrl, { max: 4, onnotice: () => {} });
  const { marks, keys } = await plantObjects(sql);
  const objects = await realObjects(sql, keys);
  const [named] = await sql<{ juror: string; person: string }[]>`
    select j.id as juror, j.person_id as person from jurors j join calls c on c.id = j.call_id
    where c.slug = ${callSlugs.judging} and j.person_id is not null and j.state = 'accepted'
      and j.email <> 'juror@demo.local' order by j.id limit 1`;
  if (named === undefined) throw new Error("Nobody judges in the demonstration.");
  const own = (await applicationsOf(sql)).draft.code;
  const known = await signInAll(sql);
  return {
    ...{ objects, marks, named: { own, ...named }, sql, port: world.port },
    ask: (actor, sent) => plainRequest(world.port, requestOf(sent, known[actor])),
    digest: () => digestOf(sql),
    close: async () => {
      await sql.end();
      await world.close();
    },
  };
}

type Credentials = { cookie: string | null; token: string | null };

/** A session and a token for each actor: what the table has are their hashes. */
async function signInAll(sql: postgres.Sql): Promise<Record<Actor, Credentials>> {
  const signIn = async (actor: Actor): Promise<Credentials> => {
    if (actor === "visitor") return { cookie: null, token: null };
    const [session, token] = [newKey(), newKey()];
    const address = `${actor === "administrator" ? "admin" : actor}@demo.local`;
    const rows = await sql<{ id: string }[]>`select id from people where email = ${address}`;
    const person = rows[0]?.id ?? "";
    await sql`insert into sessions (token_hash, person_id, expires_at)
      values (${fingerprintOf(session)}, ${person}, now() + interval '1 day')`;
    await sql`insert into api_tokens (id, person_id, name, token_hash, hint, scopes)
      values (${newId("token")}, ${person}, 'matrix', ${fingerprintOf(token)}, 'pal_', ${sql.array([...scopes])})`;
    return { cookie: `palmares=${session}`, token };
  };
  const all = await Promise.all(actors.map(async (actor) => [actor, await signIn(actor)] as const));
  return Object.fromEntries(all) as Record<Actor, Credentials>;
}

function requestOf({ method, url, form, json, isApi }: Sent, { cookie, token }: Credentials) {
  const host = { Host: new URL(sharedAddress).host, Origin: sharedAddress };
  const who = isApi === true ? bearer(token) : cookie === null ? {} : { Cookie: cookie };
  const [type, body] =
    json !== undefined
      ? ["application/json", JSON.stringify(json)]
      : form === undefined
        ? [null, undefined]
        : ["application/x-www-form-urlencoded", new URLSearchParams(form).toString()];
  const headers = { ...host, ...who, ...(type === null ? {} : { "Content-Type": type }) };
  return { method, url, headers, ...(body === undefined ? {} : { body }) };
}

function bearer(token: string | null): Record<string, string> {
  return token === null ? {} : { Authorization: `Bearer ${token}` };
}

/** Tables that every request writes, whatever it is answered. */
const everyRequest = ["public.sessions", "public.throttles", "public.heartbeats"];

async function digestOf(sql: postgres.Sql): Promise<Record<string, string>> {
  const tables = await sql<{ name: string }[]>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname in ('public', 'withheld', 'graphile_worker') order by 1`;
  const digests = tables
    .filter(({ name }) => !everyRequest.includes(name))
    .map(async ({ name }) => {
      const [row] = await sql.unsafe<
        { digest: string }[]
      >(`select coalesce(md5(string_agg(line, '' order by line)), '')
        as digest from (select (to_jsonb(t) - 'last_used_at' - 'last_seen_at')::text as line from ${name} t) lines`);
      return [name, row?.digest ?? ""] as const;
    });
  return Object.fromEntries(await Promise.all(digests));
}
