import { refusalOfName, refusalOfText, type NameRefusal } from "#app/names/name-rules.ts";
import { isCommonPassword } from "./common-passwords.ts";
import type { AccountRefusalCode } from "./policy.ts";
import type { Refusal } from "./refusal.ts";

/** Why a name and an affiliation may not stand in an account. An affiliation is seen by organisers only, and those who
 * work for the institution name it. */
export function refusalOfProfile(profile: {
  displayName: string;
  affiliation: string | null;
}): NameRefusal | null {
  const ofName = refusalOfName(profile.displayName, "displayName");
  return ofName ?? (profile.affiliation === null ? null : refusalOfText(profile.affiliation, "affiliation"));
}

/** Why a password is too easy to guess, however long it is. */
export function refusalOfPassword(password: string): Refusal<AccountRefusalCode> | null {
  return isCommonPassword(password) ? { code: "password_common", details: { field: "password" } } : null;
}
