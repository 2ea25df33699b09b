import { formatBytes } from "#app/i18n/format.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { useRevalidator } from "#app/remix.ts";
import { Actions, buttonClass, Notice } from "#app/ui/parts.tsx";
import { submissionTexts } from "./texts.ts";
import type { UnfinishedUpload } from "./use-file-sending.ts";

/** What an earlier page has begun to send, with what to do about it. */
export function Interrupted({ slug, unfinished }: { slug: string; unfinished: readonly UnfinishedUpload[] }) {
  const text = useTexts(submissionTexts);
  const locale = useLocale();
  const { revalidate } = useRevalidator();
  const giveUp = async (id: string) => {
    const { cancelUnfinished } = await import("./send-in-parts.ts");
    if (await cancelUnfinished(slug, id)) revalidate();
  };
  return unfinished.map(({ id, fileName, sizeBytes }) => (
    <Notice key={id} kind="attention" title={text.interrupted}>
      <p>{text.interruptedMore(fileName, formatBytes(locale, sizeBytes))}</p>
      <Actions>
        <button type="button" className={buttonClass(false)} onClick={() => void giveUp(id)}>
          {text.giveUp}
        </button>
      </Actions>
    </Notice>
  ));
}
