import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconCheck,
  IconMailCheck,
  IconPencil,
  IconX,
} from "@tabler/icons-react";
import { useTexts } from "#app/i18n/text.ts";
import { Tag, type TagTone } from "#app/ui/parts.tsx";
import type { ApplicationState } from "#db/vocabulary.ts";
import { applicationTexts } from "./texts.ts";

const looks: Record<ApplicationState, { tone: TagTone; Icon: typeof IconCheck }> = {
  draft: { tone: "neutral", Icon: IconPencil },
  submitted: { tone: "good", Icon: IconMailCheck },
  complement_requested: { tone: "attention", Icon: IconAlertTriangle },
  admissible: { tone: "good", Icon: IconCheck },
  inadmissible: { tone: "neutral", Icon: IconX },
  withdrawn: { tone: "neutral", Icon: IconArrowBackUp },
};

/** Where an application stands. */
export function StateTag({ state }: { state: ApplicationState }) {
  const text = useTexts(applicationTexts);
  const { tone, Icon } = looks[state];
  return (
    <Tag tone={tone} icon={<Icon size={16} stroke={1.8} aria-hidden />}>
      {text.states[state]}
    </Tag>
  );
}
