import { useTexts } from "#app/i18n/text.ts";
import { Notice } from "#app/ui/parts.tsx";
import { teamTexts } from "./texts.ts";

/** Why something about a team was refused; nothing when nothing was. */
export function TeamRefusalNotice({ code }: { code: string | undefined }) {
  const text = useTexts(teamTexts);
  if (code === undefined) return null;
  const sentences: Record<string, string> = text.refusals;
  return <Notice kind="error" title={sentences[code] ?? text.refusals.other} />;
}
