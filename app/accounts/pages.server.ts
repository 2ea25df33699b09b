import { db } from "#db/connections.ts";
import { profileOf, tokensOf } from "#db/queries/accounts.ts";
import type { Actor } from "./actor.ts";
import { requirePerson } from "./policy.ts";

/** The actor's own account.
 * @throws Refused `sign_in_required` */
export async function accountPage(actor: Actor) {
  const person = requirePerson(actor);
  const profile = await profileOf(db(), person.id);
  return { profile, tokens: await tokensOf(db(), person.id) };
}
