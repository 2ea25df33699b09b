import { IconCheck, IconCircleDashed, IconCircleMinus, IconClock, IconSend } from "@tabler/icons-react";
import { useTexts } from "#app/i18n/text.ts";
import { Tag, type TagTone } from "#app/ui/parts.tsx";
import type { PublicationState } from "./publication-pages.server.ts";
import { publicationTexts } from "./texts-publication.ts";

const looks = {
  missing: ["attention", IconCircleDashed],
  drafted: ["neutral", IconClock],
  approved: ["attention", IconSend],
  published: ["good", IconCheck],
  withdrawn: ["neutral", IconCircleMinus],
} as const satisfies Record<PublicationState, readonly [TagTone, unknown]>;

/** How far the publication of a laureate is. */
export function PublicationTag({ state }: { state: PublicationState }) {
  const text = useTexts(publicationTexts).states;
  const [tone, Icon] = looks[state];
  return (
    <Tag tone={tone} icon={<Icon size={16} stroke={1.6} aria-hidden />}>
      {text[state]}
    </Tag>
  );
}
