import { IconCheck, IconClock, IconLock, IconPencil, IconScale } from "@tabler/icons-react";
import { useTexts } from "#app/i18n/text.ts";
import { Tag, type TagTone } from "#app/ui/parts.tsx";
import type { CallStatus } from "./rules.ts";
import { callTexts } from "./texts.ts";

const looks: Record<CallStatus, { tone: TagTone; Icon: typeof IconCheck }> = {
  draft: { tone: "attention", Icon: IconPencil },
  upcoming: { tone: "neutral", Icon: IconClock },
  open: { tone: "good", Icon: IconCheck },
  closed: { tone: "neutral", Icon: IconLock },
  evaluating: { tone: "running", Icon: IconScale },
  announced: { tone: "good", Icon: IconCheck },
};

/** Where a call stands. */
export function StatusTag({ status }: { status: CallStatus }) {
  const text = useTexts(callTexts);
  const { tone, Icon } = looks[status];
  return (
    <Tag tone={tone} icon={<Icon size={16} stroke={1.8} aria-hidden />}>
      {text.status[status]}
    </Tag>
  );
}
