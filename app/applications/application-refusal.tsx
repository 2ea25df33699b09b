import type { Refusal } from "#app/accounts/refusal.ts";
import { useTexts } from "#app/i18n/text.ts";
import { Notice } from "#app/ui/parts.tsx";
import { applicationRefusals } from "./texts-refusals.ts";

/** Why something about an application was refused. */
export function ApplicationRefusal({ refusal }: { refusal: Refusal | undefined }) {
  const text = useTexts(applicationRefusals);
  if (refusal === undefined) return null;
  const sentences: Record<string, string> = text;
  const { path, message } = refusal.details ?? {};
  return (
    <Notice level={2} kind="error" title={sentences[refusal.code] ?? text.otherwise}>
      {typeof message === "string" ? (
        <p className="mono">
          {path} {message}
        </p>
      ) : null}
    </Notice>
  );
}
