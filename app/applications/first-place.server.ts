import { applicationsOfMember } from "#db/queries/applications.ts";
import { callsOfPerson } from "#db/queries/calls.ts";
import type { PersonId } from "#db/vocabulary.ts";
import { asViewer } from "#db/viewer.ts";

/** Where somebody goes who signs in for nothing in particular: to where their part in calls is listed, if they judge,
 * prepare or decide in one or have applied to one; else to the challenges. */
export async function firstPlace(personId: PersonId): Promise<"/account" | "/challenges"> {
  return asViewer(personId, async (tx) => {
    const hasPart =
      (await callsOfPerson(tx, personId)).length > 0 || (await applicationsOfMember(tx, personId)).length > 0;
    return hasPart ? "/account" : "/challenges";
  });
}
