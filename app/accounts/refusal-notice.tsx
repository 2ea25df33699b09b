import { useTexts } from "#app/i18n/text.ts";
import type { Refusal } from "./refusal.ts";
import { RefusalSentence } from "./refusal-sentence.tsx";
import { accountTexts } from "./texts.ts";

/** Why an account form was refused, above its fields; nothing when a field says so itself. */
export function RefusalNotice({ refusal }: { refusal: Refusal | undefined }) {
  const { refusals } = useTexts(accountTexts);
  if (typeof refusal?.details?.["field"] === "string") return null;
  return <RefusalSentence refusal={refusal} sentences={refusals} otherwise={refusals.unavailable} />;
}
