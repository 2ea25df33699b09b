import { refuse } from "#app/accounts/refusal.ts";
import { db } from "#db/connections.ts";
import { credentialsOf } from "#db/queries/accounts.ts";
import type { PersonId } from "#db/vocabulary.ts";
import { isPassword } from "./password.server.ts";
import { countFailure, isThrottled, throttleKey } from "./throttle.server.ts";

/** Finds who gives an e-mail address and its password. Says the same, and takes as long, whether or not there is such
 * an account.
 * @param address of the network, for counting failures
 * @throws Refused `too_many_attempts`, `wrong_credentials`
 * Effects: a failure is counted. */
export async function signIn(
  credentials: { email: string; password: string },
  address: string,
): Promise<PersonId> {
  const key = throttleKey(credentials.email, address);
  if (await isThrottled("sign_in", key)) refuse("too_many_attempts");
  const account = await credentialsOf(db(), credentials.email);
  const isRight = await isPassword(credentials.password, account?.passwordHash ?? null);
  if (isRight && account !== null) return account.id;
  await countFailure("sign_in", key);
  return refuse("wrong_credentials");
}
