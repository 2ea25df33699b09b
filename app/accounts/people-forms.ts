import { z } from "zod";
import { writtenText } from "#app/i18n/written-text.ts";
import { disablingReasons, type PersonId } from "#db/vocabulary.ts";

export const accountStates = ["all", "active", "disabled", "administrators"] as const;

const peopleSearch = z.object({
  search: writtenText().max(100).catch(""),
  state: z.enum(accountStates).catch("all"),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});
export type PeopleSearch = z.infer<typeof peopleSearch>;

/** What an address asks of the list; what makes no sense is left out. */
export function readPeopleSearch(address: string): PeopleSearch {
  return peopleSearch.parse(Object.fromEntries(new URL(address).searchParams));
}

/** What an administrator does with an account. */
export const personForm = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("disable"), reason: z.enum(disablingReasons) }),
  z.object({ intent: z.literal("enable") }),
]);

const personId = z.templateLiteral(["person_", z.string().max(60)]);

/** The account that an address names; null when it names none. */
export function personIdIn(text: string): PersonId | null {
  return personId.safeParse(text).data ?? null;
}
