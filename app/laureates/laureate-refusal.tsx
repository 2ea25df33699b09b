import type { Refusal } from "#app/accounts/refusal.ts";
import { RefusalSentence } from "#app/accounts/refusal-sentence.tsx";
import { useTexts } from "#app/i18n/text.ts";
import { laureateRefusals } from "./texts-refusals.ts";

/** Why something about a laureate was refused. */
export function LaureateRefusal({ refusal }: { refusal: Refusal | undefined }) {
  const sentences = useTexts(laureateRefusals);
  return (
    <RefusalSentence refusal={refusal} sentences={sentences} otherwise={sentences.otherwise} level={2} />
  );
}
