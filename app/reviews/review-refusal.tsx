import type { Refusal } from "#app/accounts/refusal.ts";
import { useTexts } from "#app/i18n/text.ts";
import { Notice } from "#app/ui/parts.tsx";
import { refusalTexts } from "./texts-refusals.ts";

/** Why something about a jury or a review was refused. */
export function ReviewRefusal({ refusal }: { refusal: Refusal | undefined }) {
  const text = useTexts(refusalTexts);
  if (refusal === undefined) return null;
  const sentences: Record<string, string> = text;
  return <Notice kind="error" title={sentences[refusal.code] ?? text.otherwise} />;
}
