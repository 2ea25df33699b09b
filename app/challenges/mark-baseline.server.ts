import { eq } from "drizzle-orm";
import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse, refuseIf } from "#app/accounts/refusal.ts";
import { nameKey } from "#app/names/name-key.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { inTransaction } from "#db/connections.ts";
import { holdsRole } from "#db/queries/challenges.ts";
import { teams } from "#db/schema/teams.ts";
import type { TeamId } from "#db/vocabulary.ts";
import { refusalToOrganise } from "./policy.ts";

/** Makes a team a reference row of the organiser: shown at its score, never ranked, under a name that no team may choose.
 * @throws Refused `not_found`, `sign_in_required`, `organiser_required`
 * Effects: the team's mark and name, an audit line. */
export async function markBaseline(
  actor: Actor,
  teamId: TeamId,
  { name, affiliation }: { name: string; affiliation: string | null },
): Promise<void> {
  const organiser = requirePerson(actor);
  await inTransaction(async (tx) => {
    const [team] = await tx
      .select({ challengeId: teams.challengeId })
      .from(teams)
      .where(eq(teams.id, teamId));
    const challengeId = team?.challengeId ?? refuse("not_found");
    refuseIf(refusalToOrganise(actor, await holdsRole(tx, challengeId, organiser.id, "organiser")));
    const shown = { isBaseline: true, name, affiliation, nameKey: nameKey(name) };
    await tx.update(teams).set(shown).where(eq(teams.id, teamId));
    await appendAuditEvent(tx, { actor: organiser.id, verb: "mark_baseline", subject: teamId });
  });
}
