import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuseIf } from "#app/accounts/refusal.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { inTransaction } from "#db/connections.ts";
import { fingerprintOf } from "#db/fingerprint.ts";
import { newId } from "#db/ids.ts";
import { challengeMembers, challenges, phases, rules, specifications } from "#db/schema/challenges.ts";
import {
  defaultDisplayRule,
  type Bilingual,
  type ChallengeId,
  type DisplayRule,
  type PersonId,
  type PhaseId,
  type SpecificationId,
} from "#db/vocabulary.ts";
import { canonicalSpecification, type Specification } from "#scoring/spec.ts";
import { refusalToCreateChallenge } from "./policy.ts";

type ChallengeContent = Omit<typeof challenges.$inferInsert, "id" | "createdAt">;

export type NewPhase = {
  name: Bilingual;
  opensAt: Date;
  closesAt: Date;
  /** The Ladder unless said otherwise. */
  displayRule?: DisplayRule;
  specification: Specification;
};

export type NewChallenge = {
  content: ChallengeContent;
  rules: Bilingual;
  phases: NewPhase[];
  organisers: PersonId[];
};

/** Creates a challenge with its rules (version 1), phases and specifications (version 1 each).
 * Nothing can be submitted before each phase has labels.
 * @throws Refused `sign_in_required`, `administrator_required`
 * Effects: rows of the challenge; an audit line. */
export async function createChallenge(
  actor: Actor,
  challenge: NewChallenge,
): Promise<{ id: ChallengeId; phases: PhaseId[] }> {
  refuseIf(refusalToCreateChallenge(actor));
  const administrator = requirePerson(actor);
  return inTransaction(async (tx) => {
    const id = newId("challenge");
    await tx.insert(challenges).values({ ...challenge.content, id });
    await tx
      .insert(rules)
      .values({ id: newId("rules"), challengeId: id, version: 1, content: challenge.rules });
    const phaseRows = challenge.phases.map((phase, index) => phaseRow(id, index, phase));
    await tx
      .insert(phases)
      .values(phaseRows.map((row) => ({ ...row.phase, specificationId: row.specification.id })));
    await tx.insert(specifications).values(phaseRows.map((row) => row.specification));
    for (const personId of challenge.organisers) {
      await tx.insert(challengeMembers).values({ challengeId: id, personId, role: "organiser" });
    }
    await appendAuditEvent(tx, { actor: administrator.id, verb: "create_challenge", subject: id });
    return { id, phases: phaseRows.map((row) => row.phase.id) };
  });
}

function phaseRow(challengeId: ChallengeId, index: number, phase: NewPhase) {
  const { specification, ...dates } = phase;
  const phaseId: PhaseId = newId("phase");
  const specificationId: SpecificationId = newId("spec");
  const digest = fingerprintOf(canonicalSpecification(specification));
  return {
    phase: { id: phaseId, challengeId, position: index + 1, displayRule: defaultDisplayRule, ...dates },
    specification: { id: specificationId, phaseId, version: 1, content: specification, digest },
  };
}
