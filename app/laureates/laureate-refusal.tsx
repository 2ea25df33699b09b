import type { Refusal } from "#app/accounts/refusal.ts";
import { useTexts } from "#app/i18n/text.ts";
import { Notice } from "#app/ui/parts.tsx";
import { laureateRefusals } from "./texts-refusals.ts";

/** Why something about a laureate was refused. */
export function LaureateRefusal({ refusal }: { refusal: Refusal | undefined }) {
  const text = useTexts(laureateRefusals);
  if (refusal === undefined) return null;
  const sentences: Record<string, string> = text;
  return <Notice level={2} kind="error" title={sentences[refusal.code] ?? text.otherwise} />;
}
