import type { Refusal } from "#app/accounts/refusal.ts";
import { RefusalSentence, RefusedPlace } from "#app/accounts/refusal-sentence.tsx";
import { useTexts } from "#app/i18n/text.ts";
import type { MissingPart } from "./rules.ts";
import { callRefusalTexts } from "./texts-refusals.ts";

/** Why something about a call was refused, with what is missing or faulty. */
export function CallRefusal({ refusal }: { refusal: Refusal | undefined }) {
  const { refusals } = useTexts(callRefusalTexts);
  const missing = useMissingWords();
  const { part, locale } = refusal?.details ?? {};
  return (
    <RefusalSentence refusal={refusal} sentences={refusals} otherwise={refusals.otherwise} level={2}>
      {typeof part === "string" ? (
        <p>{missing(part, locale === "fr" || locale === "en" ? locale : null)}</p>
      ) : null}
      <RefusedPlace refusal={refusal} />
    </RefusalSentence>
  );
}

/** Names what a call lacks, such as “the title, in French”. */
export function useMissingWords(): (part: string, locale: MissingPart["locale"]) => string {
  const text = useTexts(callRefusalTexts);
  const names: Record<string, string> = text.missing;
  return (part, locale) =>
    [names[part] ?? part, ...(locale === null ? [] : [text.inLanguage[locale]])].join(", ");
}
