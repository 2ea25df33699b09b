import type { Actor } from "#app/accounts/actor.ts";
import type { AccountRefusalCode } from "#app/accounts/policy.ts";
import type { Refusal } from "#app/accounts/refusal.ts";

export type SiteRefusalCode = "edited_meanwhile";

/** Why an actor may not edit the pages at the foot of the site. */
export function refusalToEditPages(actor: Actor): Refusal<AccountRefusalCode> | null {
  if (actor.kind === "visitor") return { code: "sign_in_required" };
  return actor.isAdministrator ? null : { code: "administrator_required" };
}
