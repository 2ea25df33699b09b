import type { Refusal } from "#app/accounts/refusal.ts";
import { RefusalSentence } from "#app/accounts/refusal-sentence.tsx";
import { useTexts } from "#app/i18n/text.ts";
import { decisionRefusals } from "./texts-refusals.ts";

/** Why something about decisions was refused. */
export function DecisionRefusal({ refusal }: { refusal: Refusal | undefined }) {
  const sentences = useTexts(decisionRefusals);
  return <RefusalSentence refusal={refusal} sentences={sentences} otherwise={sentences.otherwise} />;
}
