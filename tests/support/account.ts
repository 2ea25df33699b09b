import { eq } from "drizzle-orm";
import type { Person } from "#app/accounts/actor.ts";
import { signUp } from "#app/accounts/sign-up.server.ts";
import { db } from "#db/connections.ts";
import { accountOf } from "#db/queries/accounts.ts";
import { people } from "#db/schema/accounts.ts";

export const rightPassword = "correct horse battery";

/** Opens an account as its owner would, and confirms its address. */
export async function makeAccount(email: string, { isAdministrator = false } = {}): Promise<Person> {
  const form = { email, password: rightPassword, displayName: "Ada Lovelace", affiliation: null };
  await signUp(form, "en", "192.0.2.1");
  const account = await accountOf(db(), email);
  if (account === null) throw new Error("The account was not opened.");
  const { id, displayName, locale } = account;
  await db().update(people).set({ emailConfirmedAt: new Date(), isAdministrator }).where(eq(people.id, id));
  return { kind: "person", id, displayName, locale, emailConfirmed: true, isAdministrator, scopes: null };
}
