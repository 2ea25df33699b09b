import type { Refusal } from "#app/accounts/refusal.ts";
import { useTexts } from "#app/i18n/text.ts";
import { Notice } from "#app/ui/parts.tsx";
import type { MissingPart } from "./rules.ts";
import { callTexts } from "./texts.ts";

/** Why something about a call was refused, with what is missing or faulty. */
export function CallRefusal({ refusal }: { refusal: Refusal | undefined }) {
  const text = useTexts(callTexts);
  const missing = useMissingWords();
  if (refusal === undefined) return null;
  const sentences: Record<string, string> = text.refusals;
  const { part, locale, path, message } = refusal.details ?? {};
  return (
    <Notice level={2} kind="error" title={sentences[refusal.code] ?? text.refusals.otherwise}>
      {typeof part === "string" ? (
        <p>{missing(part, locale === "fr" || locale === "en" ? locale : null)}</p>
      ) : null}
      {typeof message === "string" ? (
        <p className="mono">
          {path} {message}
        </p>
      ) : null}
    </Notice>
  );
}

/** Names what a call lacks, such as “the title, in French”. */
export function useMissingWords(): (part: string, locale: MissingPart["locale"]) => string {
  const text = useTexts(callTexts);
  const names: Record<string, string> = text.missing;
  return (part, locale) =>
    [names[part] ?? part, ...(locale === null ? [] : [text.inLanguage[locale]])].join(", ");
}
