import { useTexts } from "#app/i18n/text.ts";
import { Notice } from "#app/ui/parts.tsx";
import type { Refusal } from "./refusal.ts";
import { accountTexts } from "./texts.ts";

/** Why an account form was refused, above its fields; nothing when a field says so itself. */
export function RefusalNotice({ refusal }: { refusal: Refusal | undefined }) {
  const text = useTexts(accountTexts);
  if (refusal === undefined || refusal.code === "invalid_input") return null;
  const sentences: Record<string, string> = text.refusals;
  return <Notice kind="error" title={sentences[refusal.code] ?? text.refusals.unavailable} />;
}
