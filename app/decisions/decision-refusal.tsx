import type { Refusal } from "#app/accounts/refusal.ts";
import { useTexts } from "#app/i18n/text.ts";
import { Notice } from "#app/ui/parts.tsx";
import { decisionRefusals } from "./texts-refusals.ts";

/** Why something about decisions was refused. */
export function DecisionRefusal({ refusal }: { refusal: Refusal | undefined }) {
  const text = useTexts(decisionRefusals);
  if (refusal === undefined) return null;
  const sentences: Record<string, string> = text;
  return <Notice kind="error" level={3} title={sentences[refusal.code] ?? text.otherwise} />;
}
