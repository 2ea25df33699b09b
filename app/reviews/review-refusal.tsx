import type { Refusal } from "#app/accounts/refusal.ts";
import { RefusalSentence } from "#app/accounts/refusal-sentence.tsx";
import { useTexts } from "#app/i18n/text.ts";
import { refusalTexts } from "./texts-refusals.ts";

/** Why something about a jury or a review was refused. */
export function ReviewRefusal({ refusal }: { refusal: Refusal | undefined }) {
  const sentences = useTexts(refusalTexts);
  return <RefusalSentence refusal={refusal} sentences={sentences} otherwise={sentences.otherwise} />;
}
