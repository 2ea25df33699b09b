import type { PersonId, Scope } from "#db/vocabulary.ts";
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
  | "person_not_found"
  | "own_account"
  | "password_common"
  | "link_expired";

/** The signed-in person behind an actor.
 * @throws Refused `sign_in_required` */
export function requirePerson(actor: Actor): Person {
  if (actor.kind === "person") return actor;
  throw new Refused({ code: "sign_in_required" });
}

/** Why an actor may not administer the accounts of others. */
export function refusalToAdminister(actor: Actor): Refusal<AccountRefusalCode> | null {
  if (actor.kind === "visitor") return { code: "sign_in_required" };
  if (actor.scopes !== null) return { code: "scope_missing" };
  return actor.isAdministrator ? null : { code: "administrator_required" };
}

/** Why an administrator may not disable an account. Nobody disables themselves, so an administrator is always left. */
export function refusalToDisable(actor: Person, subject: PersonId): Refusal<AccountRefusalCode> | null {
  return subject === actor.id ? { code: "own_account" } : null;
}

export function refusalWithoutScope(person: Person, scope: Scope): Refusal<AccountRefusalCode> | null {
  return hasScope(person, scope) ? null : { code: "scope_missing", details: { scope } };
}
