import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { changePassword } from "#app/accounts/change-password.server.ts";
import { confirmEmail } from "#app/accounts/confirm-email.server.ts";
import { createApiToken } from "#app/accounts/create-api-token.server.ts";
import { signUpForm } from "#app/accounts/forms.ts";
import { makeAdministrator } from "#app/accounts/make-administrator.server.ts";
import { requestPasswordReset, resetPassword } from "#app/accounts/reset-password.server.ts";
import { signIn } from "#app/accounts/sign-in.server.ts";
import { signUp } from "#app/accounts/sign-up.server.ts";
import { db, files } from "#db/connections.ts";
import { fingerprintOf } from "#db/fingerprint.ts";
import { accountOf, findApiToken, findSession, insertSession } from "#db/queries/accounts.ts";
import { brokenInvariants } from "#db/queries/invariants.ts";
import { apiTokens, emailTokens, people } from "#db/schema/accounts.ts";
import { letters } from "#db/schema/platform.ts";
import type { LetterKind } from "#db/vocabulary.ts";
import { refusedCode, refusedWith } from "#tests/support/refused.ts";
import { freshWorld, type TestWorld } from "#tests/support/world.ts";

let world: TestWorld;

beforeAll(async () => {
  world = await freshWorld();
});
afterAll(async () => {
  expect(await brokenInvariants(db(), files())).toEqual([]);
  await world.close();
});

const home = "192.0.2.1";
const elsewhere = "198.51.100.7";

async function openAccount(email: string, password: string) {
  await signUp({ email, password, displayName: "Ada", affiliation: null }, "en", home);
  const account = await accountOf(db(), email);
  if (account === null) throw new Error("The account was not opened.");
  return account;
}

async function lettersTo(email: string, kind: LetterKind) {
  return db()
    .select()
    .from(letters)
    .where(and(eq(letters.recipient, email), eq(letters.kind, kind)))
    .orderBy(letters.id);
}

async function keyOfLastLetter(email: string, kind: LetterKind): Promise<string> {
  const body = (await lettersTo(email, kind)).at(-1)?.body ?? "";
  return /key=(\S+)/.exec(body)?.[1] ?? "";
}

test("a new account is confirmed by the link of its letter, once", async () => {
  const account = await openAccount("new@test.invalid", "correct horse battery");
  const key = await keyOfLastLetter(account.email, "confirm_email");

  await confirmEmail(key);

  const rows = await db().select().from(people).where(eq(people.id, account.id));
  expect(rows[0]?.emailConfirmedAt).toBeInstanceOf(Date);
  await expect(confirmEmail(key)).rejects.toEqual(refusedWith("link_expired"));
});

test("an address with an account gets a letter that says so, and keeps its password", async () => {
  await openAccount("known@test.invalid", "correct horse battery");

  await openAccount("Known@Test.invalid", "another password entirely");

  expect(await lettersTo("known@test.invalid", "account_exists")).toHaveLength(1);
  await expect(
    signIn({ email: "known@test.invalid", password: "another password entirely" }, home),
  ).rejects.toEqual(refusedWith("wrong_credentials"));
});

test("a reset ends every session, and only the last letter's link works", async () => {
  const account = await openAccount("forgetful@test.invalid", "correct horse battery");
  await insertSession(db(), {
    tokenHash: "stolen",
    personId: account.id,
    days: 1,
  });
  await requestPasswordReset(account.email, home);
  const first = await keyOfLastLetter(account.email, "reset_password");
  await requestPasswordReset(account.email, home);
  const last = await keyOfLastLetter(account.email, "reset_password");

  await expect(resetPassword(first, "a wholly new password")).rejects.toEqual(refusedWith("link_expired"));
  await resetPassword(last, "a wholly new password");

  expect(await findSession(db(), "stolen")).toBeNull();
  expect(await lettersTo(account.email, "password_changed")).toHaveLength(1);
  expect(await signIn({ email: account.email, password: "a wholly new password" }, home)).toBe(account.id);
});

test("of two uses of one link at once, one succeeds", async () => {
  const account = await openAccount("twice@test.invalid", "correct horse battery");
  await requestPasswordReset(account.email, home);
  const key = await keyOfLastLetter(account.email, "reset_password");

  const outcomes = await Promise.allSettled([
    resetPassword(key, "the first new password"),
    resetPassword(key, "the second new password"),
  ]);

  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("an expired link opens nothing", async () => {
  const account = await openAccount("late@test.invalid", "correct horse battery");
  await requestPasswordReset(account.email, home);
  const key = await keyOfLastLetter(account.email, "reset_password");
  await db()
    .update(emailTokens)
    .set({ expiresAt: sql`clock_timestamp() - interval '1 second'` })
    .where(eq(emailTokens.personId, account.id));

  await expect(resetPassword(key, "a wholly new password")).rejects.toEqual(refusedWith("link_expired"));
});

test("an address without an account is told nothing and sent nothing", async () => {
  await requestPasswordReset("nobody@test.invalid", home);

  expect(await lettersTo("nobody@test.invalid", "reset_password")).toEqual([]);
});

test("a stranger causes five letters an hour to one person, and no more", async () => {
  await openAccount("pestered@test.invalid", "correct horse battery");
  for (let asked = 0; asked < 5; asked++) await requestPasswordReset("pestered@test.invalid", elsewhere);

  await expect(requestPasswordReset("pestered@test.invalid", elsewhere)).rejects.toEqual(
    refusedWith("too_many_attempts"),
  );
  expect(await lettersTo("pestered@test.invalid", "reset_password")).toHaveLength(5);
});

test("ten wrong passwords from elsewhere stop the guesser, not the owner", async () => {
  const account = await openAccount("target@test.invalid", "correct horse battery");
  const right = { email: account.email, password: "correct horse battery" };
  await signIn(right, home);
  const wrong = { email: account.email, password: "guess" };
  for (let guess = 0; guess < 10; guess++)
    await expect(signIn(wrong, elsewhere)).rejects.toEqual(refusedWith("wrong_credentials"));

  await expect(signIn(right, elsewhere)).rejects.toEqual(refusedWith("too_many_attempts"));
  expect(await signIn(right, home)).toBe(account.id);
});

test("fifty wrong passwords from fifty addresses stop strangers, not the owner at home", async () => {
  const account = await openAccount("famous@test.invalid", "correct horse battery");
  const right = { email: account.email, password: "correct horse battery" };
  await signIn(right, home);
  const guesses = Array.from({ length: 50 }, (_, index) =>
    signIn({ email: account.email, password: "guess" }, `203.0.113.${String(index)}`),
  );
  await Promise.allSettled(guesses);

  await expect(signIn(right, "203.0.113.200")).rejects.toEqual(refusedWith("too_many_attempts"));
  expect(await signIn(right, home)).toBe(account.id);
});

test("the present password is asked for before another one is set", async () => {
  const account = await openAccount("careful@test.invalid", "correct horse battery");
  const person = {
    kind: "person" as const,
    ...account,
    emailConfirmed: true,
    isAdministrator: false,
    scopes: null,
  };

  const guess = changePassword(person, { current: "guess", password: "a wholly new password" }, null);
  await expect(guess).rejects.toEqual(refusedWith("wrong_credentials"));
  await changePassword(person, { current: "correct horse battery", password: "a wholly new password" }, null);

  expect(await signIn({ email: account.email, password: "a wholly new password" }, home)).toBe(account.id);
});

test("the first administrator gets a link that chooses the password", async () => {
  const key = await makeAdministrator("chief@test.invalid", "fr");

  await resetPassword(key ?? "", "a wholly new password");

  const rows = await db().select().from(people).where(eq(people.email, "chief@test.invalid"));
  expect(rows[0]).toMatchObject({ isAdministrator: true, emailConfirmedAt: expect.any(Date) });
  expect(await makeAdministrator("chief@test.invalid", "fr")).toBeNull();
});

test("who has taken an administrator’s address before them, without confirming it, gets nothing of their rights", async () => {
  const squatter = await openAccount("prefect@test.invalid", "a password of the squatter");
  await insertSession(db(), { tokenHash: "squatted", personId: squatter.id, days: 1 });
  const { token } = await createApiToken(squatter.id, { name: "later", access: "all", days: null });

  const key = await makeAdministrator(squatter.email, "fr");

  const entering = signIn({ email: squatter.email, password: "a password of the squatter" }, elsewhere);
  await expect(entering).rejects.toEqual(refusedWith("wrong_credentials"));
  expect(await findSession(db(), "squatted")).toBeNull();
  expect(await findApiToken(db(), fingerprintOf(token))).toBeNull();
  await resetPassword(key ?? "", "a wholly new password");
  expect(await signIn({ email: squatter.email, password: "a wholly new password" }, home)).toBe(squatter.id);
});

test("a reset also ends the tokens of whoever had the account before", async () => {
  const account = await openAccount("squatted@test.invalid", "a password of the squatter");
  const { token } = await createApiToken(account.id, { name: "later", access: "all", days: null });
  await requestPasswordReset(account.email, home);

  await resetPassword(await keyOfLastLetter(account.email, "reset_password"), "a wholly new password");

  expect(await findApiToken(db(), fingerprintOf(token))).toBeNull();
});

test("thirty guesses at once are ten guesses", async () => {
  const account = await openAccount("hurried@test.invalid", "correct horse battery");
  const guesses = Array.from({ length: 30 }, () =>
    refusedCode(signIn({ email: account.email, password: "guess" }, elsewhere)),
  );

  const answers = await Promise.all(guesses);

  expect(answers.filter((code) => code === "wrong_credentials")).toHaveLength(10);
});

test("asking for an account again and again sends no more letters to one address than five an hour", async () => {
  for (let asked = 0; asked < 8; asked++)
    await refusedCode(
      signUp(
        {
          email: "flooded@test.invalid",
          password: "correct horse battery",
          displayName: "Ada",
          affiliation: null,
        },
        "en",
        `198.51.100.${String(100 + asked)}`,
      ),
    );

  const sent = [
    ...(await lettersTo("flooded@test.invalid", "confirm_email")),
    ...(await lettersTo("flooded@test.invalid", "account_exists")),
  ];
  expect(sent).toHaveLength(5);
});

test("what a stranger writes as a name never travels in a letter to an address that is not proven", async () => {
  const displayName = "You have won at trap.invalid";
  await signUp(
    { email: "lured@test.invalid", password: "correct horse battery", displayName, affiliation: null },
    "en",
    home,
  );

  const [letter] = await lettersTo("lured@test.invalid", "confirm_email");

  expect(letter?.body).toContain("/confirm-email?key=");
  expect(letter?.body).not.toContain("trap.invalid");
});

test("a name is one line", () => {
  const form = { email: "ada@test.invalid", password: "correct horse battery", affiliation: "" };

  expect(signUpForm.parse({ ...form, displayName: "Ada\r\n\r\nBcc: all\u200b" }).displayName).toBe(
    "Ada Bcc: all",
  );
});

test("a token that may only read has no other right, and one that has ended opens nothing", async () => {
  const account = await openAccount("scripted@test.invalid", "correct horse battery");
  const { token, scopes } = await createApiToken(account.id, { name: "CI", access: "read", days: 30 });
  const found = await findApiToken(db(), fingerprintOf(token));

  expect(scopes).toEqual(["challenges:read", "submissions:read"]);
  expect(found).toMatchObject({ id: account.id, scopes });
  await db()
    .update(apiTokens)
    .set({ expiresAt: sql`clock_timestamp()` });
  expect(await findApiToken(db(), fingerprintOf(token))).toBeNull();
});
