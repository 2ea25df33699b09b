import type { Actor } from "#app/accounts/actor.ts";
import { refuse } from "#app/accounts/refusal.ts";
import { phaseToShow } from "#app/challenges/rules.ts";
import type { Reader } from "#db/client.ts";
import { databaseClock } from "#db/clock.ts";
import {
  currentRules,
  currentVersions,
  phasesOf,
  publishedChallenge,
  rulesAcceptance,
  type ChallengeRow,
  type PhaseRow,
} from "#db/queries/challenges.ts";
import { teamOf, type TeamRow } from "#db/queries/teams.ts";
import type { SubmissionFacts } from "./policy.ts";

type Versions = Awaited<ReturnType<typeof currentVersions>>;

/** All that decides about a submission, read at once. */
export type SubmissionContext = Versions & {
  challenge: ChallengeRow;
  phase: PhaseRow;
  team: TeamRow | null;
  facts: SubmissionFacts;
};

/** Reads what decides whether an actor may submit to a challenge's current phase.
 * @throws Refused `challenge_not_found` */
export async function submissionContext(db: Reader, actor: Actor, slug: string): Promise<SubmissionContext> {
  const challenge = (await publishedChallenge(db, slug)) ?? refuse("challenge_not_found");
  const personId = actor.kind === "person" ? actor.id : null;
  // Together: a competitor waits for as few ways to the database and back as there can be.
  const [phases, now, rules, team] = await Promise.all([
    phasesOf(db, challenge.id),
    databaseClock(db),
    currentRules(db, challenge.id),
    personId === null ? null : teamOf(db, challenge.id, personId),
  ]);
  const phase = phaseToShow(phases, now);
  const [versions, acceptedAt] = await Promise.all([
    currentVersions(db, phase.id),
    personId === null || rules === null ? null : rulesAcceptance(db, rules.id, personId),
  ]);
  const facts: SubmissionFacts = {
    phase,
    isReady: versions.specification !== null && versions.labelSet !== null,
    hasTeam: team !== null,
    // A challenge without rules asks for no acceptance.
    hasAcceptedRules: rules === null || acceptedAt !== null,
  };
  return { ...versions, challenge, phase, team, facts };
}
