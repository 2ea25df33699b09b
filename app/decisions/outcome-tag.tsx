import { IconCheck, IconCircleDashed, IconHourglass, IconMinus } from "@tabler/icons-react";
import { useTexts } from "#app/i18n/text.ts";
import { Tag, type TagTone } from "#app/ui/parts.tsx";
import type { DecisionOutcome } from "#db/vocabulary.ts";
import { decisionTexts } from "./texts.ts";

/** What the jury does not select is neutral ink, never red. */
const looks: Record<DecisionOutcome | "none", { tone: TagTone; Icon: typeof IconCheck }> = {
  laureate: { tone: "good", Icon: IconCheck },
  waiting_list: { tone: "attention", Icon: IconHourglass },
  rejected: { tone: "neutral", Icon: IconMinus },
  none: { tone: "neutral", Icon: IconCircleDashed },
};

/** What is decided of an application; null: nothing yet. */
export function OutcomeTag({
  outcome,
  place = null,
}: {
  outcome: DecisionOutcome | null;
  place?: number | null;
}) {
  const text = useTexts(decisionTexts);
  const { tone, Icon } = looks[outcome ?? "none"];
  return (
    <Tag tone={tone} icon={<Icon size={16} stroke={1.8} aria-hidden />}>
      {outcome === null ? text.none : text.outcomes[outcome]}
      {place === null ? "" : `, ${text.waitsAt(place)}`}
    </Tag>
  );
}
