import type { Refusal } from "#app/accounts/refusal.ts";
import type { DecisionRefusalCode } from "./rules.ts";

/** Money is counted in whole cents. */
export type Envelope = { id: string; amountCents: number };
export type Grant = { application: string; envelope: string; askedCents: number; grantedCents: number };
export type EnvelopeBalance = {
  envelope: string;
  amountCents: number;
  grantedCents: number;
  remainingCents: number;
};

/** What each envelope has given and has left; less than nothing when it is overspent. */
export function balancesOf(envelopes: readonly Envelope[], grants: readonly Grant[]): EnvelopeBalance[] {
  return envelopes.map(({ id, amountCents }) => {
    const own = grants.filter(({ envelope }) => envelope === id);
    const grantedCents = own.reduce((sum, grant) => sum + grant.grantedCents, 0);
    return { envelope: id, amountCents, grantedCents, remainingCents: amountCents - grantedCents };
  });
}

/** Why grants may not stand: one gives more than was asked for, or an envelope gives more than it has. */
export function refusalOfGrants(
  envelopes: readonly Envelope[],
  grants: readonly Grant[],
): Refusal<DecisionRefusalCode> | null {
  const generous = grants.find(({ askedCents, grantedCents }) => grantedCents > askedCents);
  if (generous !== undefined)
    return { code: "granted_more_than_asked", details: { application: generous.application } };
  const overspent = balancesOf(envelopes, grants).find(({ remainingCents }) => remainingCents < 0);
  return overspent === undefined
    ? null
    : {
        code: "envelope_overspent",
        details: { envelope: overspent.envelope, cents: -overspent.remainingCents },
      };
}
