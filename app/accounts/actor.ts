import type { Locale, PersonId, Scope } from "#db/vocabulary.ts";

export type Visitor = { kind: "visitor" };

/** Somebody who is signed in, or whose token was sent. */
export type Person = {
  kind: "person";
  id: PersonId;
  displayName: string;
  locale: Locale;
  emailConfirmed: boolean;
  isAdministrator: boolean;
  /** What the token allows; null for a session, which allows all that the person may. */
  scopes: readonly Scope[] | null;
};

/** On whose behalf something is read or done. */
export type Actor = Visitor | Person;

export const visitor: Visitor = { kind: "visitor" };

export function hasScope(person: Person, scope: Scope): boolean {
  return person.scopes === null || person.scopes.includes(scope);
}
