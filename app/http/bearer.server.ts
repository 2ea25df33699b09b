import { visitor, type Actor } from "#app/accounts/actor.ts";
import { refuse } from "#app/accounts/refusal.ts";
import { db } from "#db/connections.ts";
import { fingerprintOf } from "#db/fingerprint.ts";
import { findApiToken, markSeen } from "#db/queries/accounts.ts";
import { noteWhoAsks } from "./request-scope.ts";

/** Who sends a request to the API, by its token; without one, a visitor. Cookies count for nothing here.
 * @throws Refused `sign_in_required` for a token that is unknown, revoked or expired */
export async function actorOfToken(request: Request): Promise<Actor> {
  const sent = /^Bearer\s+(\S+)$/i.exec(request.headers.get("Authorization") ?? "")?.[1];
  if (sent === undefined) return visitor;
  const token = fingerprintOf(sent);
  const { wasSeenLongAgo, ...person } = (await findApiToken(db(), token)) ?? refuse("sign_in_required");
  noteWhoAsks(person.id);
  if (wasSeenLongAgo) await markSeen(db(), { personId: person.id, token });
  return { kind: "person", ...person };
}
