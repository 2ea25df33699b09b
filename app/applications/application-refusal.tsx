import type { Refusal } from "#app/accounts/refusal.ts";
import { RefusalSentence, RefusedPlace } from "#app/accounts/refusal-sentence.tsx";
import { useTexts } from "#app/i18n/text.ts";
import { applicationRefusals } from "./texts-refusals.ts";

/** Why something about an application was refused. */
export function ApplicationRefusal({ refusal }: { refusal: Refusal | undefined }) {
  const sentences = useTexts(applicationRefusals);
  return (
    <RefusalSentence refusal={refusal} sentences={sentences} otherwise={sentences.otherwise} level={2}>
      <RefusedPlace refusal={refusal} />
    </RefusalSentence>
  );
}
