import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { changePassword } from "#app/accounts/change-password.server.ts";
import { createApiToken } from "#app/accounts/create-api-token.server.ts";
import { editProfile, leaveElsewhere } from "#app/accounts/edit-profile.server.ts";
import { signIn } from "#app/accounts/sign-in.server.ts";
import { action as accountAction } from "#app/routes/account.tsx";
import { action as forgottenAction } from "#app/routes/forgotten-password.tsx";
import { action as signInAction } from "#app/routes/sign-in.tsx";
import { action as signUpAction } from "#app/routes/sign-up.tsx";
import { db, files } from "#db/connections.ts";
import { fingerprintOf } from "#db/fingerprint.ts";
import { findApiToken, findSession, insertSession, tokensOf } from "#db/queries/accounts.ts";
import { brokenInvariants } from "#db/queries/invariants.ts";
import { people, sessions } from "#db/schema/accounts.ts";
import { letters } from "#db/schema/platform.ts";
import type { PersonId } from "#db/vocabulary.ts";
import { makeAccount, rightPassword } from "#tests/support/account.ts";
import { refusedWith } from "#tests/support/refused.ts";
import { freshWorld, type TestWorld } from "#tests/support/world.ts";

let world: TestWorld;

beforeAll(async () => {
  world = await freshWorld();
});
afterAll(async () => {
  expect(await brokenInvariants(db(), files())).toEqual([]);
  await world.close();
});

const context = { address: "192.0.2.1" };

async function begin(personId: PersonId, tokenHash: string) {
  await insertSession(db(), { tokenHash, personId, days: 1 });
}

function posted(path: string, fields: Record<string, string>, cookie = ""): Request {
  return new Request(`http://palmares.invalid${path}`, {
    method: "POST",
    headers: { Cookie: cookie },
    body: new URLSearchParams(fields),
  });
}

test("another password ends the other sessions and every token, and says how many", async () => {
  const person = await makeAccount("changer@test.invalid");
  await begin(person.id, "kept");
  await begin(person.id, "other");
  const { token } = await createApiToken(person.id, { name: "CI", access: "all", days: null });
  const passwords = { current: rightPassword, password: "a wholly new password" };

  expect(await changePassword(person, passwords, "kept")).toEqual({ sessions: 1, tokens: 1 });

  expect(await findSession(db(), "kept")).not.toBeNull();
  expect(await findSession(db(), "other")).toBeNull();
  expect(await findApiToken(db(), fingerprintOf(token))).toBeNull();
  const sent = await db().select().from(letters).where(eq(letters.recipient, "changer@test.invalid"));
  expect(sent.filter(({ kind }) => kind === "password_changed").map(({ body }) => body)).toEqual([
    expect.stringContaining("every token for programs has been ended"),
  ]);
});

test("signing out everywhere else ends tokens alike", async () => {
  const person = await makeAccount("leaver@test.invalid");
  await begin(person.id, "here");
  await begin(person.id, "there");
  const { token } = await createApiToken(person.id, { name: "CI", access: "read", days: 30 });

  expect(await leaveElsewhere(person.id, "here")).toEqual({ sessions: 1, tokens: 1 });

  expect(await findSession(db(), "there")).toBeNull();
  expect(await findApiToken(db(), fingerprintOf(token))).toBeNull();
  expect(await tokensOf(db(), person.id)).toEqual([]);
});

test("a session ends after a week without a request, and after two weeks in any case", async () => {
  const person = await makeAccount("idle@test.invalid");
  await insertSession(db(), { tokenHash: "idle", personId: person.id, days: 14 });
  /** As if the session had begun, and had last been used, so many days earlier. */
  const daysAgo = (begun: number, used: number) =>
    db()
      .update(sessions)
      .set({
        expiresAt: sql`clock_timestamp() + make_interval(secs => ${(14 - begun) * 86_400})`,
        lastSeenAt: sql`clock_timestamp() - make_interval(secs => ${used * 86_400})`,
      })
      .where(eq(sessions.tokenHash, "idle"));

  await daysAgo(6.9, 6.9);
  expect(await findSession(db(), "idle")).not.toBeNull();
  await daysAgo(7.1, 7.1);
  expect(await findSession(db(), "idle")).toBeNull();
  await daysAgo(13.9, 1);
  expect(await findSession(db(), "idle")).not.toBeNull();
  await daysAgo(14.1, 1);
  expect(await findSession(db(), "idle")).toBeNull();
});

test("long passwords that differ at their end are different passwords", async () => {
  const person = await makeAccount("long@test.invalid");
  const long = "ceci est une phrase ".repeat(12);
  await changePassword(person, { current: rightPassword, password: `${long}a` }, null);

  await expect(signIn({ email: "long@test.invalid", password: `${long}b` }, "192.0.2.1")).rejects.toEqual(
    refusedWith("wrong_credentials"),
  );
  expect(await signIn({ email: "long@test.invalid", password: `${long}a` }, "192.0.2.1")).toBe(person.id);
});

test.each([
  ...["123456789012", "qwertyuiopas", "1qaz2wsx3edc4rfv", "Administrator", "Password1234!", "motdepasse2026"],
  ...["aaaaaaaaaaaaaaa", "abcabcabcabcabc", "nopqrstuvwxyz", "zyxwvutsrqponm", "AZERTYUIOPQS"],
])("%s is among the first that would be guessed", async (password) => {
  const person = await makeAccount(`common-${fingerprintOf(password).slice(0, 8)}@test.invalid`);

  await expect(changePassword(person, { current: rightPassword, password }, null)).rejects.toEqual(
    expect.objectContaining({ refusal: { code: "password_common", details: { field: "password" } } }),
  );
});

test("sign-up and reset answer the same whether an address has an account, none, or a disabled one", async () => {
  await makeAccount("known@test.invalid");
  const closed = await makeAccount("closed@test.invalid");
  await db().update(people).set({ disabledAt: new Date() }).where(eq(people.id, closed.id));
  const addresses = ["known@test.invalid", "nobody@test.invalid", "closed@test.invalid"];
  const answers = new Set<string>();
  const params = { locale: "en" };
  for (const email of addresses) {
    const form = { email, password: "a wholly new password", displayName: "Ada", affiliation: "" };
    const answered = [
      await forgottenAction({ request: posted("/en/forgotten-password", { email }), params, context }),
      await signUpAction({ request: posted("/en/sign-up", form), params, context }),
      await signInAction({
        ...{ params, context },
        request: posted("/en/sign-in", { email, password: "not the right one" }),
      }),
    ];
    answers.add(JSON.stringify(answered).replaceAll(email, "(address)"));
  }

  expect([...answers]).toHaveLength(1);
});

test("what a form is sent beside its fields changes nothing", async () => {
  const person = await makeAccount("greedy@test.invalid");
  await begin(person.id, fingerprintOf("greedy"));
  const before = await db().select().from(people).where(eq(people.id, person.id));
  const columns = {
    id: "person_other",
    email: "x@test.invalid",
    isAdministrator: "true",
    is_administrator: "1",
  };
  const more = { passwordHash: "x", disabledAt: "2020-01-01", emailConfirmedAt: "2020-01-01", scopes: "all" };
  const profile = { intent: "profile", displayName: "Ada Lovelace", affiliation: "", locale: "en" };

  const request = posted("/en/account", { ...columns, ...more, ...profile }, "palmares=greedy");
  await accountAction({ request, params: { locale: "en" }, context });

  const after = await db().select().from(people).where(eq(people.id, person.id));
  expect(after.map((row) => ({ ...row, lastSeenAt: null }))).toEqual(
    before.map((row) => ({ ...row, lastSeenAt: null })),
  );
});

test("a name that is refused today may stay where it was given before", async () => {
  const person = await makeAccount("legacy@test.invalid");
  await db().update(people).set({ displayName: "Le jury" }).where(eq(people.id, person.id));
  const profile = { displayName: "Le jury", affiliation: null, locale: "fr" as const };

  await editProfile(person.id, profile);

  const renamed = editProfile(person.id, { ...profile, displayName: "Le jury officiel" });
  await expect(renamed).rejects.toMatchObject({
    refusal: { code: "name_reserved", details: { field: "displayName" } },
  });
});
