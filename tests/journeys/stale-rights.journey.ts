import { once } from "node:events";
import { get } from "node:http";
import { expect, test } from "@playwright/test";
import { fingerprintOf, newKey } from "#db/fingerprint.ts";
import { newId } from "#db/ids.ts";
import { callSlugs, challengeSlug, type Actor } from "../access/real-objects.ts";
import { objectWorld, type ObjectWorld, type Sent } from "../support/object-world.ts";

/** Whoever had a right a moment ago, with the page still open: what counts is what holds at the next request. */

let world: ObjectWorld;
test.describe.configure({ timeout: 240_000 });
test.beforeAll(async () => {
  world = await objectWorld();
});
test.afterAll(async () => {
  await world.close();
});

const statusOf = async (actor: Actor, sent: Sent) => (await world.ask(actor, sent)).status;
const reading = (url: string): Sent => ({ method: "GET", url });
const idOf = async (name: string) => {
  const [row] = await world.sql<
    { id: string }[]
  >`select id from people where email = ${`${name}@demo.local`}`;
  return row?.id ?? "";
};

test("a co-editor who is removed can neither save nor read at the next request", async () => {
  const { id: code } = world.objects.application.draft;
  const [editor, document] = [await idOf("competitor"), `/document/${world.objects.document.draft.id}`];
  await world.sql`update application_members set role = 'editor' where person_id = ${editor}`;
  const save = (value: string): Sent => ({
    ...{ method: "POST", url: `/application/${code}/answers` },
    json: { changes: [{ field: "question", value, base: 999 }], since: 0 },
  });
  expect(await statusOf("competitor", save("while a member"))).toBe(200);
  expect(await statusOf("competitor", reading(document))).toBe(200);

  const removal = { intent: "remove", person: editor };
  const people = `/en/applications/${code}/people`;
  expect(await statusOf("applicant", { method: "POST", url: people, form: removal })).toBe(200);

  expect(await statusOf("competitor", save("no member any more"))).toBe(404);
  expect(await statusOf("competitor", { ...save(""), json: { changes: [], since: 0 } })).toBe(404);
  expect(await statusOf("competitor", reading(document))).toBe(404);
  expect(await statusOf("competitor", reading(`/en/applications/${code}.data`))).toBe(404);
  const kept = await world.sql`select 1 from answers where value::text like '%no member any more%'`;
  expect(kept).toHaveLength(0);
});

test("a revoked token is answered as one that never was", async () => {
  const ask: Sent = { method: "GET", url: `/api/v1/challenges/${challengeSlug}/submissions`, isApi: true };
  expect(await statusOf("competitor", ask)).toBe(200);
  const [token] = await world.sql<{ id: string }[]>`
    select id from api_tokens where name = 'matrix' and person_id = ${await idOf("competitor")}`;
  const revocation = { intent: "revoke", id: token?.id ?? "" };

  expect(await statusOf("competitor", { method: "POST", url: "/en/account", form: revocation })).toBe(200);

  const revoked = await world.ask("competitor", ask);
  await world.sql`update api_tokens set token_hash = ${fingerprintOf(newKey())} where id = ${token?.id ?? ""}`;
  const unknown = await world.ask("competitor", ask);
  expect([revoked.status, revoked.body.toString()]).toEqual([401, unknown.body.toString()]);
});

test("a juror whose conflict is confirmed with the review open cannot save, and its documents are closed", async () => {
  const { id: code } = world.objects.application.assigned;
  const review = `/en/calls/${callSlugs.judging}/reviews/${code}`;
  const document = `/document/${world.objects.document.assigned.id}`;
  const save = (comment: string): Sent => ({
    ...{ method: "POST", url: `/review/${callSlugs.judging}/${code}/marks` },
    json: { changes: [{ field: "to_committee", value: comment }], since: 0 },
  });
  expect(await statusOf("juror", reading(review))).toBe(200);
  expect(await statusOf("juror", save("Written in time."))).toBe(200);
  expect(await statusOf("juror", reading(document))).toBe(200);

  const form = {
    intent: "confirm",
    application: code,
    person: await idOf("juror"),
    reason: "They share a laboratory.",
  };
  expect(await statusOf("chair", { method: "POST", url: `/en/calls/${callSlugs.judging}/jury`, form })).toBe(
    200,
  );

  expect(await statusOf("juror", save("Written too late."))).toBe(404);
  expect(await statusOf("juror", { method: "POST", url: review, form: { intent: "hand_in" } })).toBe(404);
  for (const url of [review, `${review}.data`, document])
    expect(await statusOf("juror", reading(url))).toBe(404);
  const list = await world.ask("juror", reading(`/en/calls/${callSlugs.judging}/reviews`));
  expect(list.body.toString()).not.toContain("zqanswerassignedzq");
  expect(
    await world.sql`select 1 from reviews where comment_to_committee = 'Written too late.'`,
  ).toHaveLength(0);
});

test("a role that is taken away while the page is open counts no more: page, data, form", async () => {
  const url = `/en/calls/${callSlugs.open}/organise`;
  const form = { intent: "member", email: "juror@demo.local", role: "officer" };
  expect(await statusOf("organiser", reading(url))).toBe(200);
  await world.sql`delete from call_members where person_id = ${await idOf("organiser")}
    and call_id = (select id from calls where slug = ${callSlugs.open})`;
  const before = await world.digest();

  for (const sent of [reading(url), reading(`${url}.data`), { method: "POST", url, form }])
    expect(await statusOf("organiser", sent)).toBe(403);
  expect(await world.digest()).toEqual(before);
});

test("an organiser of a challenge who is none any more loses its page; the stream of changes never said what changed", async () => {
  const url = `/en/challenges/${challengeSlug}/organise`;
  expect(await statusOf("organiser", reading(url))).toBe(200);
  const [challenge] = await world.sql<
    { id: string }[]
  >`select id from challenges where slug = ${challengeSlug}`;
  const board = challenge?.id ?? "";
  const stream = get({ host: "127.0.0.1", port: world.port, path: `/events?board=${board}` });
  const [response] = (await once(stream, "response")) as [NodeJS.ReadableStream];
  await world.sql`delete from challenge_members where person_id = ${await idOf("organiser")}`;

  let heard = "";
  response.on("data", (chunk) => (heard += String(chunk)));
  const change = JSON.stringify({ kind: "board", id: board, secret: "zqsecretzq" });
  await expect(async () => {
    await world.sql`select pg_notify('changes', ${change})`;
    expect(heard).toContain("event: change\ndata: {}\n");
  }).toPass();
  stream.destroy();

  expect(heard).not.toContain("zqsecretzq");
  expect(await statusOf("organiser", reading(url))).toBe(403);
});

test("a session that has signed out is a visitor's, and the browser is told to keep nothing", async () => {
  const out = await world.ask("authority", { method: "POST", url: "/en/sign-out", form: {} });

  expect(out.headers["clear-site-data"]).toContain("cache");
  expect(await statusOf("authority", reading("/en/account"))).toBe(401);
  expect(await statusOf("authority", reading(`/document/${world.objects.document.unassigned.id}`))).toBe(401);
});

test("fields that a form does not have change nothing: rights, owners, states, confirmations", async () => {
  const columns = await world.sql<{ table: string; name: string }[]>`
    select table_name as table, column_name as name from information_schema.columns where table_schema = 'public'`;
  const extra = (own: Record<string, string>, ofTables = /./) => {
    const names = columns
      .filter(({ table }) => ofTables.test(table))
      .flatMap(({ name }) => [name, name.replace(/_(\w)/g, (_all, letter: string) => letter.toUpperCase())]);
    const values = names.map((name) => [name, name.startsWith("is") ? "true" : newId("person")]);
    return { ...Object.fromEntries(values), ...own };
  };
  const rest =
    () => world.sql`select id, email, is_administrator, email_confirmed_at, disabled_at, password_hash from people
    where email <> 'new@test.invalid' order by id`;
  const before = await rest();
  const profile = { intent: "profile", displayName: "Another name", affiliation: "", locale: "en" };
  const signUp = {
    email: "new@test.invalid",
    password: "long enough, new",
    displayName: "New",
    affiliation: "",
  };
  const question = { intent: "ask", text: "May a hospital abroad be a partner?", locale: "en" };
  const questions = `/en/calls/${callSlugs.open}/questions`;

  expect(await statusOf("applicant", { method: "POST", url: "/en/account", form: extra(profile) })).toBe(200);
  // Of a visitor few fields are read.
  expect(
    await statusOf("visitor", { method: "POST", url: "/en/sign-up", form: extra(signUp, /^people$/) }),
  ).toBe(200);
  expect(await statusOf("applicant", { method: "POST", url: questions, form: extra(question) })).toBe(200);

  expect(await rest()).toEqual(before);
  const [person] = await world.sql`select is_administrator, email_confirmed_at, disabled_at from people
    where email = 'new@test.invalid'`;
  expect(person).toEqual({ is_administrator: false, email_confirmed_at: null, disabled_at: null });
  const [asked] =
    await world.sql`select q.person_id, q.state, c.slug from call_questions q join calls c on c.id = q.call_id
    where q.asked_text = ${question.text}`;
  expect(asked).toEqual({ person_id: await idOf("applicant"), state: "asked", slug: callSlugs.open });
});

test("values of another type, and fields that come twice, are refused and change nothing", async () => {
  const { draft, foreign } = world.objects.application;
  const before = await world.digest();
  const odd = [["a"], { a: "b" }, 7, true, null];
  const answers = odd.flatMap((value) => [
    { changes: value, since: 0 },
    { changes: [{ field: value, value: "x", base: 0 }], since: 0 },
    { changes: [{ field: "title", value: "x", base: value === 7 ? 0.5 : value }], since: 0 },
  ]);
  const documents = odd.flatMap((value) => [{ state: value }, { complete: value }, { begin: value }]);

  for (const json of answers)
    expect(
      await statusOf("applicant", { method: "POST", url: `/application/${draft.id}/answers`, json }),
    ).toBe(422);
  for (const json of documents)
    expect(
      await statusOf("applicant", { method: "POST", url: `/application/${draft.id}/documents`, json }),
    ).toBe(422);
  // Of an address and a form that disagree, the address counts, and nobody is let in by the other.
  const both = { intent: "withdraw", sure: "on", application: draft.id, code: draft.id };
  const url = `/en/applications/${foreign.id}/people?application=${draft.id}&application=${foreign.id}`;
  expect(await statusOf("applicant", { method: "POST", url, form: both })).toBe(404);
  expect(await world.digest()).toEqual(before);
});
