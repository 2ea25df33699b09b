import { IconAlertCircle, IconCheck, IconClock, IconLoader2, IconUpload, IconX } from "@tabler/icons-react";
import { useTexts } from "#app/i18n/text.ts";
import { spinClass, Tag, type TagTone } from "#app/ui/parts.tsx";
import type { SubmissionState } from "#db/vocabulary.ts";
import { submissionTexts } from "./texts.ts";

const looks = {
  uploading: ["neutral", IconUpload],
  queued: ["neutral", IconClock],
  running: ["running", IconLoader2],
  scored: ["good", IconCheck],
  rejected: ["bad", IconX],
  failed: ["bad", IconAlertCircle],
  cancelled: ["neutral", IconX],
} as const satisfies Record<SubmissionState, readonly [TagTone, typeof IconCheck]>;

/** Where a submission stands: an icon and a word. */
export function StateTag({ state, large = false }: { state: SubmissionState; large?: boolean }) {
  const text = useTexts(submissionTexts);
  const [tone, Icon] = looks[state];
  const size = large ? 20 : 15;
  return (
    <Tag
      tone={tone}
      large={large}
      icon={<Icon size={size} stroke={1.8} aria-hidden className={state === "running" ? spinClass() : ""} />}
    >
      {text.states[state]}
    </Tag>
  );
}
