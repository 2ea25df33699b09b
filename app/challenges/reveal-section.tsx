import { TextInput } from "@mantine/core";
import { formatDateTime } from "#app/i18n/format.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import { Form } from "#app/remix.ts";
import { buttonClass, fieldsClass, Notice, Section } from "#app/ui/parts.tsx";
import type { RevealFacts } from "./pages.server.ts";
import { challengeTexts } from "./texts.ts";

type RevealProps = {
  slug: string;
  timeZone: string;
  phase: RevealFacts;
  /** Why the last try was refused. */
  refusalCode: string | undefined;
  /** Whether the reveal has just been asked for. */
  isAsked: boolean;
};

/** The final scores of a phase: sealed until its end, then revealed by hand, once. */
export function RevealSection({ slug, timeZone, phase, refusalCode, isAsked }: RevealProps) {
  const text = useTexts(challengeTexts).reveal;
  const locale = useLocale();
  const when = (at: Date) => formatDateTime(locale, at, timeZone);
  const refusals: Record<string, string> = text.refusals;
  return (
    <Section title={text.title(phase.name)}>
      {phase.revealedAt === null ? null : <p>{text.done(when(phase.revealedAt))}</p>}
      {phase.state === "open" || phase.state === "upcoming" ? (
        <p>{text.sealed(when(phase.closesAt))}</p>
      ) : null}
      {phase.state !== "closed" ? null : (
        <>
          <p>{phase.openEvaluations > 0 ? text.stillScoring(phase.openEvaluations) : text.ready}</p>
          {isAsked ? <Notice kind="info" title={text.asked} /> : null}
          <Form method="post" className={fieldsClass()}>
            <input type="hidden" name="phaseId" value={phase.id} />
            <TextInput
              name="typed"
              label={text.confirm(slug)}
              required
              withAsterisk={false}
              autoComplete="off"
              error={refusalCode === undefined ? null : (refusals[refusalCode] ?? text.refusals.other)}
              maw={320}
            />
            <button type="submit" className={buttonClass(true)}>
              {text.button}
            </button>
          </Form>
        </>
      )}
    </Section>
  );
}
