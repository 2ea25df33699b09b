import type { Refusal } from "#app/accounts/refusal.ts";
import { isBlank } from "#app/i18n/written-text.ts";
import type { CallRole, CallState } from "#db/vocabulary.ts";
import type { DecisionActor, DecisionRefusalCode } from "./rules.ts";

type DecisionRefusal = Refusal<DecisionRefusalCode>;

/** Why somebody may not see what is being decided: it is for those who prepare it and for the authority, once their own
 * reviews are handed in, so that no mark follows a decision. */
export function refusalToSeeDecisions(facts: {
  roles: readonly CallRole[];
  callState: CallState;
  ownOpenReviews: number;
}): DecisionRefusal | null {
  const { isChair, isAuthority } = dutiesOf(facts.roles);
  if (!isChair && !isAuthority) return { code: "decision_role_required" };
  if (facts.callState !== "evaluating" && facts.callState !== "announced")
    return { code: "evaluation_not_begun" };
  if (facts.ownOpenReviews === 0) return null;
  return { code: "own_reviews_first", details: { reviews: facts.ownOpenReviews } };
}

/** Who prepares decisions and who takes them. */
export function dutiesOf(roles: readonly CallRole[]): Pick<DecisionActor, "isChair" | "isAuthority"> {
  return {
    isChair: roles.includes("chair") || roles.includes("organiser"),
    isAuthority: roles.includes("authority"),
  };
}

/** Why a proposal does not say all that it must: reasons in both languages, money for laureates only. */
export function refusalOfContent(content: {
  isLaureate: boolean;
  amountCents: number | null;
  reasons: { en: string; fr: string };
}): DecisionRefusal | null {
  const { en, fr } = content.reasons;
  if (isBlank(en) || isBlank(fr)) return { code: "reasons_missing" };
  return !content.isLaureate && content.amountCents !== null ? { code: "amount_out_of_place" } : null;
}
