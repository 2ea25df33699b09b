import { withoutInvisible } from "#app/i18n/written-text.ts";
import { db } from "#db/connections.ts";
import { findPeople, personById } from "#db/queries/people.ts";
import type { Actor } from "./actor.ts";
import type { PeopleSearch } from "./people-forms.ts";
import { refusalToAdminister, refusalToDisable, requirePerson } from "./policy.ts";
import { refuse, refuseIf } from "./refusal.ts";
import { personIdIn } from "./people-forms.ts";

const perPage = 50;

/** The accounts of the installation, for administrators.
 * @throws Refused `sign_in_required`, `scope_missing`, `administrator_required` */
export async function peoplePage(actor: Actor, search: PeopleSearch) {
  refuseIf(refusalToAdminister(actor));
  const words = withoutInvisible(search.search)
    .split(/\s+/u)
    .filter((word) => word !== "");
  const offset = (search.page - 1) * perPage;
  const { rows, found } = await findPeople(db(), { words, state: search.state }, { limit: perPage, offset });
  return { search, found, pages: Math.max(1, Math.ceil(found / perPage)), people: rows };
}

export type PeoplePage = Awaited<ReturnType<typeof peoplePage>>;

/** One account, for administrators.
 * @throws Refused `sign_in_required`, `scope_missing`, `administrator_required`, `person_not_found` */
export async function personPage(actor: Actor, id: string) {
  refuseIf(refusalToAdminister(actor));
  const person = await personById(db(), personIdIn(id) ?? refuse("person_not_found"));
  if (person === null) return refuse("person_not_found");
  return { person, mayDisable: refusalToDisable(requirePerson(actor), person.id) === null };
}

export type PersonPage = Awaited<ReturnType<typeof personPage>>;
