import { db } from "#db/connections.ts";
import { credentialsOf } from "#db/queries/accounts.ts";
import type { PersonId } from "#db/vocabulary.ts";
import { isPassword } from "./password.server.ts";
import { refuse } from "./refusal.ts";
import {
  isKnownAddress,
  isOneTooMany,
  isThrottled,
  rememberAddress,
  addressKey,
  throttleKey,
} from "./throttle.server.ts";

/** Finds who gives an e-mail address and its password. Says the same, and takes as long, whether or not there is such
 * an account.
 * @param address of the network, for counting failures
 * @throws Refused `too_many_attempts`, `wrong_credentials`
 * Effects: a failure is counted; after a success the address is known. */
export async function signIn(
  credentials: { email: string; password: string },
  address: string,
): Promise<PersonId> {
  const attempt = attemptFrom(credentials.email.toLowerCase(), address);
  if (await mustWait(attempt)) refuse("too_many_attempts");
  const account = await credentialsOf(db(), credentials.email);
  const isRight = await isPassword(credentials.password, account?.passwordHash ?? null);
  if (!isRight || account === null)
    return refuse((await isFailureTooMany(attempt)) ? "too_many_attempts" : "wrong_credentials");
  // Many guesses at once have all passed the first look: what has failed since counts for this one, too.
  if (await mustWait(attempt)) refuse("too_many_attempts");
  await rememberAddress(attempt.pair);
  return account.id;
}

type Attempt = { pair: string; account: string; address: string };

function attemptFrom(email: string, address: string): Attempt {
  return { pair: addressKey(address, email), account: throttleKey(email), address: addressKey(address) };
}

/** Failures are counted per account and address, and per each of them alone. An owner who comes from where they have
 * been before is held up by the first count only: a stranger's guesses lock nobody out. */
async function mustWait(attempt: Attempt): Promise<boolean> {
  if (await isThrottled("sign_in", attempt.pair)) return true;
  if (await isKnownAddress(attempt.pair)) return false;
  return (
    (await isThrottled("sign_in_account", attempt.account)) || isThrottled("sign_in_address", attempt.address)
  );
}

/** Counts a failure everywhere, and says whether those counts that hold the asker up are full. */
async function isFailureTooMany(attempt: Attempt): Promise<boolean> {
  const ofPair = await isOneTooMany("sign_in", attempt.pair);
  const ofAccount = await isOneTooMany("sign_in_account", attempt.account);
  const ofAddress = await isOneTooMany("sign_in_address", attempt.address);
  return ofPair || ((ofAccount || ofAddress) && !(await isKnownAddress(attempt.pair)));
}
