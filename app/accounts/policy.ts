import type { Scope } from "#db/vocabulary.ts";
import { hasScope, type Actor, type Person } from "./actor.ts";
import { Refused, type Refusal } from "./refusal.ts";

export type AccountRefusalCode =
  | "sign_in_required"
  | "scope_missing"
  | "administrator_required"
  | "email_not_confirmed"
  | "wrong_credentials"
  | "too_many_attempts"
  | "account_disabled"
  | "link_expired";

/** The signed-in person behind an actor.
 * @throws Refused `sign_in_required` */
export function requirePerson(actor: Actor): Person {
  if (actor.kind === "person") return actor;
  throw new Refused({ code: "sign_in_required" });
}

export function refusalWithoutScope(person: Person, scope: Scope): Refusal<AccountRefusalCode> | null {
  return hasScope(person, scope) ? null : { code: "scope_missing", details: { scope } };
}
