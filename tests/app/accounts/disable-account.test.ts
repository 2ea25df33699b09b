import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { createApiToken } from "#app/accounts/create-api-token.server.ts";
import { disableAccount } from "#app/accounts/disable-account.server.ts";
import { enableAccount } from "#app/accounts/enable-account.server.ts";
import { makeAdministrator } from "#app/accounts/make-administrator.server.ts";
import { peoplePage, personPage } from "#app/accounts/people-page.server.ts";
import { requestPasswordReset, resetPassword } from "#app/accounts/reset-password.server.ts";
import { signIn } from "#app/accounts/sign-in.server.ts";
import { signUp } from "#app/accounts/sign-up.server.ts";
import { visitor } from "#app/accounts/actor.ts";
import { actorOfToken } from "#app/http/bearer.server.ts";
import { actorOf, beginSession } from "#app/http/session.server.ts";
import type { Database } from "#db/client.ts";
import { db, inTransaction } from "#db/connections.ts";
import { people, sessions } from "#db/schema/accounts.ts";
import { auditEvents, letters } from "#db/schema/platform.ts";
import type { PersonId } from "#db/vocabulary.ts";
import { makeAccount, rightPassword } from "#tests/support/account.ts";
import { makePerson } from "#tests/support/challenge.ts";
import { refusedCode, refusedWith } from "#tests/support/refused.ts";
import { useWebWorld } from "#tests/support/web-world.ts";

let owner: Database;
useWebWorld((given) => {
  owner = given;
});

const home = "192.0.2.1";
const site = "http://palmares.invalid/en/account";

/** A request with the cookie that a session has just been begun with. */
async function signedInRequest(id: PersonId): Promise<Request> {
  const cookie = await beginSession(new Request(site), id);
  return new Request(site, { headers: { Cookie: cookie.split(";")[0] ?? "" } });
}

async function lettersTo(email: string) {
  return owner.db.select().from(letters).where(eq(letters.recipient, email));
}

test("from the next request on nobody is in a disabled account, and no way back into it is open", async () => {
  const administrator = await makeAccount("chief@test.invalid", { isAdministrator: true });
  const person = await makeAccount("expelled@test.invalid");
  const request = await signedInRequest(person.id);
  const { token } = await createApiToken(person.id, { name: "CI", access: "all", days: null });
  const api = new Request(site, { headers: { Authorization: `Bearer ${token}` } });
  await requestPasswordReset("expelled@test.invalid", home);
  const key = /key=(\S+)/.exec((await lettersTo("expelled@test.invalid")).at(-1)?.body ?? "")?.[1] ?? "";
  expect((await actorOf(request)).kind).toBe("person");
  expect((await actorOfToken(api)).kind).toBe("person");

  expect(await disableAccount(administrator, person.id, "misuse")).toEqual({ sessions: 1, tokens: 1 });

  expect(await actorOf(request)).toEqual(visitor);
  await expect(actorOfToken(api)).rejects.toEqual(refusedWith("sign_in_required"));
  await expect(resetPassword(key, "a wholly new password")).rejects.toEqual(refusedWith("link_expired"));
  const sent = (await lettersTo("expelled@test.invalid")).length;
  await requestPasswordReset("expelled@test.invalid", home);
  const again = { password: rightPassword, displayName: "Ada Lovelace", affiliation: null };
  await signUp({ email: "Expelled@test.invalid", ...again }, "en", home);
  expect(await lettersTo("expelled@test.invalid")).toHaveLength(sent);
  const right = { email: "expelled@test.invalid", password: rightPassword };
  const wrong = { email: "expelled@test.invalid", password: "guess" };
  const unknown = { email: "nobody@test.invalid", password: rightPassword };
  const answers = [];
  for (const one of [right, wrong, unknown]) answers.push(await refusedCode(signIn(one, home)));
  expect(answers).toEqual(["wrong_credentials", "wrong_credentials", "wrong_credentials"]);
  await expect(makeAdministrator("expelled@test.invalid", "en")).rejects.toEqual(
    refusedWith("account_disabled"),
  );
});

test("enabling lets the person sign in again, and brings nothing else back", async () => {
  const administrator = await makeAccount("second-chief@test.invalid", { isAdministrator: true });
  const person = await makeAccount("forgiven@test.invalid");
  const request = await signedInRequest(person.id);
  await disableAccount(administrator, person.id, "compromised");

  expect(await enableAccount(administrator, person.id)).toBe(true);

  expect(await actorOf(request)).toEqual(visitor);
  expect(await signIn({ email: "forgiven@test.invalid", password: rightPassword }, home)).toBe(person.id);
  expect(await enableAccount(administrator, person.id)).toBe(false);
  expect((await personPage(administrator, person.id)).person).toMatchObject({
    disabledAt: null,
    disabledFor: null,
    lastSeenAt: expect.any(Date),
  });
});

test("the journal says who disabled whom and why, in ids and a code", async () => {
  const administrator = await makeAccount("third-chief@test.invalid", { isAdministrator: true });
  const person = await makeAccount("named@test.invalid");

  await disableAccount(administrator, person.id, "own_request");
  await disableAccount(administrator, person.id, "misuse");
  await enableAccount(administrator, person.id);

  const lines = await owner.db.select().from(auditEvents).where(eq(auditEvents.subject, person.id));
  expect(lines.slice(-2).map(({ actor, verb, details }) => ({ actor, verb, details }))).toEqual([
    { actor: administrator.id, verb: "disable_account", details: { reason: "own_request" } },
    { actor: administrator.id, verb: "enable_account", details: {} },
  ]);
});

test("a session that begins while the account is being disabled does not begin", async () => {
  const person = await makeAccount("racing@test.invalid");
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  let isHeld = () => {};
  const holding = new Promise<void>((resolve) => (isHeld = resolve));
  const disabling = owner.db.transaction(async (tx) => {
    await tx.update(people).set({ disabledAt: new Date() }).where(eq(people.id, person.id));
    isHeld();
    await held;
  });
  await holding;

  const beginning = refusedCode(beginSession(new Request(site), person.id));
  const waits = () =>
    owner.sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  while ((await waits()).length === 0);
  release();
  await disabling;

  expect(await beginning).toBe("wrong_credentials");
  expect(await db().$count(sessions, eq(sessions.personId, person.id))).toBe(0);
});

test("nobody disables themselves, and of two administrators who disable each other one remains", async () => {
  const one = await makeAccount("one@test.invalid", { isAdministrator: true });
  const two = await makeAccount("two@test.invalid", { isAdministrator: true });

  await expect(disableAccount(one, one.id, "left")).rejects.toEqual(refusedWith("own_account"));
  const outcomes = await Promise.allSettled([
    disableAccount(one, two.id, "left"),
    disableAccount(two, one.id, "left"),
  ]);

  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const rows = await inTransaction((tx) => tx.select().from(people).where(eq(people.isAdministrator, true)));
  expect(rows.filter(({ email }) => /^(one|two)@/.test(email)).map((row) => row.disabledAt)).toEqual(
    expect.arrayContaining([null, expect.any(Date)]),
  );
});

test("only administrators see accounts and disable them, and no token does", async () => {
  const person = await makeAccount("curious@test.invalid");
  const administrator = await makeAccount("tokened@test.invalid", { isAdministrator: true });
  const byToken = { ...administrator, scopes: ["challenges:read"] as const };
  const search = { search: "", state: "all", page: 1 } as const;

  for (const [actor, code] of [
    [visitor, "sign_in_required"],
    [person, "administrator_required"],
    [byToken, "scope_missing"],
  ] as const) {
    await expect(peoplePage(actor, search)).rejects.toEqual(refusedWith(code));
    await expect(personPage(actor, administrator.id)).rejects.toEqual(refusedWith(code));
    await expect(disableAccount(actor, administrator.id, "left")).rejects.toEqual(refusedWith(code));
    await expect(enableAccount(actor, administrator.id)).rejects.toEqual(refusedWith(code));
  }
  await expect(disableAccount(administrator, "person_unknown", "left")).rejects.toEqual(
    refusedWith("person_not_found"),
  );
  await expect(personPage(administrator, "team_1")).rejects.toEqual(refusedWith("person_not_found"));
});

test("the list finds by parts of name and address, whatever the accents, and by state", async () => {
  const administrator = await makeAccount("finder@test.invalid", { isAdministrator: true });
  const wanted = await makePerson("Hélène Marchand-Sorel");
  await makePerson("Hélène Other_100%");
  await disableAccount(administrator, wanted.id, "left");
  const find = async (search: string, state: "all" | "active" | "disabled" = "all") =>
    (await peoplePage(administrator, { search, state, page: 1 })).people.map((one) => one.displayName);

  expect(await find("helene MARCHAND")).toEqual(["Hélène Marchand-Sorel"]);
  expect(await find("helene", "active")).toEqual(["Hélène Other_100%"]);
  expect(await find("helene", "disabled")).toEqual(["Hélène Marchand-Sorel"]);
  expect(await find("_100%")).toEqual(["Hélène Other_100%"]);
  expect(await find("finder@")).toEqual(["Ada Lovelace"]);
  expect((await peoplePage(administrator, { search: "", state: "all", page: 9_000 })).people).toEqual([]);
});
