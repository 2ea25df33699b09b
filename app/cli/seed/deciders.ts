import { addCallMember } from "#app/calls/add-call-member.server.ts";
import { requestRanking } from "#app/reviews/compute-ranking.server.ts";
import { demonstrationAccounts, type DemonstrationPeople } from "./people.ts";

/** Who prepares the decisions of a call besides its organiser, who is in conflict with one of its applications, and who
 * takes them. */
export async function ensureDeciders({ organiser }: DemonstrationPeople, slug: string): Promise<void> {
  const { chair, authority } = demonstrationAccounts;
  await addCallMember(organiser, slug, { email: chair.email, role: "chair" });
  await addCallMember(organiser, slug, { email: chair.email, role: "organiser" });
  await addCallMember(organiser, slug, { email: authority.email, role: "authority" });
}

const places = 10;

/** The order over all applications, which the organiser alone may not see. */
export async function requestFullRanking({ chair }: DemonstrationPeople, slug: string): Promise<void> {
  await requestRanking(chair, slug, places);
}
