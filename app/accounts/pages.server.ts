import { db } from "#db/connections.ts";
import { engagementsOf, profileOf, tokensOf } from "#db/queries/accounts.ts";
import type { Actor } from "./actor.ts";
import { refusalToAdminister, requirePerson } from "./policy.ts";

/** The actor's own account.
 * @throws Refused `sign_in_required` */
export async function accountPage(actor: Actor) {
  const person = requirePerson(actor);
  const mayAdminister = refusalToAdminister(person) === null;
  const [profile, tokens, engagements] = await Promise.all([
    profileOf(db(), person.id),
    tokensOf(db(), person.id),
    engagementsOf(db(), person.id),
  ]);
  return { profile, tokens, engagements, emailConfirmed: person.emailConfirmed, mayAdminister };
}

export type AccountPage = Awaited<ReturnType<typeof accountPage>>;
